// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_model.h"

#include "models/summary_cache.h"
#include "style/short_words.h"
#include "words/record_words.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

EndpointModel::EndpointModel(QObject* parent, std::function<UtcTime()> now)
    : QAbstractListModel(parent), m_now(std::move(now))
{
}

void EndpointModel::setEndpoints(std::vector<Endpoint> endpoints)
{
    std::sort(endpoints.begin(), endpoints.end(), [](const Endpoint& a, const Endpoint& b) {
        return std::tuple(a.id == catchAllEndpoint, std::string_view(a.path))
            < std::tuple(b.id == catchAllEndpoint, std::string_view(b.path));
    });
    const auto sameRows = std::equal(endpoints.begin(), endpoints.end(), m_endpoints.begin(), m_endpoints.end(),
                                     [](const Endpoint& a, const Endpoint& b) { return a.id == b.id; });
    if (sameRows) { // an edit: the selection stays
        m_endpoints = std::move(endpoints);
        rowsChanged();
        return;
    }
    beginResetModel();
    m_endpoints = std::move(endpoints);
    endResetModel();
}

void EndpointModel::setLast(const std::vector<CaptureSummary>& last)
{
    m_last.clear();
    note(last);
    rowsChanged();
}

void EndpointModel::note(const std::vector<CaptureSummary>& added)
{
    // The newest of each first: a batch may hold thousands for one endpoint.
    std::unordered_map<std::int64_t, const CaptureSummary*> newest;
    for (const CaptureSummary& summary : added) {
        if (summary.kind != CaptureKind::Replay)
            newest[toInt(summary.endpoint)] = &summary;
    }
    for (const auto& [endpoint, summary] : newest) {
        const auto known = m_last.find(endpoint);
        if (known == m_last.end() || known->second.id < summary->id)
            m_last.insert_or_assign(endpoint, *summary);
    }
    if (!newest.empty())
        rowsChanged();
}

void EndpointModel::applyReports(const std::vector<AnswerReport>& reports)
{
    bool changed = false;
    for (const AnswerReport& report : reports) {
        for (auto& [endpoint, summary] : m_last) {
            if (summary.id != report.capture)
                continue;
            enter(report, summary);
            changed = true;
        }
    }
    if (changed)
        rowsChanged();
}

void EndpointModel::refreshTimes()
{
    rowsChanged();
}

void EndpointModel::rowsChanged()
{
    if (!m_endpoints.empty())
        Q_EMIT dataChanged(index(1), index(static_cast<int>(m_endpoints.size())));
}

const Endpoint* EndpointModel::endpointAt(int row) const
{
    if (row < 1 || row > static_cast<int>(m_endpoints.size()))
        return nullptr;
    return &m_endpoints[static_cast<std::size_t>(row - 1)];
}

int EndpointModel::rowOf(std::optional<EndpointId> id) const
{
    if (!id)
        return 0;
    const auto found = std::find_if(m_endpoints.begin(), m_endpoints.end(),
                                    [id](const Endpoint& endpoint) { return endpoint.id == *id; });
    return found == m_endpoints.end() ? -1 : static_cast<int>(found - m_endpoints.begin()) + 1;
}

int EndpointModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_endpoints.size()) + 1;
}

QVariant EndpointModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Endpoint* endpoint = endpointAt(index.row());
    if (!endpoint)
        return allEndpoints(role);
    const CaptureSummary* last = lastOf(endpoint->id);
    switch (role) {
    case Qt::DisplayRole:
        return endpointTitle(*endpoint);
    case Qt::ToolTipRole:
        return hint(*endpoint);
    case Qt::AccessibleTextRole:
        return tr("%1, %2. %3", "endpoint, state, details")
            .arg(endpointTitle(*endpoint), markWord(last ? markOf(*last) : Mark::Unjudged), detail(*endpoint));
    case EndpointIdRole:
        return QVariant::fromValue<qint64>(toInt(endpoint->id));
    case MarkRole:
        return static_cast<int>(last ? markOf(*last) : Mark::Unjudged);
    case DetailRole:
        return detail(*endpoint);
    case EnabledRole:
        return endpoint->enabled;
    default:
        return {};
    }
}

QVariant EndpointModel::allEndpoints(int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("All endpoints");
    case Qt::ToolTipRole:
        return tr("Shows the requests of every endpoint.");
    case EnabledRole:
        return true;
    default:
        return {};
    }
}

const CaptureSummary* EndpointModel::lastOf(EndpointId id) const
{
    const auto found = m_last.find(toInt(id));
    return found == m_last.end() ? nullptr : &found->second;
}

QString EndpointModel::detail(const Endpoint& endpoint) const
{
    const CaptureSummary* last = lastOf(endpoint.id);
    QString state = tr("no request yet");
    if (last) {
        const QString since = agoWords(m_now() - last->arrivedAt);
        state = last->answerStatus == 0 ? since : tr("%1, %2", "status and time since").arg(last->answerStatus).arg(since);
    }
    if (!endpoint.enabled)
        state = tr("disabled");
    if (endpoint.description.empty() || endpoint.path.empty())
        return state;
    return tr("%1 · %2", "path and state").arg(shownText(endpoint.path), state);
}

QString EndpointModel::hint(const Endpoint& endpoint) const
{
    const CaptureSummary* last = lastOf(endpoint.id);
    QStringList lines;
    if (endpoint.id == catchAllEndpoint)
        lines << tr("Takes every path that no other endpoint has.");
    else
        lines << tr("Takes %1 and deeper paths.").arg(shownText(endpoint.path));
    if (!endpoint.enabled)
        lines << tr("It is disabled: every request is answered 503.");
    lines << (last ? words::markSentence(*last) : tr("No request yet, so there is nothing to judge."));
    return lines.join(u'\n');
}

} // namespace hookloupe::ui
