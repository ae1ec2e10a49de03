// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/capture_source.h"
#include "capture/endpoint.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hookloupe::filter {

enum class FilterMistake {
    NotACondition,    ///< no KEY=VALUE
    UnknownKey,
    NoValue,
    UnknownEndpoint,
    UnknownVerdict,
    BadStatus,
    BadMoment,        ///< or more than one, or with !=
};

/// What is wrong with a filter, for words/filter_words.h to say.
struct FilterFault {
    FilterMistake mistake = FilterMistake::NotACondition;
    std::size_t position = 0;            ///< of the condition in the text, in bytes, from 0
    std::string condition;               ///< as written
    std::string wrong;                   ///< the part of it: key or value
    std::vector<std::string> possible{}; ///< what could stand there, if that can be listed
};

/// Which captures are meant, as written by a person: conditions with spaces between, all of which must hold. A condition is
/// KEY=VALUE or KEY!=VALUE; of several values with commas between, one must fit (or, with !=, none).
///
///     event     wire name or the one of Speckle's window: commit_create, version_create; "none"
///     project   id or name; "none"
///     endpoint  its path, "*" for the catch-all
///     method    of any case
///     verdict   of the signature: valid, valid_empty_secret, mismatch, …
///     status    that was answered: 200, 4xx, none
///     tag       one of those the user gave; "none"
///     since, until   2026-11-22, 2026-11-22T10:30, 2026-11-22T10:30:05.25; UTC, a "Z" may follow; until is exclusive
class CaptureFilter {
public:
    [[nodiscard]] bool accepts(const CaptureSummary& capture) const;

private:
    friend std::variant<CaptureFilter, FilterFault> parseFilter(std::string_view, const std::vector<Endpoint>&);
    std::vector<std::function<bool(const CaptureSummary&)>> m_conditions;
};

/// The first mistake, if there is one. No condition accepts everything.
[[nodiscard]] std::variant<CaptureFilter, FilterFault> parseFilter(std::string_view text, const std::vector<Endpoint>& endpoints);

/// The filter for what a list of captures shows; an endpoint that is not among them is left out.
[[nodiscard]] std::string filterText(const CaptureQuery& query, const std::vector<Endpoint>& endpoints);

/// In the order in which they are offered.
[[nodiscard]] std::span<const std::string_view> filterKeys();
/// The names that `list` and `show` print.
[[nodiscard]] std::span<const std::pair<std::string_view, SignatureVerdict>> verdictNames();

} // namespace hookloupe::filter
