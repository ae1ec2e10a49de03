// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

namespace hookloupe::cli {

/// One JSON object on one line, members in the order they are added (QJsonObject would sort them). Always valid UTF-8 and
/// harmless in a terminal: what isUnseen() is `\uXXXX`, a byte that is no UTF-8 becomes `\x{FF}`.
class JsonLine {
public:
    JsonLine& add(std::string_view key, std::string_view value);
    JsonLine& add(std::string_view key, const QString& value);
    JsonLine& add(std::string_view key, std::int64_t value);
    JsonLine& addBool(std::string_view key, bool value);
    JsonLine& add(std::string_view key, const JsonLine& object);
    /// null for an empty text: there is none.
    JsonLine& addOrNull(std::string_view key, std::string_view value);
    JsonLine& addOrNull(std::string_view key, const QString& value);
    /// A value that is JSON already.
    JsonLine& addJson(std::string_view key, std::string_view json);

    [[nodiscard]] std::string line() const { return m_text + "}"; }
    /// The same without the closing brace, for members that are written piece by piece.
    [[nodiscard]] const std::string& unfinished() const { return m_text; }

private:
    std::string m_text = "{";
};

/// A JSON string with its quotes, escaped as JsonLine does.
[[nodiscard]] std::string jsonString(std::string_view bytes);

} // namespace hookloupe::cli
