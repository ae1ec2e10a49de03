// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hookloupe::secrets {

/// What the file of one realm holds: the secrets kept in it, and which endpoints have theirs in the keychain (by number
/// only), so that a silent keychain is told from "no secret set" and is not asked when there is nothing to ask for.
struct SecretFileContent {
    std::map<std::int64_t, std::vector<std::string>> secrets; ///< by endpoint, newest first; raw bytes
    std::set<std::int64_t> inKeychain;

    bool operator==(const SecretFileContent&) const = default;
    [[nodiscard]] bool empty() const { return secrets.empty() && inKeychain.empty(); }
};

struct SecretFileRead {
    SecretFileContent content;   ///< empty if there is no file
    bool wasOpenToOthers = false; ///< others could read it; its mode is 0600 again
};

/// Reads the file. Unreadable, Corrupt, NewerVersion, or PermissionDenied if it belongs to another user or its mode can't be put
/// right.
[[nodiscard]] Result<SecretFileRead> readSecretFile(const std::string& path);

/// Replaces the file atomically; mode 0600 from its first byte on. Makes the folder (0700) if it is missing; removes the
/// file if there is nothing to keep.
[[nodiscard]] Status writeSecretFile(const std::string& path, const SecretFileContent& content);

/// Renames a damaged file so that its bytes are kept and a new one can be written: "….json.damaged", or "….damaged-2" and so on
/// if there is one already.
[[nodiscard]] Status putAside(const std::string& path);

/// A list of secrets as JSON text: Base64, since a secret may be any bytes.
[[nodiscard]] std::string encodeSecrets(const std::vector<std::string>& secrets);
/// Corrupt if it is not such a text.
[[nodiscard]] Result<std::vector<std::string>> decodeSecrets(const std::string& json);

} // namespace hookloupe::secrets
