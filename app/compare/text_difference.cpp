// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/text_difference.h"

#include "base/text.h"

#include <algorithm>
#include <numeric>

namespace hookloupe::compare {

namespace {

constexpr std::size_t longestWord = 32;         ///< bytes; a base64 text is one word without end
constexpr std::size_t mostWords = 400'000;      ///< of both texts; more are compared from their ends alone

struct Words {
    std::vector<std::size_t> begins;  ///< and the end of the last one
    std::vector<std::uint64_t> ids;

    [[nodiscard]] std::size_t count() const { return begins.size() - 1; }
};

bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

/// A character, which is one byte if it is no UTF-8.
std::size_t characterLength(std::string_view text)
{
    const auto point = firstCodePoint(text.substr(0, 4));
    return point ? point->length : 1;
}

std::size_t wordLength(std::string_view text)
{
    if (!isWordByte(text.front()))
        return characterLength(text);
    std::size_t length = 0;
    while (length < text.size() && length < longestWord && isWordByte(text[length]))
        length += characterLength(text.substr(length));
    return length;
}

Words wordsOf(std::string_view text)
{
    Words words;
    for (std::size_t at = 0; at < text.size() && words.begins.size() <= mostWords;
         at += wordLength(text.substr(at)))
        words.begins.push_back(at);
    words.begins.push_back(text.size());
    return words;
}

/// Gives equal words equal numbers: exact, whatever the texts hold.
void number(Words& before, std::string_view beforeText, Words& after, std::string_view afterText)
{
    const std::size_t count = before.count() + after.count();
    const auto wordAt = [&](std::size_t i) {
        const bool first = i < before.count();
        const Words& words = first ? before : after;
        const std::size_t at = first ? i : i - before.count();
        return (first ? beforeText : afterText).substr(words.begins[at], words.begins[at + 1] - words.begins[at]);
    };
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wordAt(a) < wordAt(b); });
    before.ids.resize(before.count());
    after.ids.resize(after.count());
    std::uint64_t id = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && wordAt(order[i]) != wordAt(order[i - 1]))
            ++id;
        (order[i] < before.count() ? before.ids[order[i]] : after.ids[order[i] - before.count()]) = id;
    }
}

/// Where characters begin, a common begin or end of two texts may stop.
bool isBoundary(std::string_view text, std::size_t at)
{
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
}

void append(std::vector<Piece>& pieces, PieceKind kind, std::size_t begin, std::size_t end)
{
    if (end > begin)
        pieces.push_back({kind, begin, end - begin});
}

std::vector<Piece> fromTheEnds(std::string_view before, std::string_view after)
{
    const std::size_t shorter = std::min(before.size(), after.size());
    const auto common = std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(shorter),
                                      after.begin());
    auto head = static_cast<std::size_t>(common.first - before.begin());
    while (head > 0 && !(isBoundary(before, head) && isBoundary(after, head)))
        --head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && !(isBoundary(before, before.size() - tail) && isBoundary(after, after.size() - tail)))
        --tail;
    std::vector<Piece> pieces;
    append(pieces, PieceKind::Same, 0, head);
    append(pieces, PieceKind::Removed, head, before.size() - tail);
    append(pieces, PieceKind::Added, head, after.size() - tail);
    append(pieces, PieceKind::Same, before.size() - tail, before.size());
    return pieces;
}

} // namespace

std::vector<Piece> textDifference(std::string_view before, std::string_view after, const RunLimits& limits,
                                  const Cancelled& cancelled)
{
    Words left = wordsOf(before);
    Words right = wordsOf(after);
    if (left.count() + right.count() > mostWords)
        return fromTheEnds(before, after);
    number(left, before, right, after);

    std::vector<Piece> pieces;
    std::size_t inLeft = 0;
    std::size_t inRight = 0;
    const auto upTo = [&](std::size_t leftEnd, std::size_t rightEnd) {
        append(pieces, PieceKind::Removed, left.begins[inLeft], left.begins[leftEnd]);
        append(pieces, PieceKind::Added, right.begins[inRight], right.begins[rightEnd]);
    };
    for (const Run& run : commonRuns(left.ids, right.ids, limits, cancelled)) {
        upTo(run.before, run.after);
        append(pieces, PieceKind::Same, left.begins[run.before], left.begins[run.before + run.length]);
        inLeft = run.before + run.length;
        inRight = run.after + run.length;
    }
    upTo(left.count(), right.count());
    return pieces;
}

} // namespace hookloupe::compare
