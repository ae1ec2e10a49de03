// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "captures/capture_column.h"

#include <QString>

#include <optional>
#include <vector>

namespace hookloupe::ui {

/// What the time column tells.
enum class TimeMode {
    Absolute,      ///< when it arrived
    Relative,      ///< how long ago that is
    SincePrevious, ///< after how long since the one before it in the list
};

/// How the user wants cells worded.
struct CellStyle {
    TimeMode times = TimeMode::Absolute;
    bool wireNames = false; ///< the event's name on the wire beside its usual one

    bool operator==(const CellStyle&) const = default;
};

/// What a row's words need beside the capture.
struct CellContext {
    QString endpoint{};              ///< its title
    bool unexpected = false;         ///< the event is not one that its endpoint is to get
    UtcTime now{};
    CellStyle style{};
    bool first = false;              ///< nothing is before it in the list
    std::optional<UtcTime> before{}; ///< when the one before it arrived; nothing while that is being read
};

/// "12 ms", "3.4 s", "2 min 5 s", "3 h 12 min", "5 days".
[[nodiscard]] QString spanWords(Micros span);
/// What a cell shows: one line of harmless plain text.
[[nodiscard]] QString cellText(const CaptureSummary& capture, CaptureColumn column, const CellContext& context);
/// What hovering over a cell says; plain text, may have several lines.
[[nodiscard]] QString cellHint(const CaptureSummary& capture, CaptureColumn column, const CellContext& context);
/// A capture as a sentence or two, for people who hear the table.
[[nodiscard]] QString rowSentence(const CaptureSummary& capture, const CellContext& context);
/// A capture as one line of tab-separated text, for the clipboard: these columns, with the state as a word, the whole moment,
/// and bytes and milliseconds as numbers.
[[nodiscard]] QString rowLine(const CaptureSummary& capture, const std::vector<CaptureColumn>& columns, const CellContext& context);

} // namespace hookloupe::ui
