// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <string>

class QHBoxLayout;
class QLabel;
class QSplitter;

namespace hookloupe::ui {

class ByteView;
class ChoiceBar;
class HexView;
class PlainTextView;

/// The same bytes as text, as hex, or as both side by side, with their size. What is selected in one view is selected in
/// the other.
class BytesPane : public QWidget {
    Q_OBJECT

public:
    /// `what` names the bytes for assistive technology: "Answer".
    explicit BytesPane(const QString& what, QWidget* parent = nullptr);

    void setBytes(std::shared_ptr<const std::string> bytes);  ///< nullptr for none
    /// Offers both views side by side, and shows them so wherever there is room until the user chooses otherwise.
    void setSideBySideOffered();
    void select(std::size_t begin, std::size_t end);
    /// A place in the bar for further controls, left of the view's own.
    [[nodiscard]] QHBoxLayout* bar() const { return m_bar; }
    [[nodiscard]] PlainTextView* textView() const { return m_text; }
    [[nodiscard]] HexView* hexView() const { return m_hex; }
    [[nodiscard]] ByteView* frontView() const;                ///< the one with the focus, else the first that is shown
    void showHex(bool hex);

Q_SIGNALS:
    void selectionChanged(std::size_t begin, std::size_t end);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Choice { Text, Hex, Both };
    void feedCurrent();
    void follow(ByteView* leader, ByteView* follower);
    void fitWidth();
    void shareWidth();

    std::shared_ptr<const std::string> m_bytes;
    QHBoxLayout* m_bar;
    ChoiceBar* m_choice;
    QLabel* m_size;
    QSplitter* m_split;
    PlainTextView* m_text;
    HexView* m_hex;
    bool m_bothOffered = false;
    bool m_chosen = false;       ///< by the user
    bool m_moved = false;        ///< the handle between the views, by the user
    bool m_following = false;
};

} // namespace hookloupe::ui
