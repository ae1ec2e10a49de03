// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/byte_view_accessible.h"

#include "widgets/byte_view.h"

namespace hookloupe::ui {

namespace {

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* view = qobject_cast<ByteView*>(object);
    return view ? new ByteViewAccessible(view) : nullptr; // Qt owns it
}

} // namespace

ByteViewAccessible::ByteViewAccessible(ByteView* view) : QAccessibleWidget(view, QAccessible::EditableText) {}

void ByteViewAccessible::install()
{
    QAccessible::installFactory(make);
}

ByteView* ByteViewAccessible::view() const
{
    return static_cast<ByteView*>(object());
}

QString ByteViewAccessible::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Value ? view()->spokenRow() : QAccessibleWidget::text(kind);
}

QAccessible::State ByteViewAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = !view()->isEditable();
    state.editable = view()->isEditable();
    state.selectableText = true;
    state.multiLine = true;
    return state;
}

void* ByteViewAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this)
                                              : QAccessibleWidget::interface_cast(type);
}

int ByteViewAccessible::characterCount() const
{
    return int(view()->spokenRow().size());
}

QString ByteViewAccessible::text(int begin, int end) const
{
    return view()->spokenRow().mid(begin, end - begin);
}

int ByteViewAccessible::cursorPosition() const
{
    return view()->spokenColumn();
}

void ByteViewAccessible::selection(int, int* begin, int* end) const
{
    *begin = 0;
    *end = 0;
}

QRect ByteViewAccessible::characterRect(int) const
{
    const QRect cursor = view()->cursorRect();
    return {view()->viewport()->mapToGlobal(cursor.topLeft()), cursor.size()};
}

int ByteViewAccessible::offsetAtPoint(const QPoint&) const
{
    return -1;
}

QString ByteViewAccessible::attributes(int, int* begin, int* end) const
{
    *begin = 0;
    *end = characterCount();
    return {};
}

} // namespace hookloupe::ui
