// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/judged_anew.h"

#include <cstdint>
#include <unordered_map>

namespace hookloupe::ui {

/// The summaries a table has seen lately, by id. Keeps at most `capacity`; when full, the half that was not used for
/// longest goes. A summary is about a kilobyte, so the default is some 16 MB however many captures there are.
class SummaryCache {
public:
    explicit SummaryCache(std::size_t capacity = 16'384) : m_capacity(capacity) {}

    /// The summary, now the most recently used one; nullptr if it is not here. Valid until the next put().
    [[nodiscard]] const CaptureSummary* find(CaptureId id) const;
    [[nodiscard]] bool contains(CaptureId id) const { return m_entries.contains(toInt(id)); }
    /// It is here, and was put here since expire() was called for its endpoint.
    [[nodiscard]] bool isFresh(CaptureId id) const;
    void put(CaptureSummary summary);
    /// Enters an answer's outcome, an annotation, or a verdict; false if the summary is not here.
    bool apply(const AnswerReport& report);
    bool apply(const Annotated& annotated);
    bool apply(const JudgedAnew& judged);
    void expire(EndpointId endpoint);   ///< what is here stays, until it is put anew
    void remove(CaptureId id) { m_entries.erase(toInt(id)); }
    void clear() { m_entries.clear(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        CaptureSummary summary;
        bool expired = false;
        mutable std::uint64_t used = 0;
    };

    void dropOlderHalf();

    std::size_t m_capacity;
    std::unordered_map<std::int64_t, Entry> m_entries;
    mutable std::uint64_t m_clock = 0;
};

} // namespace hookloupe::ui
