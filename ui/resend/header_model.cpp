// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/header_model.h"

#include "resend/byte_text.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "words/header_words.h"

#include <QFont>

#include <utility>

namespace hookloupe::ui {

namespace {

/// A field line, taken apart so that it can be put together again: name, colon with white space, value, end.
struct Parts {
    std::string_view name;
    std::string_view separator;
    std::string_view value;
    std::string_view end;
};

Parts partsOf(std::string_view line)
{
    const std::string_view whole = line;
    Parts parts;
    std::size_t end = line.size();
    while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r' || line[end - 1] == ' ' || line[end - 1] == '\t'))
        --end;
    parts.end = line.substr(end);
    line = line.substr(0, end);
    const std::size_t colon = line.find(':');
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (colon == std::string_view::npos || continues) {
        const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
        parts.separator = line.substr(0, first);
        parts.value = line.substr(first);
        return parts;
    }
    const std::size_t first = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
    parts.name = line.substr(0, colon);
    parts.separator = line.substr(colon, first - colon);
    parts.value = line.substr(first);
    if (parts.value.empty()) { // the white space there stands before a value to come
        const std::size_t spaces = std::min(parts.end.find_first_not_of(" \t"), parts.end.size());
        parts.separator = whole.substr(colon, first - colon + spaces);
        parts.end.remove_prefix(spaces);
    }
    return parts;
}

bool isEmptyLine(std::string_view line)
{
    return line == "\r\n" || line == "\n";
}

} // namespace

void HeaderModel::setHead(std::string_view head)
{
    beginResetModel();
    HeadLines lines = linesOf(head);
    m_requestLine = lines.empty() ? std::string() : lines.front();
    m_lines.clear();
    m_undone.clear();
    m_redone.clear();
    m_end.clear();
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (!m_end.empty() || isEmptyLine(lines[i]))
            m_end += lines[i];
        else
            m_lines.push_back(std::move(lines[i]));
    }
    endResetModel();
}

std::string HeaderModel::head() const
{
    return m_requestLine + joined(m_lines) + m_end;
}

void HeaderModel::noteChange()
{
    m_redone.clear();
    m_undone.push_back(m_lines);
    if (m_undone.size() > mostUndone)
        m_undone.erase(m_undone.begin());
}

bool HeaderModel::goBack(std::vector<HeadLines>& from, std::vector<HeadLines>& to)
{
    if (from.empty())
        return false;
    beginResetModel();
    to.push_back(std::exchange(m_lines, std::move(from.back())));
    from.pop_back();
    endResetModel();
    Q_EMIT edited();
    return true;
}

bool HeaderModel::undo()
{
    return goBack(m_undone, m_redone);
}

bool HeaderModel::redo()
{
    return goBack(m_redone, m_undone);
}

int HeaderModel::addField()
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_lines.emplace_back();
    endInsertRows();
    return row;
}

void HeaderModel::removeField(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    noteChange();
    beginRemoveRows({}, row, row);
    m_lines.erase(m_lines.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

bool HeaderModel::moveField(int row, int by)
{
    const int to = row + by;
    if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount() || by == 0)
        return false;
    noteChange();
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    std::string line = std::move(m_lines[static_cast<std::size_t>(row)]);
    m_lines.erase(m_lines.begin() + row);
    m_lines.insert(m_lines.begin() + to, std::move(line));
    endMoveRows();
    Q_EMIT edited();
    return true;
}

int HeaderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int HeaderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeaderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::FontRole)
        return codeFont();
    const Parts parts = partsOf(m_lines[static_cast<std::size_t>(index.row())]);
    const std::string_view bytes = index.column() == NameColumn ? parts.name : parts.value;
    if (role == Qt::EditRole)
        return textOf(bytes, Stretches::None).text;
    if (role == Qt::DisplayRole)
        return shown(bytes);
    if (role == Qt::ToolTipRole)
        return plainToolTip(words::headerMeaning(parts.name));
    return {};
}

QVariant HeaderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags HeaderModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsEditable : usual;
}

bool HeaderModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    std::string& line = m_lines[static_cast<std::size_t>(index.row())];
    const std::string text = bytesOf(value.toString(), {});
    const Parts before = partsOf(line);
    if (text == (index.column() == NameColumn ? before.name : before.value))
        return false;
    noteChange();
    if (line.empty())
        line = ": \r\n";
    const Parts parts = partsOf(line);
    const std::string separator = parts.separator.find(':') == std::string_view::npos && index.column() == NameColumn
        ? ": " : std::string(parts.separator);
    line = index.column() == NameColumn ? text + separator + std::string(parts.value) + std::string(parts.end)
                                        : std::string(parts.name) + separator + text + std::string(parts.end);
    Q_EMIT dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

} // namespace hookloupe::ui
