// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "capture/signature.h"
#include "verify/scheme.h"

#include <string>
#include <string_view>

namespace hookloupe::signing {

/// A request's head (request line to empty line) signed anew for `content` in the scheme's form. The signature's field keeps
/// its place and its name's case; a missing one is added at the end. Of several, the first stays and the others go, as nobody
/// can verify a signature that is there twice; so do a second timestamp and id. Schemes with a timestamp or an id in the
/// signature get fresh ones: the time `now`, and an id made of random bytes. A second signature that the provider sends besides
/// (GitHub's SHA-1) is made anew if it is there. Content-Length is put right if it is there.
/// Every other byte stays. InvalidInput if the secret is not of the scheme's form ("secret for …"), or a string dialect's
/// payload cannot be read ("payload").
[[nodiscard]] Result<std::string> resigned(const verify::Scheme& scheme, std::string_view head, std::string_view content,
                                           std::string_view secret, UtcTime now);

/// The scheme a captured request is signed anew by: the one it was judged by, if its header is there; else one whose header is;
/// else again the one it was judged by, or the endpoint's. nullptr if none is known.
[[nodiscard]] const verify::Scheme* ownScheme(const SignatureResult& judged, std::string_view head, std::string_view endpointScheme);

/// The head without what a scheme signs with: its signature, the provider's second one, timestamp and id. For a request that
/// is signed anew in another scheme, whose receiver would find a signature that does not fit.
[[nodiscard]] std::string withoutSignature(const verify::Scheme& scheme, std::string_view head);

/// The head with a Content-Length that fits, if it has one; nothing else is changed.
[[nodiscard]] std::string withLength(std::string_view head, std::size_t contentBytes);

} // namespace hookloupe::signing
