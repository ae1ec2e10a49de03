// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/refusal.h"
#include "client/web_url.h"

#include <optional>
#include <string>

namespace hookloupe::cli {

// The options that all commands read alike which send requests. Nothing: not given.

/// --to and --any-certificate.
[[nodiscard]] Read<std::optional<client::WebUrl>> readTo(const Arguments& given);
/// --secret-env or --secret-file: the one secret that signs.
[[nodiscard]] Read<std::optional<std::string>> readSecret(const Arguments& given);
/// --rate, in requests a second.
[[nodiscard]] Read<std::optional<double>> readRate(const Arguments& given);
/// --expect: the status that counts as success.
[[nodiscard]] Read<std::optional<int>> readExpected(const Arguments& given);

/// Puts what was read into `place`, or returns why it could not be.
template <typename T>
[[nodiscard]] std::optional<Refused> take(Read<std::optional<T>> read, std::optional<T>& place)
{
    if (auto* refused = std::get_if<Refused>(&read))
        return std::move(*refused);
    place = std::get<std::optional<T>>(std::move(read));
    return {};
}

} // namespace hookloupe::cli
