// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/shortcut_book.h"

#include "commands/shortcut_sheet.h"
#include "session/settings_file.h"
#include "frame/window_parts.h"
#include "frame/window_state.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"

#include <QAction>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

bool isUsable(const QList<QKeySequence>& keys)
{
    for (const QKeySequence& sequence : keys) {
        for (int i = 0; i < sequence.count(); ++i) {
            if (sequence[static_cast<uint>(i)].key() == Qt::Key_unknown)
                return false;
        }
    }
    return true;
}

void use(QAction* action, const QList<QKeySequence>& keys)
{
    action->setShortcuts(keys);
    const QString hint = action->statusTip();
    action->setToolTip(plainToolTip(
        keys.isEmpty() || hint.isEmpty() ? hint : ShortcutBook::tr("%1 (%2)", "hint and shortcut").arg(hint, keyWords(keys))));
}

} // namespace

ShortcutBook::ShortcutBook(const WindowParts& parts)
    : QObject(&parts.window), m_window(parts.window), m_settingsPath(parts.settingsPath),
      m_openHelp([help = parts.actions.help] { help->trigger(); }), m_sayTrouble(parts.sayTrouble)
{
    QAction* show = makeAction(parts.window, u"shortcuts"_s, tr("&Keyboard shortcuts"),
                               tr("Every key the program knows, and how to change it"), QKeySequence(u"F1"_s));
    parts.menus.help->insertAction(parts.actions.about, show);
    connect(show, &QAction::triggered, this, &ShortcutBook::showSheet);
    const QStringList unusable = load();
    if (!unusable.isEmpty())
        parts.sayTrouble(tr("Some shortcuts in the settings cannot be used; the usual ones are: %1. Set them anew in the "
                            "settings, page Shortcuts.").arg(unusable.join(u", "_s)));
}

QStringList ShortcutBook::load()
{
    QStringList unusable;
    for (const MenuAction& one : menuActions(*m_window.menuBar())) {
        const QString name = one.action->objectName();
        if (!name.isEmpty() && !m_standard.contains(name))
            m_standard.insert(name, one.action->shortcuts());
    }
    // Also of actions that are hidden now.
    for (QAction* action : m_window.findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
        if (!action->objectName().isEmpty() && !m_standard.contains(action->objectName()))
            m_standard.insert(action->objectName(), action->shortcuts());
    }
    if (m_settingsPath.isEmpty() || !QFileInfo::exists(m_settingsPath))
        return unusable;
    QSettings file(m_settingsPath, QSettings::IniFormat);
    file.beginGroup(u"shortcuts"_s);
    const QStringList names = file.childKeys();
    for (const QString& name : names) {
        auto* action = m_window.findChild<QAction*>(name, Qt::FindDirectChildrenOnly);
        const QString text = file.value(name).toString();
        const QList<QKeySequence> keys = QKeySequence::listFromString(text);
        if (!action || !isUsable(keys) || (!text.isEmpty() && keys.isEmpty()))
            unusable << shownText((name + u'=' + text).toStdString(), 80);
        else
            use(action, keys);
    }
    return unusable;
}

std::vector<ShortcutEntry> ShortcutBook::entries()
{
    std::vector<ShortcutEntry> found;
    for (const MenuAction& one : menuActions(*m_window.menuBar())) {
        const QString name = one.action->objectName();
        if (name.isEmpty()) // made on the fly, such as a recent store
            continue;
        if (!m_standard.contains(name))
            m_standard.insert(name, one.action->shortcuts());
        found.push_back({name, one.area, plainWords(one.action->text()), one.action->shortcuts(), m_standard.value(name)});
    }
    return found;
}

void ShortcutBook::change(const QString& name, const QList<QKeySequence>& keys)
{
    auto* action = m_window.findChild<QAction*>(name, Qt::FindDirectChildrenOnly);
    if (!action)
        return;
    if (!m_standard.contains(name))
        m_standard.insert(name, action->shortcuts());
    use(action, keys);
    save(name, keys);
    if (m_sheet)
        m_sheet->setEntries(entries());
}

void ShortcutBook::save(const QString& name, const QList<QKeySequence>& keys)
{
    const Status saved = session::changeSettings(m_settingsPath, [&](QSettings& file) {
        const QString key = u"shortcuts/"_s + name;
        if (keys == m_standard.value(name))
            file.remove(key);
        else
            file.setValue(key, QKeySequence::listToString(keys));
    });
    if (!saved)
        m_sayTrouble(notSavedSentence(saved.error()));
}

void ShortcutBook::showSheet()
{
    if (!m_sheet) {
        m_sheet = new ShortcutSheet(&m_window);
        connect(m_sheet, &ShortcutSheet::helpRequested, this, [this] { m_openHelp(); });
        connect(m_sheet, &ShortcutSheet::changeRequested, this, &ShortcutBook::changeRequested);
    }
    m_sheet->setEntries(entries());
    m_sheet->show();
    m_sheet->activateWindow();
}

} // namespace hookloupe::ui
