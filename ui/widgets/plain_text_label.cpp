// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text_label.h"

namespace hookloupe::ui {

PlainTextLabel::PlainTextLabel(QWidget* parent) : PlainTextLabel(QString(), parent) {}

PlainTextLabel::PlainTextLabel(const QString& text, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrap(true);
    setText(text);
}

} // namespace hookloupe::ui
