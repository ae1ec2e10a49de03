// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/confirm.h"

#include <QMessageBox>
#include <QPushButton>

namespace hookloupe::ui {

void askInDialog(QWidget* parent, const Question& question, std::function<void()> then)
{
    auto* box = new QMessageBox(QMessageBox::Warning, question.title, question.text, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton* yes = box->addButton(question.action, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(yes, &QPushButton::clicked, parent, [then = std::move(then)] { then(); });
    box->open();
}

} // namespace hookloupe::ui
