// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_shortcuts_page.h"

#include "style/plain_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int nameRole = Qt::UserRole;

/// Whether the two can't be told apart while they are typed: the same, or one begins like the other.
bool collide(const QKeySequence& a, const QKeySequence& b)
{
    return !a.isEmpty() && !b.isEmpty()
        && (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

bool collides(const ShortcutEntry& entry, const QKeySequence& keys)
{
    return std::any_of(entry.keys.begin(), entry.keys.end(), [&](const QKeySequence& one) { return collide(one, keys); });
}

} // namespace

SettingsShortcutsPage::SettingsShortcutsPage(ShortcutAccess access, QWidget* parent)
    : SettingsPage(u"shortcuts"_s, tr("Shortcuts"), parent), m_access(std::move(access))
{
    m_filter = new QLineEdit(content());
    m_filter->setPlaceholderText(tr("Find a command or a key"));
    m_filter->setAccessibleName(tr("Find a command or a key"));
    m_filter->setClearButtonEnabled(true);
    m_tree = new QTreeWidget(content());
    m_tree->setAccessibleName(tr("Commands and their keys"));
    m_tree->setHeaderLabels({tr("Command"), tr("Menu"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setMinimumHeight(fontMetrics().height() * 12);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    body().addWidget(m_filter);
    body().addWidget(m_tree, 1);
    fillHeight();

    m_name = addText({});
    m_keys = new QKeySequenceEdit(content());
    m_keys->setAccessibleName(tr("New keys"));
    m_name->setBuddy(m_keys);
    m_clear = new QPushButton(tr("No &keys"), content());
    m_reset = new QPushButton(tr("&Reset this command"), content());
    m_takeOver = new QPushButton(tr("Use them &here instead"), content());
    auto* line = new QHBoxLayout;
    line->addWidget(m_keys, 1);
    for (QPushButton* button : {m_clear, m_reset}) {
        button->setAutoDefault(false);
        line->addWidget(button);
    }
    body().addLayout(line);
    m_conflict = addText({});
    m_takeOver->setAutoDefault(false);
    body().addWidget(m_takeOver, 0, Qt::AlignLeading);
    addText(tr("Choose a command, then press the keys for it. Keys of the views, such as the arrows in the table, are listed on "
               "F1 and cannot be changed."))->setForegroundRole(QPalette::PlaceholderText);

    connect(m_filter, &QLineEdit::textChanged, this, &SettingsShortcutsPage::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &SettingsShortcutsPage::showCurrent);
    // Not keySequenceChanged(): it tells of an empty one before the first key.
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, [this] { typed(m_keys->keySequence()); });
    connect(m_clear, &QPushButton::clicked, this, [this] { use({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const ShortcutEntry* entry = current())
            use(entry->standard);
    });
    connect(m_takeOver, &QPushButton::clicked, this, &SettingsShortcutsPage::takeOver);
    fill();
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

void SettingsShortcutsPage::fill()
{
    const ShortcutEntry* before = current();
    const QString chosen = before ? before->name : QString();
    m_entries = m_access.entries();
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    for (const ShortcutEntry& entry : m_entries) {
        // Keys are read from left to right in every language: "Ctrl+," would become ",+Ctrl".
        const QString keys = keyWords(entry.keys) + (isRightToLeft() ? QString(QChar(0x200e)) : QString());
        auto* item = new QTreeWidgetItem(m_tree, {entry.words, entry.area, keys}); // the tree owns it
        item->setData(0, nameRole, entry.name);
        if (entry.keys != entry.standard) {
            QFont strong = m_tree->font();
            strong.setBold(true);
            item->setFont(2, strong);
            item->setData(2, Qt::AccessibleTextRole, tr("%1, changed").arg(keyWords(entry.keys)));
        }
        if (entry.name == chosen)
            m_tree->setCurrentItem(item);
    }
    filter(m_filter->text());
    showCurrent();
}

void SettingsShortcutsPage::filter(const QString& text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_tree->topLevelItem(i);
        bool fits = text.trimmed().isEmpty();
        for (int column = 0; column < 3; ++column)
            fits |= item->text(column).contains(text.trimmed(), Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
}

const ShortcutEntry* SettingsShortcutsPage::current() const
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [item](const ShortcutEntry& entry) {
        return item && entry.name == item->data(0, nameRole).toString();
    });
    return found == m_entries.end() ? nullptr : &*found;
}

void SettingsShortcutsPage::showCurrent()
{
    const ShortcutEntry* entry = current();
    m_name->setText(entry ? tr("Keys for “%1”:").arg(entry->words) : tr("Choose a command."));
    m_keys->setEnabled(entry);
    m_clear->setEnabled(entry && !entry->keys.isEmpty());
    m_reset->setEnabled(entry && entry->keys != entry->standard);
    m_conflict->hide();
    m_takeOver->hide();
    const QSignalBlocker quiet(m_keys);
    m_keys->setKeySequence(entry && !entry->keys.isEmpty() ? entry->keys.front() : QKeySequence());
}

void SettingsShortcutsPage::typed(const QKeySequence& keys)
{
    const ShortcutEntry* entry = current();
    if (!entry || keys.isEmpty() || entry->keys.contains(keys))
        return;
    for (const ShortcutEntry& other : m_entries) {
        if (other.name != entry->name && collides(other, keys)) {
            m_conflict->setText(tr("%1 belongs to “%2” in the menu %3. Press other keys, or take these from it.")
                                    .arg(keys.toString(QKeySequence::NativeText), other.words, other.area));
            m_conflict->show();
            m_takeOver->show();
            return;
        }
    }
    m_conflict->hide();
    m_takeOver->hide();
    m_access.change(entry->name, {keys});
    fill();
}

void SettingsShortcutsPage::use(const QList<QKeySequence>& keys)
{
    const ShortcutEntry* entry = current();
    if (!entry)
        return;
    const QString name = entry->name;
    for (const ShortcutEntry& other : m_entries) {
        QList<QKeySequence> left = other.keys;
        left.removeIf([&](const QKeySequence& one) {
            return std::any_of(keys.begin(), keys.end(), [&](const QKeySequence& wanted) { return collide(one, wanted); });
        });
        if (other.name != name && left != other.keys)
            m_access.change(other.name, left);
    }
    m_access.change(name, keys);
    fill();
}

void SettingsShortcutsPage::takeOver()
{
    use({m_keys->keySequence()});
}

void SettingsShortcutsPage::reset()
{
    for (const ShortcutEntry& entry : m_access.entries())
        m_access.change(entry.name, entry.standard);
    fill();
}

} // namespace hookloupe::ui
