// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/fields_model.h"

#include "style/short_words.h"

#include <QFont>

namespace hookloupe::ui {

FieldsModel::FieldsModel(QObject* parent) : QAbstractTableModel(parent)
{
}

void FieldsModel::setFields(const std::vector<std::string>& names, const simulate::Fields& madeUp)
{
    if (names == m_names) {
        // Of those that are others alone: a value that is being typed elsewhere must stay.
        const simulate::Fields before = std::exchange(m_madeUp, madeUp);
        for (int row = 0; row < rowCount(); ++row) {
            const std::string& name = names[static_cast<std::size_t>(row)];
            const auto old = before.find(name);
            const auto now = m_madeUp.find(name);
            if (!m_edited.contains(name) && (old == before.end() || now == m_madeUp.end() || old->second != now->second))
                Q_EMIT dataChanged(index(row, Value), index(row, Value));
        }
        return;
    }
    beginResetModel();
    m_names = names;
    m_madeUp = madeUp;
    endResetModel();
}

void FieldsModel::setEdited(simulate::Fields edited)
{
    beginResetModel();
    m_edited = std::move(edited);
    endResetModel();
    Q_EMIT changed();
}

void FieldsModel::makeUp(const QModelIndexList& rows)
{
    for (const QModelIndex& row : rows) {
        m_edited.erase(m_names[static_cast<std::size_t>(row.row())]);
        Q_EMIT dataChanged(index(row.row(), Name), index(row.row(), Value));
    }
    Q_EMIT changed();
}

int FieldsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size());
}

int FieldsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Value + 1;
}

QVariant FieldsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const std::string& name = m_names[static_cast<std::size_t>(index.row())];
    const auto edited = m_edited.find(name);
    if (role == Qt::FontRole && edited != m_edited.end()) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::ToolTipRole && index.column() == Value)
        return edited != m_edited.end() ? tr("Typed. Delete makes it up again.") : tr("Made up. Type another value.");
    if (role == SuggestionsRole)
        return m_suggestions.value(QString::fromStdString(name));
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    if (index.column() == Name)
        return QString::fromStdString(name);
    const auto made = m_madeUp.find(name);
    const std::string& value = edited != m_edited.end() ? edited->second : made != m_madeUp.end() ? made->second : std::string();
    return role == Qt::EditRole ? QString::fromStdString(value) : shownText(value);
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Field") : tr("Value");
}

Qt::ItemFlags FieldsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == Value ? usual | Qt::ItemIsEditable : usual;
}

bool FieldsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != Value || index.row() >= rowCount())
        return false;
    if (value.toString() == data(index, Qt::EditRole).toString())
        return true; // opened and closed: still made up
    m_edited.insert_or_assign(m_names[static_cast<std::size_t>(index.row())], value.toString().toStdString());
    Q_EMIT dataChanged(this->index(index.row(), Name), index);
    Q_EMIT changed();
    return true;
}

} // namespace hookloupe::ui
