// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/signature.h"
#include "crypto/hmac.h"

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

namespace hookloupe::verify {

enum class Encoding { Hex, Base64 };

/// Which bytes a scheme signs.
enum class Covered {
    Body,              ///< the whole content
    SpeckleBody,       ///< by dialect: the whole content, or the decoded inner string
    TimestampDotBody,  ///< "<timestamp>." + body (Stripe)
    SlackBasestring,   ///< "v0:<timestamp>:" + body
    IdTimestampBody,   ///< "<id>.<timestamp>." + body (Standard Webhooks)
};

/// How the signature stands in its header.
enum class HeaderForm {
    Plain,             ///< the encoded signature, after `prefix`
    StripeList,        ///< t=…,v1=…[,v1=…]
    SpaceList,         ///< "v1,<sig> v1,<sig>" (Standard Webhooks)
};

/// How the saved secret becomes the key.
enum class KeyForm { Utf8, WhsecBase64 /**< "whsec_" + Base64 (Standard Webhooks) */ };

/// A provider's way to sign, as data. A new provider is one entry in scheme.cpp.
struct Scheme {
    std::string_view name{};     ///< "speckle", stored with captures: never change
    std::string_view title{};     ///< "Standard Webhooks"
    std::string_view header{};    ///< "X-WEBHOOK-SIGNATURE"
    crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256;
    Encoding encoding = Encoding::Hex;
    std::string_view prefix{};   ///< "sha256="
    Covered covered = Covered::Body;
    HeaderForm form = HeaderForm::Plain;
    KeyForm key = KeyForm::Utf8;
    std::string_view timestampHeader{}; ///< empty = none, or inside the signature header
    std::string_view idHeader{};
    std::optional<std::chrono::seconds> tolerance{}; ///< of the signed timestamp, either way
    std::optional<Dialect> dialect{}; ///< SpeckleBody: what is signed, whatever the body looks like; none = as it looks
    std::string_view source{};    ///< the provider's page
};

/// speckle, speckle-object, speckle-string, generic, github, stripe, slack, shopify, standard-webhooks.
[[nodiscard]] std::span<const Scheme> schemes();
[[nodiscard]] const Scheme* findScheme(std::string_view name);

} // namespace hookloupe::verify
