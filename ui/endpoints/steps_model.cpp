// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/steps_model.h"

#include "answers/prediction.h"
#include "style/plain_text.h"
#include "words/answer_words.h"
#include "words/record_words.h"

#include <utility>

namespace hookloupe::ui {

using answers::Step;

void StepsModel::setPlan(answers::AnswerPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_records = answers::predicted(m_plan, m_rejectsInvalid, m_folder);
    endResetModel();
}

void StepsModel::setRejectsInvalid(bool rejects)
{
    if (std::exchange(m_rejectsInvalid, rejects) != rejects)
        predict();
}

void StepsModel::setAnswerFolder(const std::string& folder)
{
    m_folder = folder;
    predict();
}

void StepsModel::predict()
{
    m_records = answers::predicted(m_plan, m_rejectsInvalid, m_folder);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void StepsModel::insert(int row, const Step& step)
{
    beginInsertRows({}, row, row);
    m_plan.steps.insert(m_plan.steps.begin() + row, step);
    m_records.resize(m_plan.steps.size());
    endInsertRows();
    predict();
}

void StepsModel::replace(int row, const Step& step)
{
    m_plan.steps[static_cast<std::size_t>(row)] = step;
    predict();
}

void StepsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_plan.steps.erase(m_plan.steps.begin() + row);
    m_records.resize(m_plan.steps.size());
    endRemoveRows();
    predict();
}

bool StepsModel::move(int row, int by)
{
    const int to = row + by;
    if (to < 0 || to >= rowCount())
        return false;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    std::swap(m_plan.steps[static_cast<std::size_t>(row)], m_plan.steps[static_cast<std::size_t>(to)]);
    endMoveRows();
    predict();
    return true;
}

int StepsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_plan.steps.size());
}

int StepsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant StepsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::ToolTipRole) {
        const auto& record = m_records[static_cast<std::size_t>(index.row())];
        const bool sentence = index.column() == Record && record;
        return plainToolTip(sentence ? words::recordSentence(*record) : text(index.row(), index.column()));
    }
    return {};
}

QString StepsModel::text(int row, int column) const
{
    switch (column) {
    case Kind:
        return words::stepKindLabel(step(row).kind);
    case Detail:
        return words::stepDetail(step(row));
    case Record:
        return recordText(row);
    default: // no such column
        return {};
    }
}

QString StepsModel::recordText(int row) const
{
    if (answers::isInFront(step(row).kind))
        return tr("see the step that follows");
    const auto& record = m_records[static_cast<std::size_t>(row)];
    if (!record && !m_folder && step(row).bodyKind == answers::BodyKind::File)
        return tr("not known: the file was not looked at");
    return record ? words::recordLabel(*record) : tr("what the other address decides");
}

QVariant StepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case Kind:
        return tr("Step");
    case Detail:
        return tr("What is sent");
    case Record:
        return tr("Speckle will record");
    default:
        return {};
    }
}

} // namespace hookloupe::ui
