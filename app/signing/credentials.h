// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::signing {

/// Whether a field gives somebody else's rights or proves who sent it: Authorization, Cookie, a token, a key, a secret, a
/// signature. By the words of its name, as senders invent them daily, and by a list of those whose names do not tell.
[[nodiscard]] bool isCredential(std::string_view name);

/// Names that are known, for questions that come before a request is read: those of the schemes and of common senders. Each once.
/// isCredential() knows more.
[[nodiscard]] std::vector<std::string> credentialNames();

/// Those of them that stand in a head, as written there; each once, in their order.
[[nodiscard]] std::vector<std::string> credentialFields(std::string_view head);

/// The same with those behind the last chunk of the body (trailers, RFC 9112 section 7.1.2) and those behind the sizes of its chunks
/// (extensions, section 7.1.1: "chunk-signature" of AWS), if the head says that it comes in chunks. `rawBody` is the body as it goes over the wire.
[[nodiscard]] std::vector<std::string> credentialFields(std::string_view head, std::string_view rawBody);

/// The head without them; every other byte stays.
[[nodiscard]] std::string withoutCredentials(std::string_view head);
/// The head without these fields; every other byte stays.
[[nodiscard]] std::string withoutFields(std::string_view head, const std::vector<std::string>& names);
/// A body as it goes over the wire behind this head, without trailers and extensions of these names; every other byte stays, and so does a body
/// that is not in chunks.
[[nodiscard]] std::string bodyWithoutFields(std::string_view head, std::string_view rawBody, const std::vector<std::string>& names);

} // namespace hookloupe::signing
