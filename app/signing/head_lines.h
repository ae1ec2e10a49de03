// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::signing {

/// A request's head that values are put into without touching any other byte: of names their case, of lines their order,
/// their white space and their ends, of what is no field everything. Copes with any bytes.
class HeadLines {
public:
    explicit HeadLines(std::string_view head);

    /// Of the first field of that name, any case, without white space around it.
    [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
    /// Gives the first field of that name the value, and takes away further ones; without any, adds one at the end.
    void setOnly(std::string_view name, std::string_view value);
    /// Gives each field of that name the value; adds none.
    void setEach(std::string_view name, std::string_view value);

    void remove(std::string_view name);

    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] bool isField(const std::string& line, std::string_view name) const;
    static void setValue(std::string& line, std::string_view value);

    std::vector<std::string> m_lines;  ///< each with its end, and with the lines that continue it (RFC 9112 section 5.2)
    std::string m_ending;              ///< the empty line
};

} // namespace hookloupe::signing
