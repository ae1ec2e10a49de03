// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"
#include "capture/judged_anew.h"

#include <QObject>

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hookloupe::ui {

/// How many captures of each mark, by int(Mark).
using MarkCounts = std::array<int, 3>;

[[nodiscard]] inline int total(const MarkCounts& counts)
{
    return counts[0] + counts[1] + counts[2];
}

/// What happened lately at one endpoint.
struct EndpointActivity {
    EndpointId endpoint{};
    CaptureId newest{};
    int unread = 0;                 ///< captures newer than the one last seen
    std::vector<MarkCounts> lately; ///< bars of equal width, oldest first

    bool operator==(const EndpointActivity&) const = default;
};

/// Captures in the order of time. The same index is the same capture; the fields apart, so that counting reads few bytes.
struct TimelineColumns {
    std::vector<std::int64_t> times;       ///< UTC µs, ascending
    std::vector<std::int64_t> ids;
    std::vector<std::uint32_t> places;     ///< slot of the endpoint × 4 + mark
    std::vector<EndpointId> endpoints;     ///< by slot
    std::int64_t newestId = 0;

    void insert(std::vector<CaptureMoment> moments);
    /// The slot of an endpoint, or one that no capture has; without an endpoint one that matches all.
    [[nodiscard]] std::uint32_t slotOf(std::optional<EndpointId> endpoint) const;
    [[nodiscard]] std::size_t indexFrom(UtcTime time) const;
    [[nodiscard]] bool matches(std::size_t index, std::uint32_t slot) const;
};

/// Any thread. `moments` in any order; nearly sorted by time is fast (a million: some 60 ms).
[[nodiscard]] TimelineColumns columnsOf(std::vector<CaptureMoment> moments);

/// When every stored capture came, where and with which mark: 20 bytes a capture, in the order of time. Counts of any window
/// of time come by binary search and one walk over what is in it (under 2 ms for a million captures). Lives in the GUI
/// thread; draws nothing.
class TimelineModel : public QObject {
    Q_OBJECT

public:
    explicit TimelineModel(QObject* parent = nullptr);

    /// Replaces everything.
    void adopt(TimelineColumns columns);
    /// Newly committed captures. One that is already here is not entered twice.
    void append(const std::vector<CaptureSummary>& added);
    /// Enters how answers ended. Returns the captures whose new mark cannot be told from the report alone, because they were
    /// not appended but read while their answer was open: setMarks() for them, please.
    [[nodiscard]] std::vector<CaptureId> applyReports(const std::vector<AnswerReport>& reports);
    void setMarks(const std::vector<CaptureSummary>& summaries);
    void applyVerdicts(const std::vector<JudgedAnew>& anew);

    [[nodiscard]] std::size_t size() const { return m_columns.times.size(); }
    /// From the oldest to just behind the newest capture of an endpoint, or of all; nothing without any.
    [[nodiscard]] std::optional<TimeSpan> extent(std::optional<EndpointId> endpoint) const;
    /// `count` bars of `width` each, the first at `from`.
    [[nodiscard]] std::vector<MarkCounts> bars(UtcTime from, Micros width, int count,
                                               std::optional<EndpointId> endpoint) const;
    /// The captures in a span in the order of time, at most `most`; of one mark, if one is given.
    [[nodiscard]] std::vector<CaptureId> capturesIn(const TimeSpan& span, std::optional<EndpointId> endpoint,
                                                    std::optional<Mark> mark, std::size_t most) const;
    /// The capture in a span that came nearest to `time`.
    [[nodiscard]] std::optional<CaptureId> nearest(const TimeSpan& span, UtcTime time, std::optional<EndpointId> endpoint) const;
    /// When the first capture at or after `time` came; when the last one before it came.
    [[nodiscard]] std::optional<UtcTime> firstFrom(UtcTime time, std::optional<EndpointId> endpoint) const;
    [[nodiscard]] std::optional<UtcTime> lastBefore(UtcTime time, std::optional<EndpointId> endpoint) const;
    [[nodiscard]] std::optional<UtcTime> timeOf(CaptureId id) const;
    /// Every endpoint that has captures: those newer than its id in `seen` (none there = all), and `count` bars from `from`.
    [[nodiscard]] std::vector<EndpointActivity> activity(const std::unordered_map<std::int64_t, std::int64_t>& seen,
                                                         UtcTime from, Micros width, int count) const;

Q_SIGNALS:
    void changed();

private:
    /// What a mark is made of beside the record a report brings.
    struct OpenAnswer {
        CaptureKind kind;
        SignatureVerdict verdict;
    };

    void mark(const std::unordered_map<std::int64_t, Mark>& marks);

    TimelineColumns m_columns;
    std::unordered_map<std::int64_t, OpenAnswer> m_open; ///< appended, report not here yet
};

} // namespace hookloupe::ui
