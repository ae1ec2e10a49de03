// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/capture_totals.h"

#include <functional>
#include <optional>
#include <vector>

namespace hookloupe {

/// A stretch of time. Empty if `until` is not after `from`.
struct TimeSpan {
    UtcTime from{};
    UtcTime until{};  ///< exclusive

    bool operator==(const TimeSpan&) const = default;
    [[nodiscard]] bool contains(UtcTime time) const { return time >= from && time < until; }
};

/// What captures can be ordered by. Those alike stay in the order of arrival. Texts are compared without regard to the
/// case of ASCII letters; what is not there comes first.
enum class CaptureOrder {
    Arrival,    ///< by id: the order of commit
    Mark,       ///< good, unjudged, bad
    Method,
    Endpoint,   ///< by its description, else its path
    Event,      ///< by the name that people know (speckle::uiName()), else the one on the wire
    Project,
    Actor,
    Summary,    ///< by what the sender wrote (message), else the target
    Target,
    Signature,  ///< by verdict
    Answer,     ///< by status
    Record,     ///< by what Speckle records, then why
    Size,
    Duration,
    Peer,
    Annotation, ///< by colour, then the first tag
};

/// Which captures a list shows, and in what order.
struct CaptureQuery {
    std::optional<EndpointId> endpoint;  ///< only this endpoint's
    std::optional<TimeSpan> span{};       ///< only those that arrived within it
    CaptureOrder order = CaptureOrder::Arrival;
    bool descending = false;

    bool operator==(const CaptureQuery&) const = default;
    /// Whether a capture is in the list; the order does not matter to it.
    [[nodiscard]] bool accepts(const CaptureSummary& summary) const
    {
        return (!endpoint || summary.endpoint == *endpoint) && (!span || span->contains(summary.arrivedAt));
    }
    /// Whether it is in every list.
    [[nodiscard]] bool acceptsAll() const { return !endpoint && !span; }
};

/// The little a timeline needs of a capture.
struct CaptureMoment {
    CaptureId id{};
    UtcTime time{};
    EndpointId endpoint = catchAllEndpoint;
    Mark mark = Mark::Unjudged;

    bool operator==(const CaptureMoment&) const = default;
};

/// Where windows read captures from without blocking: answers come later, in the thread that asked. Summaries, single
/// captures and the ids in the order of arrival never wait for the other questions, which walk through the whole store;
/// within each of these two groups answers come in the order asked. A callback is not called after the source is
/// destroyed. Fakes of it serve the model tests.
class CaptureSource {
public:
    virtual ~CaptureSource() = default;

    /// All ids a query accepts, in its order.
    virtual void fetchIds(const CaptureQuery& query, std::function<void(Result<std::vector<CaptureId>>)> then) = 0;
    /// Summaries of those ids that still exist, in the order given.
    virtual void fetchSummaries(std::vector<CaptureId> ids,
                                std::function<void(Result<std::vector<CaptureSummary>>)> then) = 0;
    /// One capture whole; ErrorCode::NotFound if it was deleted.
    virtual void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) = 0;
    /// Of every stored capture, ascending by id.
    virtual void fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then) = 0;
    /// Of those ids that still exist.
    virtual void fetchTotals(std::vector<CaptureId> ids, std::function<void(Result<CaptureTotals>)> then) = 0;
    /// The newest capture before `id` of the same event type; without an event, of the same endpoint and method.
    virtual void fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then) = 0;
};

} // namespace hookloupe
