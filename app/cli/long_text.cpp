// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/long_text.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/json_line.h"

#include <algorithm>

namespace hookloupe::cli {

namespace {

constexpr std::size_t pieceBytes = 48 * 1024; ///< a multiple of three, for Base64

/// How many bytes to take next: not into the middle of a character.
std::size_t pieceOf(std::string_view bytes)
{
    if (bytes.size() <= pieceBytes)
        return bytes.size();
    std::size_t end = pieceBytes;
    constexpr std::size_t longestCharacter = 4;
    while (pieceBytes - end < longestCharacter - 1 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80)
        --end;
    return end;
}

template <typename Write>
bool inPieces(std::string_view bytes, const Write& write)
{
    while (!bytes.empty()) {
        const std::size_t piece = pieceOf(bytes);
        if (!write(bytes.substr(0, piece)))
            return false;
        bytes.remove_prefix(piece);
    }
    return true;
}

} // namespace

bool sayVisible(std::string_view bytes)
{
    return inPieces(bytes, [](std::string_view piece) { return sayBytes(visibleText(piece, true)); });
}

bool sayJsonString(std::string_view bytes)
{
    return sayBytes("\"") && inPieces(bytes, [](std::string_view piece) {
               const std::string quoted = jsonString(piece);
               return sayBytes(std::string_view(quoted).substr(1, quoted.size() - 2));
           }) && sayBytes("\"");
}

bool sayJsonBase64(std::string_view bytes)
{
    bool written = sayBytes("\"");
    for (; written && !bytes.empty(); bytes.remove_prefix(std::min(pieceBytes, bytes.size())))
        written = sayBytes(toBase64(bytes.substr(0, pieceBytes)));
    return written && sayBytes("\"");
}

} // namespace hookloupe::cli
