// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <string>

class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace hookloupe::ui {

class ChoiceBar;
class HexView;
class PlainTextView;

/// The same bytes as text or as hex, with their size.
class BytesPane : public QWidget {
    Q_OBJECT

public:
    /// `what` names the bytes for assistive technology: "Answer".
    explicit BytesPane(const QString& what, QWidget* parent = nullptr);

    void setBytes(std::shared_ptr<const std::string> bytes);  ///< nullptr for none
    /// A place in the bar for further controls, left of the view's own.
    [[nodiscard]] QHBoxLayout* bar() const { return m_bar; }
    [[nodiscard]] PlainTextView* textView() const { return m_text; }
    [[nodiscard]] HexView* hexView() const { return m_hex; }
    void showHex(bool hex);

private:
    void feedCurrent();

    std::shared_ptr<const std::string> m_bytes;
    QHBoxLayout* m_bar;
    ChoiceBar* m_choice;
    QLabel* m_size;
    QStackedWidget* m_stack;
    PlainTextView* m_text;
    HexView* m_hex;
};

} // namespace hookloupe::ui
