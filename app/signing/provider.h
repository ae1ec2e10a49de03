// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/scheme.h"

#include <span>
#include <string_view>

namespace hookloupe::signing {

/// How a provider writes its JSON.
enum class BodyStyle { Compact, Indented /**< as in the template's file */ };

/// A sender of webhooks. Its requests are resources/events/NAME/request.http, its events the JSON files beside it.
struct Provider {
    std::string_view name;    ///< "github"; also the folder's, and that of the scheme it signs by
    BodyStyle style = BodyStyle::Compact;
    bool signsAlways = true;  ///< false: without a secret it sends no signature at all
    std::string_view secondSignature{};  ///< a header that it signs with SHA-1 besides; empty = none

    [[nodiscard]] const verify::Scheme& scheme() const;
};

/// Those besides Speckle: github, stripe, slack, shopify, standard-webhooks.
[[nodiscard]] std::span<const Provider> providers();
[[nodiscard]] const Provider* findProvider(std::string_view name);

} // namespace hookloupe::signing
