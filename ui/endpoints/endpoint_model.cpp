// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_model.h"

#include "captures/summary_cache.h"
#include "style/short_words.h"
#include "words/isolated.h"
#include "words/record_words.h"
#include "words/verdict_words.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

bool isUnexpected(const Endpoint& endpoint, const CaptureSummary& last)
{
    return !last.event.wireName.empty() && !expects(endpoint, last.event.wireName);
}

/// Refused for its form or for its signature.
bool isRejected(const CaptureSummary& last)
{
    return last.refusal != Refusal::None || last.answerStatus == 401;
}

bool contains(const std::vector<EndpointId>& ids, EndpointId id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

QString unreadWords(int unread)
{
    return unread == 1 ? EndpointModel::tr("One new request") : EndpointModel::tr("%n new requests", nullptr, unread);
}

} // namespace

EndpointModel::EndpointModel(QObject* parent, std::function<UtcTime()> now)
    : QAbstractListModel(parent), m_now(std::move(now))
{
}

void EndpointModel::setEndpoints(std::vector<Endpoint> endpoints)
{
    const auto sorted = [this](std::vector<Endpoint> list) {
        std::stable_sort(list.begin(), list.end(), [this](const Endpoint& a, const Endpoint& b) { return before(a, b); });
        return list;
    };
    endpoints = sorted(std::move(endpoints));
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

/// Whether `a` comes before `b` in the chosen order. The catch-all is behind all.
bool EndpointModel::before(const Endpoint& a, const Endpoint& b) const
{
    if (a.id == catchAllEndpoint || b.id == catchAllEndpoint)
        return a.id != catchAllEndpoint && b.id == catchAllEndpoint;
    const auto byName = [&] {
        const int order = QString::localeAwareCompare(endpointTitle(a), endpointTitle(b));
        return order != 0 ? order < 0 : a.path < b.path;
    };
    switch (m_order) {
    case EndpointOrder::ByName:
        return byName();
    case EndpointOrder::ByActivity: {
        const CaptureSummary* lastA = lastOf(a.id);
        const CaptureSummary* lastB = lastOf(b.id);
        if (!lastA || !lastB)
            return lastA ? true : (lastB ? false : byName());
        return lastA->id > lastB->id;
    }
    case EndpointOrder::ByHand: {
        const auto placeA = std::find(m_handOrder.begin(), m_handOrder.end(), a.id);
        const auto placeB = std::find(m_handOrder.begin(), m_handOrder.end(), b.id);
        return placeA == placeB ? byName() : placeA < placeB;
    }
    }
    return false;
}

void EndpointModel::sortEndpoints()
{
    const auto inOrder = [this](const Endpoint& a, const Endpoint& b) { return before(a, b); };
    if (std::is_sorted(m_endpoints.begin(), m_endpoints.end(), inOrder))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList old = persistentIndexList();
    std::vector<std::optional<EndpointId>> ids;
    for (const QModelIndex& index : old) {
        const Endpoint* endpoint = endpointAt(index.row());
        ids.push_back(endpoint ? std::optional(endpoint->id) : std::nullopt);
    }
    std::stable_sort(m_endpoints.begin(), m_endpoints.end(), inOrder);
    QModelIndexList moved;
    for (const auto& id : ids)
        moved << index(rowOf(id));
    changePersistentIndexList(old, moved);
    Q_EMIT layoutChanged();
}

void EndpointModel::setOrder(EndpointOrder order)
{
    m_order = order;
    sortEndpoints();
}

void EndpointModel::setHandOrder(std::vector<EndpointId> ids)
{
    m_handOrder = std::move(ids);
    sortEndpoints();
}

bool EndpointModel::canMove(EndpointId id, int rows) const
{
    const int row = rowOf(id);
    const Endpoint* other = endpointAt(row + rows);
    return row > 0 && id != catchAllEndpoint && other && other->id != catchAllEndpoint;
}

void EndpointModel::move(EndpointId id, int rows)
{
    if (canMove(id, rows))
        moveRow({}, rowOf(id), {}, rowOf(id) + (rows > 0 ? rows + 1 : rows));
}

bool EndpointModel::moveRows(const QModelIndex& sourceParent, int sourceRow, int count, const QModelIndex& destinationParent,
                             int destinationChild)
{
    const Endpoint* moved = endpointAt(sourceRow);
    if (sourceParent.isValid() || destinationParent.isValid() || count != 1 || !moved || moved->id == catchAllEndpoint)
        return false;
    const bool lastIsCatchAll = m_endpoints.back().id == catchAllEndpoint;
    const int end = rowCount() - (lastIsCatchAll ? 1 : 0); // dropped behind the catch-all: before it
    const int target = std::clamp(destinationChild, 1, end);
    if (!beginMoveRows({}, sourceRow, sourceRow, {}, target))
        return false;
    const Endpoint endpoint = *moved;
    m_endpoints.erase(m_endpoints.begin() + (sourceRow - 1));
    m_endpoints.insert(m_endpoints.begin() + (target > sourceRow ? target - 2 : target - 1), endpoint);
    m_order = EndpointOrder::ByHand;
    m_handOrder.clear();
    for (const Endpoint& one : m_endpoints)
        m_handOrder.push_back(one.id);
    endMoveRows();
    Q_EMIT orderChanged();
    return true;
}

void EndpointModel::setActivity(std::vector<EndpointActivity> activity)
{
    if (activity == m_activity)
        return;
    m_activity = std::move(activity);
    rowsChanged();
}

void EndpointModel::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) != paused)
        rowsChanged();
}

void EndpointModel::setHeld(std::vector<EndpointId> held)
{
    if (std::exchange(m_held, held) != held)
        rowsChanged();
}

void EndpointModel::setUnreadable(std::vector<EndpointId> ids)
{
    if (std::exchange(m_unreadable, ids) != ids)
        rowsChanged();
}

void EndpointModel::setNotAgreed(std::vector<EndpointId> ids)
{
    if (std::exchange(m_notAgreed, ids) != ids)
        rowsChanged();
}

void EndpointModel::setLeadsBack(std::vector<EndpointId> ids)
{
    if (std::exchange(m_leadsBack, ids) != ids)
        rowsChanged();
}

void EndpointModel::setHandlersDown(std::vector<EndpointId> ids)
{
    if (std::exchange(m_handlersDown, ids) != ids)
        rowsChanged();
}

void EndpointModel::setPassingOnHeld(std::vector<EndpointId> ids)
{
    if (std::exchange(m_passingOnHeld, ids) != ids)
        rowsChanged();
}

void EndpointModel::setFileRefused(std::vector<EndpointId> ids)
{
    if (std::exchange(m_fileRefused, ids) != ids)
        rowsChanged();
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

void EndpointModel::applyVerdicts(const std::vector<JudgedAnew>& anew)
{
    bool changed = false;
    for (const JudgedAnew& judged : anew) {
        for (auto& [endpoint, summary] : m_last) {
            if (summary.id != judged.capture)
                continue;
            enter(judged, summary);
            changed = true;
        }
    }
    if (changed)
        rowsChanged();
}

void EndpointModel::refreshTimes()
{
    sortEndpoints();
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
        return sentence(*endpoint);
    case EndpointIdRole:
        return QVariant::fromValue<qint64>(toInt(endpoint->id));
    case MarkRole:
        return static_cast<int>(last ? markOf(*last) : Mark::Unjudged);
    case DetailRole:
        return detail(*endpoint);
    case EnabledRole:
        return endpoint->enabled;
    case UnreadRole: {
        const EndpointActivity* activity = activityOf(endpoint->id);
        return activity ? activity->unread : 0;
    }
    case LatelyRole: {
        const EndpointActivity* activity = activityOf(endpoint->id);
        return activity ? QVariant::fromValue(activity->lately) : QVariant();
    }
    case WarningsRole:
        return warnings(*endpoint);
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

const EndpointActivity* EndpointModel::activityOf(EndpointId id) const
{
    const auto found = std::find_if(m_activity.begin(), m_activity.end(),
                                    [id](const EndpointActivity& one) { return one.endpoint == id; });
    return found == m_activity.end() ? nullptr : &*found;
}

Qt::ItemFlags EndpointModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between the rows
    const Endpoint* endpoint = endpointAt(index.row());
    const bool movable = endpoint && endpoint->id != catchAllEndpoint;
    const Qt::ItemFlags plain = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return movable ? plain | Qt::ItemIsDragEnabled : plain;
}

QString EndpointModel::detail(const Endpoint& endpoint) const
{
    const CaptureSummary* last = lastOf(endpoint.id);
    QString state = tr("no request yet");
    if (last) {
        const QString since = agoWords(m_now() - last->arrivedAt);
        state = last->answerStatus == 0 ? since : tr("%1, %2", "status and time since").arg(last->answerStatus).arg(since);
    }
    if (endpoint.description.empty() || endpoint.path.empty())
        return state;
    return tr("%1 · %2", "state and path").arg(state, words::isolated(shownText(endpoint.path))); // what may be cut off is the path
}

QStringList EndpointModel::warnings(const Endpoint& endpoint) const
{
    QStringList words;
    if (m_paused)
        words << tr("Paused");
    if (contains(m_held, endpoint.id))
        words << tr("Paused: loop");
    if (contains(m_unreadable, endpoint.id))
        words << (endpoint.rejectInvalid ? tr("Closed: secrets unreadable") : tr("Secrets unreadable"));
    if (contains(m_notAgreed, endpoint.id))
        words << tr("Held: not agreed");
    if (contains(m_fileRefused, endpoint.id))
        words << tr("File refused");
    if (contains(m_leadsBack, endpoint.id))
        words << tr("Passes on to itself");
    if (contains(m_handlersDown, endpoint.id))
        words << tr("Handler down");
    if (contains(m_passingOnHeld, endpoint.id))
        words << tr("Passing on held");
    if (!endpoint.enabled)
        words << tr("Disabled");
    const CaptureSummary* last = lastOf(endpoint.id);
    if (!last)
        return words;
    if (isUnexpected(endpoint, *last))
        words << tr("Unexpected event");
    if (isRejected(*last))
        words << tr("Rejected");
    return words;
}

QString EndpointModel::sentence(const Endpoint& endpoint) const
{
    const CaptureSummary* last = lastOf(endpoint.id);
    QStringList parts{tr("%1, %2. %3", "endpoint, state, details")
                          .arg(endpointTitle(endpoint), markWord(last ? markOf(*last) : Mark::Unjudged), detail(endpoint))};
    if (const EndpointActivity* activity = activityOf(endpoint.id); activity && activity->unread > 0)
        parts << unreadWords(activity->unread);
    if (const QStringList amiss = warnings(endpoint); !amiss.isEmpty())
        parts << amiss.join(u", "_s);
    return parts.join(u". "_s);
}

QString EndpointModel::hint(const Endpoint& endpoint) const
{
    const CaptureSummary* last = lastOf(endpoint.id);
    QStringList lines;
    lines << (last ? words::markSentence(*last) : tr("No request yet, so there is nothing to judge."));
    if (last && last->now)
        lines << words::arrivalSentence(*last);
    if (m_paused)
        lines << tr("Capturing is paused: every request is answered 503 and not stored.");
    if (contains(m_notAgreed, endpoint.id))
        lines << tr("What the store says of it is held until you agree: “What this store would do…” in the menu Endpoints.");
    if (contains(m_fileRefused, endpoint.id))
        lines << tr("Its answer is a file outside of the folder for files of answers, so 500 is answered. The settings, under General, "
                    "have that folder.");
    if (contains(m_leadsBack, endpoint.id))
        lines << tr("A handler of it is where Hookloupe itself listens: what is for it waits in the queue, as it would come back and be "
                    "passed on again. Enter another handler in the endpoint's dialog, under Forwarding, or listen elsewhere.");
    if (contains(m_handlersDown, endpoint.id))
        lines << tr("A handler of it gave no answer that counts: what is for it waits, and is tried again until it is delivered. The "
                    "forwarding queue in the menu Endpoints says why.");
    if (contains(m_passingOnHeld, endpoint.id))
        lines << tr("You hold the queue of a handler of it: what is for it waits until you let it go on, in the forwarding queue in the "
                    "menu Endpoints.");
    if (contains(m_held, endpoint.id))
        lines << tr("It is paused because of a loop: every request is answered 503 until it is released.");
    if (contains(m_unreadable, endpoint.id))
        lines << (endpoint.rejectInvalid
                      ? tr("Its secrets cannot be read: every request is answered 503 and not passed on until they can.")
                      : tr("Its secrets cannot be read, so signatures are not judged. It rejects nothing and answers as ever."));
    if (!endpoint.enabled)
        lines << tr("It is disabled: every request is answered 503.");
    if (last && isUnexpected(endpoint, *last))
        lines << tr("The last event, %1, is none of those the endpoint expects.").arg(shownText(last->event.wireName));
    if (last && isRejected(*last))
        lines << tr("The last request was rejected with %1.").arg(last->answerStatus);
    if (const EndpointActivity* activity = activityOf(endpoint.id); activity && activity->unread > 0)
        lines << tr("%1 since you last looked at this endpoint.", "so many new requests").arg(unreadWords(activity->unread));
    if (endpoint.id == catchAllEndpoint)
        lines << tr("Takes every path that no other endpoint has.");
    else
        lines << tr("Takes %1 and deeper paths.").arg(words::isolated(shownText(endpoint.path)));
    return lines.join(u'\n');
}

} // namespace hookloupe::ui
