// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"

#include <functional>
#include <optional>
#include <vector>

namespace hookloupe {

/// Which captures a list shows.
struct CaptureQuery {
    std::optional<EndpointId> endpoint;  ///< only this endpoint's

    bool operator==(const CaptureQuery&) const = default;
    [[nodiscard]] bool accepts(const CaptureSummary& summary) const
    {
        return !endpoint || summary.endpoint == *endpoint;
    }
};

/// Where windows read captures from without blocking: answers come later, in the thread that asked, in the order asked.
/// A callback is not called after the source is destroyed. Fakes of it serve the model tests.
class CaptureSource {
public:
    virtual ~CaptureSource() = default;

    /// All ids a query accepts, oldest first.
    virtual void fetchIds(const CaptureQuery& query, std::function<void(Result<std::vector<CaptureId>>)> then) = 0;
    /// Summaries of those ids that still exist, in the order given.
    virtual void fetchSummaries(std::vector<CaptureId> ids,
                                std::function<void(Result<std::vector<CaptureSummary>>)> then) = 0;
    /// One capture whole; ErrorCode::NotFound if it was deleted.
    virtual void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) = 0;
};

} // namespace hookloupe
