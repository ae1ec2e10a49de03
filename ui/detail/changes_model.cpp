// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/changes_model.h"

#include "detail/changes_words.h"
#include "style/plain_text.h"
#include "style/short_words.h"

namespace hookloupe::ui {

namespace {

bool isShown(const compare::Entry& entry, bool withSame)
{
    switch (entry.kind) {
    case compare::Kind::Same:
    case compare::Kind::LeftOut:
    case compare::Kind::NotSent:
        return withSame;
    case compare::Kind::Changed:
    case compare::Kind::Added:
    case compare::Kind::Removed:
    case compare::Kind::Respelled:
    case compare::Kind::Reordered:
        return true;
    }
    return true;
}

} // namespace

ChangesModel::ChangesModel(QObject* parent) : QAbstractItemModel(parent) {}

void ChangesModel::setChanges(std::shared_ptr<const ChangeSet> changes, bool withSame)
{
    beginResetModel();
    m_changes = std::move(changes);
    m_rows.clear();
    m_top.clear();
    const bool titled = m_changes && m_changes->sections.size() > 1;
    for (std::size_t i = 0; m_changes && i < m_changes->sections.size(); ++i) {
        const auto& entries = m_changes->sections[i].found.entries;
        if (entries.empty() || !isShown(entries.front(), withSame))
            continue;
        const bool leaf = entries.front().childCount == 0;
        if (titled || leaf) {
            addRows(i, 0, -1, withSame);
            continue;
        }
        for (std::int32_t child = 1; child < entries.front().end; child = entries[std::size_t(child)].end)
            addRows(i, child, -1, withSame);
    }
    endResetModel();
}

void ChangesModel::addRows(std::size_t section, std::int32_t entry, int parent, bool withSame)
{
    const auto& entries = m_changes->sections[section].found.entries;
    if (!isShown(entries[std::size_t(entry)], withSame))
        return;
    const int number = int(m_rows.size());
    auto& siblings = parent < 0 ? m_top : m_rows[std::size_t(parent)].children;
    const int place = int(siblings.size());
    siblings.push_back(number);
    m_rows.push_back({section, entry, parent, place, {}});
    for (std::int32_t child = entry + 1; child < entries[std::size_t(entry)].end; child = entries[std::size_t(child)].end)
        addRows(section, child, number, withSame);
}

void ChangesModel::setColumnTitles(const QString& before, const QString& after)
{
    m_beforeTitle = before;
    m_afterTitle = after;
    Q_EMIT headerDataChanged(Qt::Horizontal, BeforeColumn, AfterColumn);
}

ChangesModel::Place ChangesModel::place(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Row& found = row(index);
    const ChangeSection& section = m_changes->sections[found.section];
    return {&section, &section.found.entries[std::size_t(found.entry)]};
}

const std::vector<int>& ChangesModel::childrenOf(const QModelIndex& parent) const
{
    return parent.isValid() ? row(parent).children : m_top;
}

QModelIndex ChangesModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(childrenOf(parent)[std::size_t(row)]));
}

QModelIndex ChangesModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || row(index).parent < 0)
        return {};
    const int parent = row(index).parent;
    return createIndex(m_rows[std::size_t(parent)].place, 0, quintptr(parent));
}

int ChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(childrenOf(parent).size());
}

int ChangesModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString ChangesModel::fieldText(const Place& place) const
{
    const QString name = place.entry->parent < 0 ? partTitle(place.section->part)
                                                 : shownText(place.section->nameOf(*place.entry), 200);
    const QString marked = QStringLiteral("%1 %2").arg(changeMark(place.entry->kind), name);
    return place.entry->reordered ? tr("%1 (also in another order)").arg(marked) : marked;
}

QVariant ChangesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Place at = place(index);
    const bool section = at.entry->parent < 0 && at.entry->childCount > 0;
    if (role == KindRole)
        return section ? -1 : int(at.entry->kind);
    if (role == DiffersRole)
        return isShown(*at.entry, false);
    if (role == Qt::ToolTipRole)
        return plainToolTip(changeSentence(*at.section, *at.entry));
    if (role == Qt::AccessibleTextRole && index.column() == FieldColumn)
        return changeSentence(*at.section, *at.entry);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case FieldColumn:
        return fieldText(at);
    case BeforeColumn:
        return section ? QString() : valueWords(*at.section->before, at.section->beforeNode(*at.entry));
    case AfterColumn:
        return section ? QString() : valueWords(*at.section->after, at.section->afterNode(*at.entry));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case FieldColumn:
        return tr("Field");
    case BeforeColumn:
        return m_beforeTitle;
    case AfterColumn:
        return m_afterTitle;
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace hookloupe::ui
