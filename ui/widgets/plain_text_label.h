// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace hookloupe::ui {

/// A label that never takes its text for markup; wraps, also inside very long words, and can be selected by mouse and
/// keyboard. What is copied from it is the text as given.
class PlainTextLabel : public QLabel {
    Q_OBJECT

public:
    explicit PlainTextLabel(QWidget* parent = nullptr);
    explicit PlainTextLabel(const QString& text, QWidget* parent = nullptr);

    void setText(const QString& text);   ///< hides QLabel's: text() has places to break in long words, and marks of its direction
    /// Words longer than this may break; for labels in narrow places. 72 usually.
    void setLongestRun(int characters);
    void copySelection() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int m_longestRun;
};

} // namespace hookloupe::ui
