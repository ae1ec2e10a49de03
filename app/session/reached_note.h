// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/acknowledged.h"
#include "store/store.h"

#include <QFile>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace hookloupe::session {

/// How far a store got that is in use, noted outside of it: after its program was killed, a file with an older state is told from
/// the one that it left. A line of text, written over with each transaction, before anybody is told of that (some
/// microseconds; it is not brought down to the disk, as a killed program's writes are kept anyway). Thread-safe.
class ReachedNote {
public:
    struct Left {
        store::HighWater reached;
        store::Acknowledged acknowledged; ///< since the note was begun
    };

    /// Notes from now on into that file, beginning with `now`. An error means none is kept.
    [[nodiscard]] Status begin(const std::string& file, const store::HighWater& now);
    /// What it says; nothing if there is none.
    [[nodiscard]] static std::optional<Left> read(const std::string& file);

    /// A loss ended with another file or an older state, and nobody could look at that yet: what is noted since then does not
    /// tell. For the session's thread.
    void setInDoubt(bool inDoubt) { m_inDoubt = inDoubt; }
    [[nodiscard]] bool isInDoubt() const { return m_inDoubt; }

    /// The callbacks of a store, noted. Must outlive the store.
    [[nodiscard]] store::StoreCallbacks around(store::StoreCallbacks callbacks);

private:
    void raiseTo(const store::HighWater& now, std::int64_t captures = 0);

    std::mutex m_mutex;
    std::unique_ptr<QFile> m_file; ///< none: nothing is noted
    Left m_left;
    bool m_inDoubt = false;
};

} // namespace hookloupe::session
