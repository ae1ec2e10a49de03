// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"

namespace hookloupe::session {

class Verdicts;

/// A source whose summaries, moments and totals say what the signatures say now, as far as that is known; and have the rest
/// of what was asked for judged. Orders, searches and whole captures are the store's own: by what was said on arrival.
class JudgedSource final : public CaptureSource {
public:
    /// Both must outlive it.
    JudgedSource(CaptureSource& store, Verdicts& verdicts) : m_store(store), m_verdicts(verdicts) {}

    void fetchIds(const CaptureQuery& query, std::function<void(Result<std::vector<CaptureId>>)> then) override;
    void fetchSummaries(std::vector<CaptureId> ids, std::function<void(Result<std::vector<CaptureSummary>>)> then) override;
    void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) override;
    void fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then) override;
    void fetchTotals(std::vector<CaptureId> ids, std::function<void(Result<CaptureTotals>)> then) override;
    void fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then) override;

private:
    CaptureSource& m_store;
    Verdicts& m_verdicts;
};

} // namespace hookloupe::session
