// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/menu_actions.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QStringList>

#include <vector>

namespace hookloupe::ui {

/// The commands that fit what was typed, the best first.
class CommandModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { AreaRole = Qt::UserRole, KeysRole, WhyRole, EnabledRole, CheckedRole, PlacesRole };

    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<MenuAction> commands, const QStringList& recent);
    void setQuery(const QString& query);
    [[nodiscard]] QAction* action(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Command {
        QPointer<QAction> action;
        QString words;
        QString area;
        int recent = 0;     ///< 1 = the last one; 0 = not lately
    };
    struct Row {
        std::size_t command;
        int score;
        QList<qsizetype> places;
    };
    void fill();

    std::vector<Command> m_commands;
    std::vector<Row> m_rows;
    QString m_query;
};

} // namespace hookloupe::ui
