// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hookloupe::store {

/// Room on the disk that is kept for deleting captures, which on a full disk has none else: a transaction writes to the log
/// before it frees anything. A file of zeros beside a store, "<store>.reserve", there while the store is written.
class Reserve {
public:
    /// Bytes: the log of a deletion has some 2 MB.
    static constexpr std::int64_t most = 20 * 1024 * 1024;

    /// Takes away what a killed program left. The store's lock is held.
    explicit Reserve(const std::string& store);
    Reserve(const Reserve&) = delete;
    Reserve& operator=(const Reserve&) = delete;
    ~Reserve(); ///< gives it up

    /// Makes it as large as a quarter of what is free, or larger than it is if that has doubled; none at all below 1 MiB, or
    /// where the file system cannot set room aside. Quick.
    void make();
    /// Gives its room to who writes next. False: there was none.
    bool giveUp();
    [[nodiscard]] bool isThere() const { return m_bytes > 0; }

private:
    const std::string m_path;
    std::int64_t m_bytes = 0;
    std::optional<FileIdentity> m_file; ///< the folder may be another one by now
};

} // namespace hookloupe::store
