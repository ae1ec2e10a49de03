// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/body_files.h"
#include "store/sqlite.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace hookloupe::store {

/// When what was removed (trash.h) is deleted for good.
class PurgePlan {
public:
    using Clock = std::chrono::steady_clock;

    /// The removal of that number and all before it.
    void add(std::int64_t removal, Clock::time_point due) { m_entries.push_back({due, removal}); }
    /// The largest number that is due; nothing if none is.
    [[nodiscard]] std::optional<std::int64_t> dueUpTo(Clock::time_point now) const;
    /// When something will be due.
    [[nodiscard]] std::optional<Clock::time_point> next() const;
    void forget(std::int64_t upTo);
    void putOff(Clock::time_point until);

private:
    struct Entry {
        Clock::time_point due;
        std::int64_t removal;
    };
    std::vector<Entry> m_entries;
};

/// Deletes at most `most` captures of the removals up to a number, overwriting their bytes, in one transaction. True: there
/// are more. Of the last step most of the space is given back to the disk, see removeCaptures().
[[nodiscard]] Result<bool> purgeSome(Connection& connection, const BodyFiles& files, std::int64_t upTo, int most);

} // namespace hookloupe::store
