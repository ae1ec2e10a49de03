// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.h"

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
    /// A damaged row may hold any number: what no enum of ours has is read as its first value.
    template <typename Enum>
    void enumeration(Enum& value)
    {
        const std::int64_t stored = number();
        value = stored >= 0 && stored < 256 ? static_cast<Enum>(stored) : Enum{};
    }
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
