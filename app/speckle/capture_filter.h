// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/endpoint.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace hookloupe::speckle {

/// Which captures are meant, as written by a person: conditions with spaces between, all of which must hold. A condition is
/// KEY=VALUE or KEY!=VALUE; of several values with commas between, one must fit (or, with !=, none).
///
///     event     wire name or the one of Speckle's window: commit_create, version_create; "none"
///     endpoint  its path, "*" for the catch-all
///     method    of any case
///     verdict   of the signature: valid, valid_empty_secret, mismatch, …
///     status    that was answered: 200, 4xx, none
///     since, until   2026-11-22, 2026-11-22T10:30, 2026-11-22T10:30:05.25; UTC, a "Z" may follow; until is exclusive
class CaptureFilter {
public:
    [[nodiscard]] bool accepts(const CaptureSummary& capture) const;

private:
    friend Result<CaptureFilter> parseFilter(std::string_view, const std::vector<Endpoint>&);
    std::vector<std::function<bool(const CaptureSummary&)>> m_conditions;
};

/// InvalidInput with the condition concerned and what is possible there; NotFound with the path of an endpoint that is none.
/// No condition accepts everything.
[[nodiscard]] Result<CaptureFilter> parseFilter(std::string_view text, const std::vector<Endpoint>& endpoints);

/// A moment as CaptureFilter takes it; nothing if it is none.
[[nodiscard]] std::optional<UtcTime> parseMoment(std::string_view text);

} // namespace hookloupe::speckle
