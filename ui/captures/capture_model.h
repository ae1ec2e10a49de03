// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"
#include "capture/endpoint.h"
#include "captures/capture_rows.h"
#include "captures/capture_text.h"
#include "captures/summary_cache.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace hookloupe::ui {

/// The captures of a query, in its order: one id a row, summaries fetched when a view asks for them. Memory is 8 to 12
/// bytes a row plus the cache, so a million rows are no burden. Roles return meaning; icons and colours are the delegate's.
///
/// Ordering is done by the source; the rows stay as they are until its answer, and persistent indexes (current, selection)
/// go with their captures. What arrives is the last row in the order of arrival, the first one in its reverse. In any
/// other order it comes last, and goes to its place when the list is ordered anew: a second later, or when that has become
/// a tenth of the time it takes.
class CaptureModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        CaptureIdRole = Qt::UserRole, ///< qint64
        MarkRole,                     ///< int of Mark; invalid while the row is being fetched
        VerdictRole,                  ///< int of SignatureVerdict
        RawRole,                      ///< the value a column would be sorted by: number, time in µs, or text
        KindRole,                     ///< int of CaptureKind
        ColourRole,                   ///< int of ColourMark
        TagsRole,                     ///< QStringList, harmless texts
        UnexpectedRole,               ///< bool: the event is not one that the endpoint is to get
    };

    /// `source` must outlive the model. `now` is the clock that decides what "today" is.
    explicit CaptureModel(CaptureSource& source, QObject* parent = nullptr, std::function<UtcTime()> now = utcNow);

    /// Shows what `query` accepts. The rows go now, the new ones come with loaded(); of a query that differs by its order
    /// alone, they stay until then.
    void setQuery(const CaptureQuery& query);
    [[nodiscard]] const CaptureQuery& query() const { return m_query; }
    /// Orders the list; loaded() follows.
    void setOrder(CaptureOrder order, bool descending);
    /// Asks for the ids again and enters the difference: selection and position stay.
    void reload();
    /// Until the ids asked for are here.
    [[nodiscard]] bool loading() const { return m_loading; }
    /// Newly committed captures, in commit order; those the query does not accept are skipped.
    void append(const std::vector<CaptureSummary>& added);
    void applyReports(const std::vector<AnswerReport>& reports);
    void applyAnnotations(const std::vector<Annotated>& now);
    void applyVerdicts(const std::vector<JudgedAnew>& anew);
    /// The summaries of this endpoint's captures are read again as soon as they are shown; until then they stay.
    void expire(EndpointId endpoint);
    void removeIds(const std::vector<CaptureId>& ids);
    void setEndpoints(const std::vector<Endpoint>& endpoints);
    void setCellStyle(const CellStyle& style);
    [[nodiscard]] const CellStyle& cellStyle() const { return m_style; }
    /// The times since have grown: called by a timer.
    void refreshTimes();

    [[nodiscard]] std::optional<CaptureId> idAt(int row) const;
    [[nodiscard]] int rowOf(CaptureId id) const; ///< -1 = not in the list
    /// Where what arrived last is; -1 = nowhere.
    [[nodiscard]] int newestRow() const;
    /// What a column is ordered by.
    [[nodiscard]] static CaptureOrder orderOf(CaptureColumn column);
    [[nodiscard]] QString endpointName(EndpointId id) const;
    /// The lines of these captures for the clipboard, with a title line; captures and columns in the order given. Fetched, so
    /// it comes later.
    void fetchLines(const std::vector<CaptureId>& ids, std::vector<CaptureColumn> columns, std::function<void(QString)> then);

    /// As setOrder(). Column -1: the order of arrival.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void failed(const hookloupe::Error& error);

private:
    [[nodiscard]] QVariant placeholder(CaptureColumn column, int role) const;
    [[nodiscard]] QVariant rawValue(const CaptureSummary& capture, CaptureColumn column) const;
    /// `row` may be beyond the list's ends: then nothing is known of the one before.
    [[nodiscard]] CellContext contextOf(int row, const CaptureSummary& capture) const;
    [[nodiscard]] bool isUnexpected(const CaptureSummary& capture) const;
    template <typename News, typename IdOf, typename Enter>
    void apply(const std::vector<News>& news, IdOf idOf, Enter enterInto);
    void columnChanged(CaptureColumn column);
    void fetchIds();
    void adopt(std::vector<CaptureId> ids);
    void rearrange(CaptureRows rows);
    void appendIds(const std::vector<CaptureId>& ids);
    [[nodiscard]] CaptureRows::Order rowOrder() const;
    void removeRowsWhere(const std::function<bool(CaptureId)>& gone);
    void want(int row) const;
    void fetchWanted();
    void received(const std::vector<CaptureId>& asked, std::vector<CaptureSummary> summaries);

    CaptureSource& m_source;
    std::function<UtcTime()> m_now;
    CaptureQuery m_query;
    CaptureRows m_rows;
    mutable SummaryCache m_cache;
    struct KnownEndpoint {
        Endpoint endpoint;
        QString title;
    };
    QHash<qint64, KnownEndpoint> m_endpoints;
    CellStyle m_style;
    std::uint64_t m_generation = 0;            ///< answers to questions of an earlier one are dropped
    bool m_loading = false;
    bool m_reloadAgain = false;
    bool m_shown = false;                      ///< the first ids of this query are here
    std::vector<CaptureSummary> m_heldBack;    ///< committed while those were being read
    std::vector<CaptureId> m_late;             ///< taken in while ids were being read anew
    QTimer m_orderAnew;                        ///< runs while there are rows that are not at their place
    std::chrono::milliseconds m_orderWait{1'000};    ///< how long it runs
    std::chrono::steady_clock::time_point m_askedAt; ///< for the ids
    mutable std::vector<int> m_wantedBlocks;   ///< blocks of rows a view asked for, latest last
    mutable bool m_fetchScheduled = false;
    int m_fetchesOpen = 0;
    std::vector<int> m_blocksOnTheWay;
};

} // namespace hookloupe::ui
