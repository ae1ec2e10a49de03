// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/capture.h"
#include "store/sqlite.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::store {

/// Binds one parameter after the other.
class ColumnWriter {
public:
    explicit ColumnWriter(Statement& statement) : m_statement(statement) {}

    template <typename Integer>
    void number(Integer value)
    {
        m_statement.bind(++m_last, static_cast<std::int64_t>(value));
    }
    void text(std::string_view text) { m_statement.bindText(++m_last, text); }
    void blob(std::string_view bytes) { m_statement.bindBlob(++m_last, bytes); }
    void null() { m_statement.bindNull(++m_last); }

private:
    Statement& m_statement;
    int m_last = 0;
};

// A row of a damaged store, or of one that somebody else made, may hold any number.

inline constexpr std::int64_t mostStatus = 999;                       // of an answer
inline constexpr std::int64_t mostAmount = std::int64_t{1} << 53;     // what many of add up to is a number still
inline constexpr std::int64_t mostMicros = 253'402'300'799'999'999;   // the end of the year 9999

/// What the enum does not have is read as its first value.
template <typename Enum>
[[nodiscard]] Enum enumOf(std::int64_t stored, Enum last)
{
    return stored >= 0 && stored <= static_cast<std::int64_t>(last) ? static_cast<Enum>(stored) : Enum{};
}
/// From nothing to `most`: the nearest of these.
[[nodiscard]] inline std::int64_t amountOf(std::int64_t stored, std::int64_t most = mostAmount)
{
    return std::clamp<std::int64_t>(stored, 0, most);
}
[[nodiscard]] inline UtcTime timeOf(std::int64_t stored)
{
    return UtcTime(Micros(amountOf(stored, mostMicros)));
}
/// The columns kind, verdict and record_status, from which a capture's mark follows.
inline void readMarkOf(CaptureSummary& summary, const Statement& row, int first)
{
    summary.kind = enumOf(row.number(first), CaptureKind::Replay);
    summary.signature.verdict = enumOf(row.number(first + 1), SignatureVerdict::Stale);
    summary.record.status = enumOf(row.number(first + 2), SpeckleStatus::Failure);
}

/// Reads one column after the other.
class ColumnReader {
public:
    explicit ColumnReader(const Statement& statement) : m_statement(statement) {}

    std::int64_t number() { return m_statement.number(++m_last); }
    [[nodiscard]] bool isNull() const { return m_statement.isNull(m_last + 1); } ///< the next one
    template <typename Integer>
    void number(Integer& value)
    {
        value = static_cast<Integer>(number());
    }
    template <typename Enum>
    void enumeration(Enum& value, Enum last)
    {
        value = enumOf(number(), last);
    }
    template <typename Integer>
    void amount(Integer& value, std::int64_t most = mostAmount)
    {
        value = static_cast<Integer>(amountOf(number(), most));
    }
    void span(Micros& value) { value = Micros(amountOf(number(), mostMicros)); }
    void time(UtcTime& value) { value = timeOf(number()); }
    void bytes(std::string& value) { value = m_statement.bytes(++m_last); }
    void optionalBytes(std::optional<std::string>& value)
    {
        ++m_last;
        if (!m_statement.isNull(m_last))
            value = m_statement.bytes(m_last);
    }

private:
    const Statement& m_statement;
    int m_last = -1;
};

} // namespace hookloupe::store
