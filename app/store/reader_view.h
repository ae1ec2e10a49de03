// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/body_files.h"
#include "store/opening.h"
#include "store/reader.h"
#include "store/sqlite.h"
#include "store/trash.h"

#include <memory>
#include <optional>
#include <vector>

namespace hookloupe::store {

/// A store open for reading, with what a Reader remembers of it. Each function within a transaction, after refreshHidden().
class ReaderView {
public:
    struct Statements {
        Statement summary;
        Statement body;
        Statement newest;
        Statement removals;
    };

    /// Errors as of openForReading().
    [[nodiscard]] static Result<std::unique_ptr<ReaderView>> open(const std::string& path, Company company);

    /// Brings `hidden` up to date. To be called once in each transaction, before anything is read.
    [[nodiscard]] Status refreshHidden();
    [[nodiscard]] Result<std::optional<CaptureSummary>> summary(CaptureId id);
    /// Of the rows' ids the first `most` that are not hidden.
    [[nodiscard]] Result<std::vector<CaptureId>> collect(Statement& statement, std::size_t most) const;
    /// The endpoint's newest request: a replay that is kept is none.
    [[nodiscard]] Result<std::optional<CaptureId>> newestOf(EndpointId endpoint);
    /// How many are not hidden.
    [[nodiscard]] Result<std::int64_t> countFrom(std::int64_t after);
    [[nodiscard]] Result<UtcTime> oldest();
    /// Damage found while reading is looked after at the next start.
    [[nodiscard]] Error noted(Error error) const
    {
        if (error.code == ErrorCode::Corrupt)
            markForCheck(connection.path());
        return error;
    }

    Connection connection;
    Statements statements;
    BodyFiles files;

    IdRanges hidden;
    std::int64_t removalsSeen = -1; ///< `hidden` is as it was then

    // The count of captures, brought up to date by counting what is new only.
    std::int64_t counted = 0;
    std::int64_t countedTo = 0;
    std::int64_t countedAtRemovals = -1;

private:
    ReaderView(Connection c, Statements s) : connection(std::move(c)), statements(std::move(s)), files(connection.path()) {}
};

} // namespace hookloupe::store
