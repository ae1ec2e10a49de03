// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/judged_source.h"

#include "session/verdicts.h"

namespace hookloupe::session {

void JudgedSource::fetchIds(const CaptureQuery& query, std::function<void(Result<std::vector<CaptureId>>)> then)
{
    m_store.fetchIds(query, std::move(then));
}

void JudgedSource::fetchSummaries(std::vector<CaptureId> ids, std::function<void(Result<std::vector<CaptureSummary>>)> then)
{
    m_store.fetchSummaries(std::move(ids), [this, then = std::move(then)](Result<std::vector<CaptureSummary>> answer) {
        if (answer)
            m_verdicts.enter(*answer);
        then(std::move(answer));
    });
}

void JudgedSource::fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then)
{
    m_store.fetchCapture(id, std::move(then));
}

void JudgedSource::fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then)
{
    m_store.fetchMoments([this, then = std::move(then)](Result<std::vector<CaptureMoment>> answer) {
        if (answer)
            m_verdicts.enter(*answer);
        then(std::move(answer));
    });
}

void JudgedSource::fetchTotals(std::vector<CaptureId> ids, std::function<void(Result<CaptureTotals>)> then)
{
    m_store.fetchTotals(ids, [this, ids, then = std::move(then)](Result<CaptureTotals> answer) {
        if (answer)
            m_verdicts.enter(ids, *answer);
        then(std::move(answer));
    });
}

void JudgedSource::fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then)
{
    m_store.fetchPrevious(id, std::move(then));
}

} // namespace hookloupe::session
