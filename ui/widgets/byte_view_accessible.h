// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace hookloupe::ui {

class ByteView;

/// A byte view as a screen reader sees it: a text whose value is the row of the cursor. The whole text may be of
/// any size, so it is read row by row: moving the cursor brings the next one.
class ByteViewAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit ByteViewAccessible(ByteView* view);
    /// Lets Qt make these for byte views. May be called again.
    static void install();

    QString text(QAccessible::Text kind) const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    int characterCount() const override;
    QString text(int begin, int end) const override;
    int cursorPosition() const override;
    void setCursorPosition(int) override {}
    int selectionCount() const override { return 0; }
    void selection(int index, int* begin, int* end) const override;
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int* begin, int* end) const override;

private:
    [[nodiscard]] ByteView* view() const;
};

} // namespace hookloupe::ui
