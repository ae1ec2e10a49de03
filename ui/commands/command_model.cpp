// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_model.h"

#include "commands/command_match.h"

#include <QAction>

#include <algorithm>

namespace hookloupe::ui {

void CommandModel::setCommands(std::vector<MenuAction> commands, const QStringList& recent)
{
    m_commands.clear();
    for (const MenuAction& one : commands)
        m_commands.push_back({one.action, plainWords(one.action->text()), one.area,
                              static_cast<int>(recent.indexOf(one.action->objectName())) + 1});
    fill();
}

void CommandModel::setQuery(const QString& query)
{
    m_query = query;
    fill();
}

void CommandModel::fill()
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const Command& command = m_commands[i];
        // By its name, or by its menu and name: "endp new".
        if (auto match = matchCommand(command.words, m_query))
            m_rows.push_back({i, match->score * 2, std::move(match->places)});
        else if (auto second = matchCommand(QString(command.area + u' ' + command.words), m_query))
            m_rows.push_back({i, second->score, {}});
    }
    const auto isRecent = [this](const Row& row) {
        const int recent = m_commands[row.command].recent;
        return recent == 0 ? 1000 : recent;
    };
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row& a, const Row& b) {
        return a.score != b.score ? a.score > b.score : isRecent(a) < isRecent(b);
    });
    endResetModel();
}

QAction* CommandModel::action(const QModelIndex& index) const
{
    return index.isValid() ? m_commands[m_rows[static_cast<std::size_t>(index.row())].command].action.data() : nullptr;
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Command& command = m_commands[row.command];
    if (!command.action)
        return {};
    const QString keys = command.action->shortcut().toString(QKeySequence::NativeText);
    const QString why = whyDisabled(*command.action);
    switch (role) {
    case Qt::DisplayRole:
        return command.words;
    case AreaRole:
        return command.area;
    case KeysRole:
        return keys;
    case WhyRole:
        return why;
    case EnabledRole:
        return command.action->isEnabled();
    case CheckedRole:
        return command.action->isCheckable() && command.action->isChecked();
    case PlacesRole:
        return QVariant::fromValue(row.places);
    case Qt::StatusTipRole:
        return command.action->statusTip();
    case Qt::AccessibleTextRole: {
        QStringList parts{command.words, command.area};
        if (!keys.isEmpty())
            parts << keys;
        if (command.action->isCheckable())
            parts << (command.action->isChecked() ? tr("switched on") : tr("switched off"));
        if (!command.action->isEnabled())
            parts << (why.isEmpty() ? tr("not available now") : tr("not available: %1").arg(why));
        return parts.join(tr(", ", "between the parts of a spoken line"));
    }
    default:
        return {};
    }
}

} // namespace hookloupe::ui
