// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_dialog.h"

#include "settings/settings_page.h"
#include "style/icons.h"
#include "widgets/toast.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hookloupe::ui {

SettingsDialog::SettingsDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setSpacing(3);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages = new QStackedWidget(this);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* resetPage = buttons->addButton(tr("Reset this pa&ge"), QDialogButtonBox::ResetRole);
    auto* resetAll = buttons->addButton(tr("Reset a&ll pages"), QDialogButtonBox::ResetRole);
    for (QPushButton* button : {resetPage, resetAll, buttons->button(QDialogButtonBox::Close)})
        button->setAutoDefault(false); // Return belongs to the fields
    m_undo = new QAction(icon(Glyph::Undo), tr("&Undo"), this);
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setEnabled(false);
    addAction(m_undo);
    m_toast = new Toast(m_pages, m_undo); // the buttons below stay in reach
    connect(m_undo, &QAction::triggered, this, &SettingsDialog::undo);
    connect(resetPage, &QPushButton::clicked, this, [this] {
        if (auto* page = qobject_cast<SettingsPage*>(m_pages->currentWidget()))
            reset({page}, tr("Every setting of the page “%1” has its default now.").arg(page->title()));
    });
    connect(resetAll, &QPushButton::clicked, this, [this] {
        reset(m_pages->findChildren<SettingsPage*>(Qt::FindDirectChildrenOnly), tr("Every setting of all pages has its default now."));
    });
    // What is changed afterwards would be taken back with it: offered while the sentence stands, and no longer.
    connect(m_toast, &Toast::dismissed, this, [this] {
        m_back = {};
        m_undo->setEnabled(false);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    auto* across = new QHBoxLayout;
    across->addWidget(m_list);
    across->addWidget(m_pages, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(across, 1);
    layout->addWidget(buttons);
    resize(760, 600);
}

void SettingsDialog::setRemember(Remember remember)
{
    m_remember = std::move(remember);
}

void SettingsDialog::reset(const QList<SettingsPage*>& pages, const QString& sentence)
{
    m_back = m_remember ? m_remember() : std::function<void()>();
    for (SettingsPage* page : pages)
        page->reset();
    m_undo->setEnabled(m_back != nullptr);
    if (m_back)
        m_toast->offer(sentence);
}

void SettingsDialog::undo()
{
    m_toast->hide();
    m_undo->setEnabled(false);
    if (const auto back = std::exchange(m_back, {}))
        back();
    const auto pages = m_pages->findChildren<SettingsPage*>(Qt::FindDirectChildrenOnly);
    for (SettingsPage* page : pages)
        page->showAgain();
}

void SettingsDialog::addPage(SettingsPage* page)
{
    m_pages->addWidget(page);
    m_list->addItem(page->title());
    m_list->setFixedWidth(std::max(150, m_list->sizeHintForColumn(0) + 2 * m_list->frameWidth() + 16));
    if (m_list->count() == 1)
        m_list->setCurrentRow(0);
}

void SettingsDialog::showPage(const QString& name)
{
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i)->objectName() == name)
            m_list->setCurrentRow(i);
    }
}

} // namespace hookloupe::ui
