// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture_search.h"
#include "capture/capture_source.h"
#include "capture/delivery.h"
#include "store/needed.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hookloupe::store {

class Gate;

struct StoreStatistics {
    std::int64_t captures = 0;
    std::int64_t fileBytes = 0; ///< store, WAL and body files
    std::int64_t usedBytes = 0; ///< of fileBytes without what removed captures left free for new ones
    UtcTime oldest{};           ///< of the oldest capture; 0 if there is none
};

/// Reads a store on a connection of its own. One thread at a time; never holds a cursor between calls.
class Reader {
public:
    /// NotFound, NewerVersion, Corrupt or Unreadable with the path. `alone`: nothing else in this process has the store open
    /// while this does; then of a damaged log (Store::logDamage()) not even the index beside it is touched.
    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const std::string& path, bool alone = false);
    /// See Store::openReader().
    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(std::shared_ptr<Gate> gate);
    ~Reader();

    // Of what was removed and can still be brought back (Store::hide) nothing is to be seen here.

    /// All ids a query accepts, in its order.
    [[nodiscard]] Result<std::vector<CaptureId>> ids(const CaptureQuery& query) const;
    /// At most `limit` newest ids with id < before (0 = from the end), newest first. Keyset paging.
    [[nodiscard]] Result<std::vector<CaptureId>> newest(std::int64_t limit,
                                                        CaptureId before = CaptureId{0}) const;
    /// Ids of the captures that are accepted, in the order of arrival. Reads every summary, some thousands in a transaction:
    /// what comes or goes meanwhile may be in or not. What was found so far if the search is cancelled.
    [[nodiscard]] Result<std::vector<CaptureId>> matching(const std::function<bool(const CaptureSummary&)>& accepts,
                                                          CaptureSearch& search) const;
    /// Those that exist, in the order given.
    [[nodiscard]] Result<std::vector<CaptureSummary>> summaries(const std::vector<CaptureId>& ids) const;
    [[nodiscard]] Result<CapturePtr> capture(CaptureId id) const;
    /// Where a capture was sent to, in the order it was, whole.
    [[nodiscard]] Result<std::vector<Delivery>> deliveries(CaptureId capture) const;
    [[nodiscard]] Result<ReplayList> replays(CaptureId capture, std::size_t most) const;
    /// Of every capture, ascending by id.
    [[nodiscard]] Result<std::vector<CaptureMoment>> moments() const;
    [[nodiscard]] Result<CaptureTotals> totals(const std::vector<CaptureId>& ids) const;
    /// See CaptureSource::fetchPrevious(). NotFound if there is no capture of that id.
    [[nodiscard]] Result<std::optional<CaptureId>> previous(CaptureId id) const;
    /// The newest request of each endpoint, for its icon; replays that are kept are none.
    [[nodiscard]] Result<std::vector<CaptureSummary>> lastOfEachEndpoint() const;
    [[nodiscard]] Result<StoreStatistics> statistics() const;
    /// See needed.h; ascending.
    [[nodiscard]] Result<std::vector<NeededCapture>> needed(KeepMarked marked) const;
    /// Makes a call that runs in another thread end soon, with an error. Thread-safe.
    void interrupt();

private:
    class Private;
    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(std::unique_ptr<Private> impl);
    explicit Reader(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

/// What else a window wants to know of a store, asked and answered in the same way.
class StoreSource : public CaptureSource {
public:
    virtual void fetchStatistics(std::function<void(Result<StoreStatistics>)> then) = 0;
    virtual void fetchDeliveries(CaptureId capture, std::function<void(Result<std::vector<Delivery>>)> then) = 0;
    virtual void fetchReplays(CaptureId capture, std::size_t most, std::function<void(Result<ReplayList>)> then) = 0;
    /// See isUnaltered().
    virtual void fetchUnaltered(CapturePtr capture, std::function<void(Result<bool>)> then) = 0;
    /// See Reader::matching(); `accepts` is called in another thread.
    virtual void fetchMatching(std::function<bool(const CaptureSummary&)> accepts, std::shared_ptr<CaptureSearch> search,
                               std::function<void(Result<std::vector<CaptureId>>)> then) = 0;
};

/// A source over two readers, each in a thread of its own: one for what a view waits for (summaries, single captures, the
/// ids in the order of arrival), one for the questions that walk through all captures. Callbacks arrive in the thread that
/// created this object, which needs an event loop. Destroying it drops what is pending.
[[nodiscard]] Result<std::unique_ptr<StoreSource>> openSource(const std::string& path);
[[nodiscard]] Result<std::unique_ptr<StoreSource>> openSource(std::shared_ptr<Gate> gate);

} // namespace hookloupe::store
