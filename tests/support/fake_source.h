// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"

#include <QObject>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>

namespace hookloupe::test {

/// A source over a map in memory. Answers come in a later turn of the event loop, or when release() is called while it
/// holds them back.
class FakeSource : public CaptureSource {
public:
    std::map<std::int64_t, CaptureSummary> captures;
    bool holding = false;
    std::vector<std::size_t> summariesAsked;  ///< how many at once, for each question
    std::vector<CaptureId> capturesAsked;
    std::vector<std::size_t> totalsAsked;     ///< how many at once

    [[nodiscard]] std::size_t pending() const { return m_answers.size(); }
    /// Gives the answers that were held back, oldest first.
    void release()
    {
        const auto answers = std::exchange(m_answers, {});
        for (const auto& answer : answers)
            answer();
    }

    void fetchIds(const CaptureQuery& query, std::function<void(Result<std::vector<CaptureId>>)> then) override
    {
        std::vector<CaptureId> ids; // as they are when asked, as a reader would see them
        for (const auto& [id, summary] : captures) {
            if (query.accepts(summary))
                ids.push_back(summary.id);
        }
        std::stable_sort(ids.begin(), ids.end(), [this, &query](CaptureId a, CaptureId b) {
            const auto keyA = orderKey(query.order, captures.at(toInt(a)));
            const auto keyB = orderKey(query.order, captures.at(toInt(b)));
            return query.descending ? keyB < keyA : keyA < keyB;
        });
        later([then = std::move(then), ids = std::move(ids)] { then(ids); });
    }

    void fetchSummaries(std::vector<CaptureId> ids,
                        std::function<void(Result<std::vector<CaptureSummary>>)> then) override
    {
        summariesAsked.push_back(ids.size());
        later([this, ids = std::move(ids), then = std::move(then)] {
            std::vector<CaptureSummary> found;
            for (const CaptureId id : ids) {
                if (const auto one = captures.find(toInt(id)); one != captures.end())
                    found.push_back(one->second);
            }
            then(std::move(found));
        });
    }

    void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) override
    {
        capturesAsked.push_back(id);
        later([this, id, then = std::move(then)] {
            const auto one = captures.find(toInt(id));
            if (one == captures.end()) {
                then(Error{ErrorCode::NotFound, std::to_string(toInt(id))});
                return;
            }
            auto capture = std::make_shared<Capture>();
            capture->summary = one->second;
            then(CapturePtr(std::move(capture)));
        });
    }

    void fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then) override
    {
        std::vector<CaptureMoment> moments;
        for (const auto& [id, summary] : captures)
            moments.push_back({summary.id, summary.arrivedAt, summary.endpoint, markOf(summary)});
        later([then = std::move(then), moments = std::move(moments)] { then(moments); });
    }

    void fetchTotals(std::vector<CaptureId> ids, std::function<void(Result<CaptureTotals>)> then) override
    {
        totalsAsked.push_back(ids.size());
        later([this, ids = std::move(ids), then = std::move(then)] {
            CaptureTotals totals;
            for (const CaptureId id : ids) {
                if (const auto one = captures.find(toInt(id)); one != captures.end())
                    totals.add(one->second.arrivedAt, one->second.contentBytes, markOf(one->second));
            }
            then(totals);
        });
    }

    void fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then) override
    {
        later([this, id, then = std::move(then)] {
            std::optional<CaptureId> previous;
            const auto one = captures.find(toInt(id));
            for (auto other = captures.begin(); one != captures.end() && other != one; ++other) {
                const CaptureSummary& a = one->second;
                const CaptureSummary& b = other->second;
                if (a.event.wireName == b.event.wireName &&
                    (!a.event.wireName.empty() || (a.endpoint == b.endpoint && a.method == b.method)))
                    previous = b.id;
            }
            then(previous);
        });
    }

    /// A plain POST to the catch-all; add() puts it into the source.
    static CaptureSummary sample(std::int64_t id)
    {
        CaptureSummary summary;
        summary.id = CaptureId{id};
        summary.arrivedAt = UtcTime(Micros(1'795'315'537'265'123 + id));
        summary.method = "POST";
        summary.target = "/hooks/" + std::to_string(id);
        summary.peer = "127.0.0.1:53122";
        summary.contentBytes = 1800 + id;
        summary.answerStatus = 200;
        summary.outcome = AnswerOutcome::Sent;
        summary.record.status = SpeckleStatus::Success;
        summary.signature = {SignatureVerdict::Valid, "speckle", Dialect::Object};
        return summary;
    }
    CaptureSummary add(std::int64_t id)
    {
        return captures.insert_or_assign(id, sample(id)).first->second;
    }

private:
    /// Enough for tests: numbers and texts of some columns; the others are all alike.
    static std::pair<std::int64_t, std::string> orderKey(CaptureOrder order, const CaptureSummary& summary)
    {
        if (order == CaptureOrder::Arrival)
            return {toInt(summary.id), {}};
        if (order == CaptureOrder::Size)
            return {summary.contentBytes, {}};
        if (order == CaptureOrder::Mark)
            return {static_cast<std::int64_t>(markOf(summary)), {}};
        if (order == CaptureOrder::Answer)
            return {summary.answerStatus, {}};
        return {0, order == CaptureOrder::Method ? summary.method : std::string()};
    }

    void later(std::function<void()> answer)
    {
        m_answers.push_back(std::move(answer));
        if (!holding)
            QMetaObject::invokeMethod(&m_context, [this] { release(); }, Qt::QueuedConnection);
    }

    QObject m_context;
    std::deque<std::function<void()>> m_answers;
};

} // namespace hookloupe::test
