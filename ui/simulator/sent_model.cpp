// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/sent_model.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <algorithm>

namespace hookloupe::ui {

void SentModel::add(std::vector<SentEvent> events)
{
    if (events.size() > static_cast<std::size_t>(mostRows)) // these would go at once
        events.erase(events.begin(), events.end() - mostRows);
    while (!m_rows.empty() && m_rows.size() + events.size() > static_cast<std::size_t>(mostRows))
        forgetOne();
    if (events.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(events.size()) - 1);
    for (SentEvent& one : events) {
        m_answerBytes += one.delivery.answer.size();
        m_rows.push_back(std::move(one));
    }
    endInsertRows();
    forgetAnswers();
}

/// The oldest that was a success; without any, the oldest.
void SentModel::forgetOne()
{
    auto gone = std::find_if(m_rows.begin(), m_rows.end(), [](const SentEvent& one) { return one.good; });
    if (gone == m_rows.end())
        gone = m_rows.begin();
    const int row = static_cast<int>(gone - m_rows.begin());
    beginRemoveRows({}, row, row);
    m_answerBytes -= gone->delivery.answer.size();
    m_rows.erase(gone);
    endRemoveRows();
}

void SentModel::forgetAnswers()
{
    for (auto row = m_rows.begin(); m_answerBytes > mostAnswerBytes && row + 1 != m_rows.end(); ++row) {
        m_answerBytes -= row->delivery.answer.size();
        row->delivery.answer = {};
    }
}

int SentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const SentEvent& one = at(index.row());
    const bool sent = one.trouble.isEmpty();
    if (role == Qt::ToolTipRole)
        return plainToolTip(sent ? words::deliverySentence(one.delivery) : one.trouble);
    if (role == Qt::TextAlignmentRole && index.column() == Time)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case Sent: return sent ? timeWords(one.delivery.startedAt, utcNow()) : QString();
    case Event: return one.event;
    case Answer: return sent ? words::deliveryLabel(one.delivery) : tr("not sent");
    case Record: return sent && one.speckles ? words::recordLabel(one.delivery.record) : QString();
    case Time: return sent ? durationWords(one.delivery.timings.total) : QString();
    case ColumnCount: break;
    }
    return {};
}

QVariant SentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Sent: return tr("Sent");
    case Event: return tr("Event");
    case Answer: return tr("Answer");
    case Record: return tr("Speckle records");
    case Time: return tr("Time");
    case ColumnCount: break;
    }
    return {};
}

} // namespace hookloupe::ui
