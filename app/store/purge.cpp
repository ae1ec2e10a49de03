// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/purge.h"

#include "store/deletion.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

/// One row of the trash, and which of its captures still exist.
struct Piece {
    std::int64_t row = 0;
    bool found = false;   ///< there is such a row
    bool all = false;     ///< `ids` are all that is left of it
    std::vector<CaptureId> ids;
};

Result<Piece> nextPiece(Connection& connection, std::int64_t upTo, int most)
{
    Piece piece;
    auto trash = Statement::prepare(connection,
                                    "SELECT rowid, first, last FROM trash WHERE removal <= ? ORDER BY rowid LIMIT 1");
    if (!trash)
        return trash.error();
    trash->bind(1, upTo);
    const auto row = trash->step();
    if (!row)
        return row.error();
    if (!*row)
        return piece;
    piece.found = true;
    piece.row = trash->number(0);
    auto captures = Statement::prepare(connection, "SELECT id FROM captures WHERE id BETWEEN ? AND ? LIMIT ?");
    if (!captures)
        return captures.error();
    captures->bind(1, trash->number(1));
    captures->bind(2, trash->number(2));
    captures->bind(3, most);
    for (;;) {
        const auto capture = captures->step();
        if (!capture)
            return capture.error();
        if (!*capture)
            break;
        piece.ids.push_back(CaptureId{captures->number(0)});
    }
    piece.all = static_cast<int>(piece.ids.size()) < most;
    return piece;
}

} // namespace

std::optional<std::int64_t> PurgePlan::dueUpTo(Clock::time_point now) const
{
    std::optional<std::int64_t> upTo;
    for (const Entry& entry : m_entries) {
        if (entry.due <= now)
            upTo = std::max(upTo.value_or(0), entry.removal);
    }
    return upTo;
}

std::optional<PurgePlan::Clock::time_point> PurgePlan::next() const
{
    const auto first = std::min_element(m_entries.begin(), m_entries.end(),
                                        [](const Entry& a, const Entry& b) { return a.due < b.due; });
    return first == m_entries.end() ? std::nullopt : std::optional(first->due);
}

void PurgePlan::forget(std::int64_t upTo)
{
    std::erase_if(m_entries, [upTo](const Entry& entry) { return entry.removal <= upTo; });
}

void PurgePlan::putOff(Clock::time_point until)
{
    for (Entry& entry : m_entries)
        entry.due = std::max(entry.due, until);
}

Result<bool> purgeSome(Connection& connection, const BodyFiles& files, std::int64_t upTo, int most)
{
    std::vector<CaptureId> gone;
    bool more = true;
    {
        auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
        if (!transaction)
            return transaction.error();
        auto forget = Statement::prepare(connection, "DELETE FROM trash WHERE rowid = ?");
        if (!forget)
            return forget.error();
        while (static_cast<int>(gone.size()) < most) {
            const auto piece = nextPiece(connection, upTo, most - static_cast<int>(gone.size()));
            if (!piece)
                return piece.error();
            more = piece->found;
            if (!more)
                break;
            if (auto removed = deleteRows(connection, piece->ids); !removed)
                return removed.error();
            gone.insert(gone.end(), piece->ids.begin(), piece->ids.end());
            if (!piece->all)
                continue;
            forget->bind(1, piece->row);
            if (auto done = forget->run(); !done)
                return done.error();
        }
        if (auto done = transaction->commit(); !done)
            return done.error();
    }
    for (const CaptureId id : gone)
        files.remove(id);
    if (!more)
        giveSpaceBack(connection);
    return more;
}

} // namespace hookloupe::store
