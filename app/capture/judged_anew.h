// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

namespace hookloupe {

/// What a stored capture's signature says by the settings that its endpoint has now.
struct JudgedAnew {
    CaptureId capture{};
    SignatureResult now;
    Mark mark = Mark::Unjudged;  ///< with that signature

    bool operator==(const JudgedAnew&) const = default;
};

/// Enters it into the summary it belongs to: `now` is set where it is not what was said on arrival.
inline void enter(const JudgedAnew& judged, CaptureSummary& summary)
{
    summary.now = judged.now == summary.signature ? std::nullopt : std::optional(judged.now);
}

} // namespace hookloupe
