// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_model.h"

#include "captures/annotation_text.h"
#include "style/short_words.h"

#include <QPointer>

#include <algorithm>
#include <unordered_set>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int blockRows = 256;
constexpr int fetchesAtOnce = 2;
/// Blocks waiting while the user scrolls fast. Older ones are forgotten: they are off the screen, or asked for again.
constexpr std::size_t longestWish = 8;

bool contains(const std::vector<int>& list, int value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

CaptureModel::CaptureModel(CaptureSource& source, QObject* parent, std::function<UtcTime()> now)
    : QAbstractTableModel(parent), m_source(source), m_now(std::move(now))
{
    m_orderAnew.setSingleShot(true);
    connect(&m_orderAnew, &QTimer::timeout, this, &CaptureModel::reload);
}

/// Enters what became known about captures into those that are here.
template <typename News, typename IdOf, typename Enter>
void CaptureModel::apply(const std::vector<News>& news, IdOf idOf, Enter enterInto)
{
    int first = -1;
    int last = -1;
    for (const News& one : news) {
        for (CaptureSummary& summary : m_heldBack) {
            if (summary.id == idOf(one))
                enterInto(one, summary);
        }
        const int row = m_cache.apply(one) ? rowOf(idOf(one)) : -1;
        if (row < 0)
            continue;
        first = first < 0 ? row : std::min(first, row);
        last = std::max(last, row);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, captureColumnCount - 1));
}

void CaptureModel::applyReports(const std::vector<AnswerReport>& reports)
{
    apply(reports, [](const AnswerReport& report) { return report.capture; },
          [](const AnswerReport& report, CaptureSummary& summary) { enter(report, summary); });
}

void CaptureModel::applyAnnotations(const std::vector<Annotated>& now)
{
    apply(now, [](const Annotated& annotated) { return annotated.id; },
          [](const Annotated& annotated, CaptureSummary& summary) { summary.annotation = annotated.annotation; });
}

void CaptureModel::applyVerdicts(const std::vector<JudgedAnew>& anew)
{
    apply(anew, [](const JudgedAnew& judged) { return judged.capture; },
          [](const JudgedAnew& judged, CaptureSummary& summary) { enter(judged, summary); });
}

void CaptureModel::expire(EndpointId endpoint)
{
    m_cache.expire(endpoint);
    columnChanged(CaptureColumn::Mark); // what is in sight is drawn, and so asked for
}

void CaptureModel::setEndpoints(const std::vector<Endpoint>& endpoints)
{
    m_endpoints.clear();
    for (const Endpoint& endpoint : endpoints)
        m_endpoints.insert(toInt(endpoint.id), {endpoint, endpointTitle(endpoint)});
    columnChanged(CaptureColumn::Endpoint);
    columnChanged(CaptureColumn::Event);
}

void CaptureModel::setCellStyle(const CellStyle& style)
{
    if (m_style == style)
        return;
    m_style = style;
    columnChanged(CaptureColumn::Time);
    columnChanged(CaptureColumn::Event);
}

void CaptureModel::refreshTimes()
{
    if (m_style.times == TimeMode::Relative)
        columnChanged(CaptureColumn::Time);
}

void CaptureModel::columnChanged(CaptureColumn column)
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(column)), index(m_rows.size() - 1, static_cast<int>(column)));
}

std::optional<CaptureId> CaptureModel::idAt(int row) const
{
    if (row < 0 || row >= m_rows.size())
        return std::nullopt;
    return m_rows.at(row);
}

int CaptureModel::rowOf(CaptureId id) const
{
    return m_rows.rowOf(id);
}

int CaptureModel::newestRow() const
{
    if (m_rows.order() == CaptureRows::Order::Descending)
        return m_rows.empty() ? -1 : 0;
    return m_rows.order() == CaptureRows::Order::Given ? m_rows.rowOf(m_rows.newest()) : m_rows.size() - 1;
}

QString CaptureModel::endpointName(EndpointId id) const
{
    const auto endpoint = m_endpoints.constFind(toInt(id));
    return endpoint != m_endpoints.constEnd() ? endpoint->title : tr("removed endpoint");
}

void CaptureModel::fetchLines(const std::vector<CaptureId>& ids, std::vector<CaptureColumn> columns,
                              std::function<void(QString)> then)
{
    m_source.fetchSummaries(ids, [self = QPointer(this), columns = std::move(columns), then = std::move(then)](auto answer) {
        if (!self)
            return;
        if (!answer.ok()) {
            Q_EMIT self->failed(answer.error());
            return;
        }
        QStringList titles;
        for (const CaptureColumn column : columns)
            titles << columnName(column);
        QString text = titles.join(u'\t');
        for (const CaptureSummary& summary : answer.value())
            text += u'\n' + rowLine(summary, columns, {.endpoint = self->endpointName(summary.endpoint),
                                                      .now = summary.arrivedAt,
                                                      .style = {.times = TimeMode::Absolute, .wireNames = self->m_style.wireNames}});
        then(text + u'\n');
    });
}

int CaptureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
}

int CaptureModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : captureColumnCount;
}

QVariant CaptureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= captureColumnCount)
        return {};
    const auto column = static_cast<CaptureColumn>(section);
    if (role == Qt::DisplayRole && column != CaptureColumn::Mark) // too narrow for a word
        return columnName(column);
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return columnName(column);
    if (role == Qt::TextAlignmentRole) {
        const auto side = isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (role == Qt::InitialSortOrderRole && isRightAligned(column)) // the largest are what is looked for
        return static_cast<int>(Qt::DescendingOrder);
    return {};
}

QVariant CaptureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<CaptureColumn>(index.column());
    if (role == Qt::TextAlignmentRole) {
        const auto side = isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    const CaptureId id = m_rows.at(index.row());
    if (role == CaptureIdRole)
        return QVariant::fromValue<qint64>(toInt(id));
    const CaptureSummary* capture = m_cache.find(id);
    if (!capture) {
        want(index.row());
        return placeholder(column, role);
    }
    if (!m_cache.isFresh(id))
        want(index.row()); // shown as it was until then
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*capture, column, contextOf(index.row(), *capture));
    case Qt::ToolTipRole:
        return cellHint(*capture, column, contextOf(index.row(), *capture));
    case Qt::AccessibleTextRole: {
        const CellContext context = contextOf(index.row(), *capture);
        if (column == CaptureColumn::Mark)
            return rowSentence(*capture, context);
        return tr("%1: %2", "column and value").arg(columnName(column), cellText(*capture, column, context));
    }
    case MarkRole:
        return static_cast<int>(markOf(*capture));
    case VerdictRole:
        return static_cast<int>(signatureNow(*capture).verdict);
    case RawRole:
        return rawValue(*capture, column);
    case KindRole:
        return static_cast<int>(capture->kind);
    case ColourRole:
        return static_cast<int>(capture->annotation.colour);
    case TagsRole:
        return tagTexts(capture->annotation);
    case UnexpectedRole:
        return isUnexpected(*capture);
    default:
        return {};
    }
}

bool CaptureModel::isUnexpected(const CaptureSummary& capture) const
{
    const auto endpoint = m_endpoints.constFind(toInt(capture.endpoint));
    return endpoint != m_endpoints.constEnd() && !capture.event.wireName.empty()
        && !expects(endpoint->endpoint, capture.event.wireName);
}

CellContext CaptureModel::contextOf(int row, const CaptureSummary& capture) const
{
    CellContext context{.endpoint = endpointName(capture.endpoint), .unexpected = isUnexpected(capture), .now = m_now(),
                        .style = m_style};
    const bool newestFirst = m_query.order == CaptureOrder::Arrival && m_query.descending;
    const int other = newestFirst ? row + 1 : row - 1;
    context.first = other < 0 || other >= m_rows.size();
    if (!context.first && m_style.times == TimeMode::SincePrevious) {
        if (const CaptureSummary* before = m_cache.find(m_rows.at(other)))
            context.before = before->arrivedAt;
        else
            want(other);
    }
    return context;
}

QVariant CaptureModel::placeholder(CaptureColumn column, int role) const
{
    if (role == Qt::DisplayRole && column != CaptureColumn::Mark)
        return u"…"_s;
    if (role == Qt::AccessibleTextRole)
        return tr("Being read from the store");
    return {};
}

QVariant CaptureModel::rawValue(const CaptureSummary& capture, CaptureColumn column) const
{
    switch (column) {
    case CaptureColumn::Mark:
        return static_cast<int>(markOf(capture));
    case CaptureColumn::Time:
        return QVariant::fromValue<qint64>(capture.arrivedAt.time_since_epoch().count());
    case CaptureColumn::Signature:
        return static_cast<int>(signatureNow(capture).verdict);
    case CaptureColumn::Answer:
        return capture.answerStatus;
    case CaptureColumn::Record:
        return static_cast<int>(capture.record.status);
    case CaptureColumn::Size:
        return QVariant::fromValue<qint64>(capture.contentBytes);
    case CaptureColumn::Duration:
        return QVariant::fromValue<qint64>(capture.duration.count());
    case CaptureColumn::Method:
    case CaptureColumn::Endpoint:
    case CaptureColumn::Event:
    case CaptureColumn::Project:
    case CaptureColumn::Actor:
    case CaptureColumn::Tags:
    case CaptureColumn::Summary:
    case CaptureColumn::Peer:
        return cellText(capture, column, {.endpoint = endpointName(capture.endpoint), .now = m_now()});
    }
    return {};
}

void CaptureModel::want(int row) const
{
    const int block = row / blockRows;
    if (contains(m_blocksOnTheWay, block) || (!m_wantedBlocks.empty() && m_wantedBlocks.back() == block))
        return;
    std::erase(m_wantedBlocks, block);
    m_wantedBlocks.push_back(block);
    if (m_wantedBlocks.size() > longestWish)
        m_wantedBlocks.erase(m_wantedBlocks.begin());
    if (m_fetchScheduled)
        return;
    m_fetchScheduled = true; // once a turn of the event loop: a view asks for many cells in one paint
    auto* self = const_cast<CaptureModel*>(this);
    QMetaObject::invokeMethod(self, [self] {
        self->m_fetchScheduled = false;
        self->fetchWanted();
    }, Qt::QueuedConnection);
}

void CaptureModel::fetchWanted()
{
    while (m_fetchesOpen < fetchesAtOnce && !m_wantedBlocks.empty()) {
        const int block = m_wantedBlocks.back();
        m_wantedBlocks.pop_back();
        const int first = block * blockRows;
        std::vector<CaptureId> ids;
        for (int row = first; row < std::min(first + blockRows, m_rows.size()); ++row) {
            if (!m_cache.isFresh(m_rows.at(row)))
                ids.push_back(m_rows.at(row));
        }
        if (ids.empty())
            continue;
        m_blocksOnTheWay.push_back(block);
        ++m_fetchesOpen;
        m_source.fetchSummaries(ids, [self = QPointer(this), generation = m_generation, block, ids](auto answer) {
            if (!self || self->m_generation != generation)
                return;
            --self->m_fetchesOpen;
            std::erase(self->m_blocksOnTheWay, block);
            if (answer.ok())
                self->received(ids, std::move(answer.value()));
            else
                Q_EMIT self->failed(answer.error());
            self->fetchWanted();
        });
    }
}

void CaptureModel::received(const std::vector<CaptureId>& asked, std::vector<CaptureSummary> summaries)
{
    for (CaptureSummary& summary : summaries)
        m_cache.put(std::move(summary));
    // What the store no longer has would stay a placeholder for ever.
    std::vector<CaptureId> gone;
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(gone),
                 [this](CaptureId id) { return !m_cache.contains(id); });
    if (!gone.empty())
        removeIds(gone);
    const int first = rowOf(asked.front());
    const int last = rowOf(asked.back());
    if (first >= 0 && last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, captureColumnCount - 1));
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(m_rows.size() - 1, captureColumnCount - 1));
}

} // namespace hookloupe::ui
