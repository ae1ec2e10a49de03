// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hookloupe::session {

/// Digests of what the user agreed to for one endpoint; empty: to nothing.
struct AgreedEndpoint {
    std::string forward;
    std::string answer;

    bool operator==(const AgreedEndpoint&) const = default;
};

/// What this user agreed to on this machine for one store file. Kept outside of it, so that no file brings it along.
struct TrustRecord {
    std::string path;                       ///< where the file was last: absolute, without links
    std::uint64_t inode = 0;                ///< which file that was; 0: not known
    std::map<std::int64_t, AgreedEndpoint> agreed{}; ///< by endpoint
    std::set<std::string> withheld{};       ///< digests of queues whose requests nobody agreed to
    /// Digest of the inbox as this program left it. Nothing: it is in use, or its user was killed.
    std::optional<std::string> inbox{};
    bool drafts = false;                    ///< the edits kept beside it are the user's
    std::string ownSecrets{};               ///< see StoreTrust::secretRealm(); empty: those of the store's id

    bool operator==(const TrustRecord&) const = default;
};

/// The file that keeps the records of all files with one store id. The id comes from a file of whoever: only its hash is
/// part of the name.
[[nodiscard]] std::string trustFileFor(const std::string& folder, const std::string& storeId);

/// The file that notes how far the store at that path got while it was in use, see ReachedNote.
[[nodiscard]] std::string reachedFileFor(const std::string& folder, const std::string& storeId, const std::string& path);

/// None if there is no such file, or if it is of another user or another machine. Corrupt, NewerVersion, Unreadable;
/// PermissionDenied if others may write it.
[[nodiscard]] Result<std::vector<TrustRecord>> readTrust(const std::string& file);
/// Replaces the file atomically, mode 0600 from its first byte on; makes the folder (0700).
[[nodiscard]] Status writeTrust(const std::string& file, const std::vector<TrustRecord>& records);

/// Where a file is in truth: absolute, without links; the path itself if that can't be told.
[[nodiscard]] std::string realPath(const std::string& path);
/// The number by which its file system knows it; 0 if that can't be told, or means nothing here.
[[nodiscard]] std::uint64_t inodeOf(const std::string& path);

} // namespace hookloupe::session
