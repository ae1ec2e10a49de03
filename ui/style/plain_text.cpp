// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/plain_text.h"

#include <QLabel>
#include <QTextDocument>

namespace hookloupe::ui {

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

} // namespace hookloupe::ui
