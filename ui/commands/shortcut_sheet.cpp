// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/shortcut_sheet.h"

#include "commands/view_keys.h"
#include "style/plain_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

QString keyWords(const QList<QKeySequence>& keys)
{
    QStringList parts;
    for (const QKeySequence& one : keys) {
        if (!one.isEmpty())
            parts << one.toString(QKeySequence::NativeText);
    }
    return parts.join(ShortcutSheet::tr(", ", "between two keys"));
}

ShortcutSheet::ShortcutSheet(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Find a command or a key"));
    m_filter->setAccessibleName(tr("Find a command or a key"));
    m_filter->setClearButtonEnabled(true);
    m_tree = new QTreeWidget(this);
    m_tree->setAccessibleName(tr("Shortcuts by area"));
    m_tree->setHeaderLabels({tr("What it does"), tr("Keys")});
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_nothing = plainLabel(tr("Nothing fits. Clear the field to see all."), this);
    m_nothing->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* help = buttons->addButton(tr("Open the &guide"), QDialogButtonBox::HelpRole);
    auto* change = buttons->addButton(tr("C&hange shortcuts…"), QDialogButtonBox::ActionRole);
    for (QPushButton* button : {help, change, buttons->button(QDialogButtonBox::Close)})
        button->setAutoDefault(false);
    connect(help, &QPushButton::clicked, this, &ShortcutSheet::helpRequested);
    connect(change, &QPushButton::clicked, this, &ShortcutSheet::changeRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_nothing);
    layout->addWidget(buttons);
    resize(620, 560);
    m_filter->setFocus();
}

void ShortcutSheet::setEntries(const std::vector<ShortcutEntry>& entries)
{
    m_tree->clear();
    QHash<QString, QTreeWidgetItem*> areas;
    const auto add = [&](const QString& area, const QString& words, const QString& keys) {
        QTreeWidgetItem*& parent = areas[area];
        if (!parent) {
            parent = new QTreeWidgetItem(m_tree, {area});
            parent->setFirstColumnSpanned(true);
            QFont strong = m_tree->font();
            strong.setBold(true);
            parent->setFont(0, strong);
            parent->setExpanded(true);
        }
        new QTreeWidgetItem(parent, {words, keys}); // the tree owns it
    };
    for (const ShortcutEntry& entry : entries) {
        if (const QString keys = keyWords(entry.keys); !keys.isEmpty())
            add(entry.area, entry.words, keys);
    }
    for (const ViewKey& one : viewKeys())
        add(one.area, one.words, one.keys);
    filter(m_filter->text());
}

void ShortcutSheet::filter(const QString& text)
{
    const QString wanted = text.trimmed();
    bool any = false;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* area = m_tree->topLevelItem(i);
        bool anyHere = false;
        for (int j = 0; j < area->childCount(); ++j) {
            QTreeWidgetItem* item = area->child(j);
            const bool fits = wanted.isEmpty() || item->text(0).contains(wanted, Qt::CaseInsensitive)
                || item->text(1).contains(wanted, Qt::CaseInsensitive) || area->text(0).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!fits);
            anyHere |= fits;
        }
        area->setHidden(!anyHere);
        any |= anyHere;
    }
    m_nothing->setVisible(!any);
}

} // namespace hookloupe::ui
