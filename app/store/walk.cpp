// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/walk.h"

#include "speckle/event.h"
#include "store/columns.h"
#include "store/rows.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hookloupe::store {

namespace {

struct Entry {
    std::int64_t key;
    std::int64_t id;
};

/// The columns a key is made of, after id and arrived_at.
const char* columnsOf(CaptureOrder order)
{
    switch (order) {
    case CaptureOrder::Arrival:
        return "0";
    case CaptureOrder::Mark:
        return "kind, verdict, record_status";
    case CaptureOrder::Method:
        return "method";
    case CaptureOrder::Endpoint:
        return "endpoint";
    case CaptureOrder::Event:
        return "event";
    case CaptureOrder::Project:
        return "project_name";
    case CaptureOrder::Actor:
        return "user_name";
    case CaptureOrder::Summary:
        return "CASE message WHEN '' THEN target ELSE message END";
    case CaptureOrder::Target:
        return "target";
    case CaptureOrder::Signature:
        return "verdict";
    case CaptureOrder::Answer:
        return "answer_status";
    case CaptureOrder::Record:
        return "record_status, record_reason, record_http_status";
    case CaptureOrder::Size:
        return "content_bytes";
    case CaptureOrder::Duration:
        return "duration";
    case CaptureOrder::Peer:
        return "peer";
    case CaptureOrder::Annotation:
        return "ifnull(colour, 0), ifnull(tags, '')";
    }
    return "0";
}

std::string lowered(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// "127.0.0.1:80" as a number of 48 bits, so that addresses and ports are in the order of their numbers; -1 for any other
/// text.
std::int64_t ip4Number(std::string_view text)
{
    constexpr std::string_view separators = "...:";
    std::int64_t number = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t part = 0; part <= separators.size(); ++part) {
        const bool isPort = part == separators.size();
        std::int64_t value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc{} || value < 0 || value > (isPort ? 0xffff : 0xff))
            return -1;
        number = (number << (isPort ? 16 : 8)) | value;
        at = next;
        if (isPort)
            break;
        if (at == end || *at != separators[part])
            return -1;
        ++at;
    }
    return at == end ? number : -1;
}

/// A text and the eight bytes of it that it is being ordered by.
struct Text {
    std::uint64_t bytes;
    const std::string* text;
    std::int64_t number;
};

/// From `depth` on, the first byte as the highest; 0 beyond the end.
std::uint64_t eightBytes(const std::string& text, std::size_t depth)
{
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < 8; ++i)
        bytes = (bytes << 8) | (depth + i < text.size() ? static_cast<unsigned char>(text[depth + i]) : 0U);
    return bytes;
}

/// Orders texts that are alike up to `depth`. Comparing eight bytes beside each other instead of two texts somewhere in
/// memory makes a million of them a matter of a second.
void order(std::span<Text> texts, std::size_t depth)
{
    constexpr std::size_t few = 16;
    constexpr std::size_t deep = 256; // bytes alike; more is seldom, and each step is a call
    if (texts.size() <= few || depth >= deep) {
        std::sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return *a.text < *b.text; });
        return;
    }
    for (Text& text : texts)
        text.bytes = eightBytes(*text.text, depth);
    std::sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.bytes < b.bytes; });
    for (std::size_t first = 0; first < texts.size();) {
        std::size_t end = first + 1;
        while (end < texts.size() && texts[end].bytes == texts[first].bytes)
            ++end;
        if (end - first > 1)
            order(texts.subspan(first, end - first), depth + 8);
        first = end;
    }
}

/// Makes numbers of rows, by which they are ordered. Texts are numbered as they come, and put in order at the end.
class Keys {
public:
    Keys(CaptureOrder order, std::map<std::int64_t, std::string> endpointTitles)
        : m_order(order), m_endpointTitles(std::move(endpointTitles))
    {
    }

    [[nodiscard]] std::int64_t of(const Statement& row)
    {
        constexpr int first = 2;
        switch (m_order) {
        case CaptureOrder::Arrival:
            return 0;
        case CaptureOrder::Mark:
            readMarkOf(m_summary, row, first);
            return static_cast<std::int64_t>(markOf(m_summary));
        case CaptureOrder::Signature:
        case CaptureOrder::Answer:
        case CaptureOrder::Size:
        case CaptureOrder::Duration:
            return row.number(first);
        case CaptureOrder::Record:
            return (amountOf(row.number(first), mostStatus) * 1000 + amountOf(row.number(first + 1), mostStatus)) * 1000 +
                amountOf(row.number(first + 2), mostStatus);
        case CaptureOrder::Endpoint: {
            const auto title = m_endpointTitles.find(row.number(first));
            return numberOf(title == m_endpointTitles.end() ? std::string() : title->second);
        }
        case CaptureOrder::Peer: {
            std::string peer = row.bytes(first);
            const std::int64_t address = ip4Number(peer);
            return address >= 0 ? address : numberOf(std::move(peer));
        }
        case CaptureOrder::Annotation:
            return numberOf(static_cast<char>('0' + amountOf(row.number(first), 9)) + lowered(row.bytes(first + 1)));
        case CaptureOrder::Event:
            return numberOf(lowered(std::string(speckle::uiName(row.bytes(first)))));
        case CaptureOrder::Method:
        case CaptureOrder::Project:
        case CaptureOrder::Actor:
        case CaptureOrder::Summary:
        case CaptureOrder::Target:
            return numberOf(lowered(row.bytes(first)));
        }
        return 0;
    }

    /// Replaces the numbers of texts by their ranks.
    void finish(std::vector<Entry>& entries) const
    {
        if (m_numbers.empty())
            return;
        std::vector<Text> texts;
        texts.reserve(m_numbers.size());
        for (const auto& [text, number] : m_numbers)
            texts.push_back({0, &text, number});
        order(texts, 0);
        std::vector<std::int64_t> ranks(texts.size());
        for (std::size_t rank = 0; rank < texts.size(); ++rank)
            ranks[static_cast<std::size_t>(texts[rank].number - firstText)] = static_cast<std::int64_t>(rank);
        for (Entry& entry : entries) {
            if (entry.key >= firstText)
                entry.key = firstText + ranks[static_cast<std::size_t>(entry.key - firstText)];
        }
    }

private:
    static constexpr std::int64_t firstText = std::int64_t{1} << 50; ///< beyond every number that is none of a text

    std::int64_t numberOf(std::string text)
    {
        const auto next = firstText + static_cast<std::int64_t>(m_numbers.size());
        return m_numbers.try_emplace(std::move(text), next).first->second;
    }

    CaptureOrder m_order;
    std::map<std::int64_t, std::string> m_endpointTitles;
    std::unordered_map<std::string, std::int64_t> m_numbers;
    CaptureSummary m_summary; ///< filled as far as markOf() looks
};

Result<std::map<std::int64_t, std::string>> endpointTitles(Connection& connection)
{
    auto statement = Statement::prepare(
        connection, "SELECT id, CASE description WHEN '' THEN path ELSE description END FROM endpoints");
    if (!statement)
        return statement.error();
    std::map<std::int64_t, std::string> titles;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return titles;
        titles.emplace(statement->number(0), lowered(statement->bytes(1)));
    }
}

/// Room for so many is made at once: a vector that grows by copying takes twice the memory of a million entries.
std::size_t rowCount(Connection& connection)
{
    const auto count = connection.number("SELECT count(*) FROM captures");
    return count ? static_cast<std::size_t>(count->value_or(0)) : 0;
}

} // namespace

void sortIds(std::vector<CaptureId>& ids)
{
    if (ids.empty() || std::is_sorted(ids.begin(), ids.end()))
        return;
    const auto [smallest, largest] = std::minmax_element(ids.begin(), ids.end());
    const std::int64_t first = toInt(*smallest);
    const auto range = static_cast<std::uint64_t>(toInt(*largest) - first) + 1;
    if (range / 16 > ids.size()) {
        std::sort(ids.begin(), ids.end());
        return;
    }
    std::vector<bool> there(range);
    for (const CaptureId id : ids)
        there[static_cast<std::size_t>(toInt(id) - first)] = true;
    std::size_t row = 0;
    for (std::size_t i = 0; i < there.size(); ++i) {
        if (there[i])
            ids[row++] = CaptureId{first + static_cast<std::int64_t>(i)};
    }
}

Result<std::vector<CaptureId>> orderedIds(Connection& connection, const CaptureQuery& query, const IdRanges& hidden)
{
    std::string sql = "SELECT id, arrived_at, ";
    sql += columnsOf(query.order);
    sql += " FROM captures";
    if (query.order == CaptureOrder::Annotation)
        sql += " LEFT JOIN annotations USING (id)";
    if (query.endpoint)
        sql += " WHERE endpoint = ?";
    sql += " ORDER BY id";
    auto rows = Statement::prepare(connection, sql);
    if (!rows)
        return rows.error();
    if (query.endpoint)
        rows->bind(1, toInt(*query.endpoint));
    auto titles = endpointTitles(connection);
    if (!titles)
        return titles.error();

    Keys keys(query.order, std::move(titles).value());
    std::vector<Entry> entries;
    if (query.acceptsAll())
        entries.reserve(rowCount(connection));
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const std::int64_t id = rows->number(0);
        if (query.span && !query.span->contains(timeOf(rows->number(1))))
            continue;
        if (!hidden.contains(id))
            entries.push_back({keys.of(*rows), id});
    }
    rows->reset();
    keys.finish(entries);
    if (query.order == CaptureOrder::Arrival) {
        if (query.descending)
            std::reverse(entries.begin(), entries.end());
    } else {
        std::sort(entries.begin(), entries.end(), [descending = query.descending](const Entry& a, const Entry& b) {
            if (a.key != b.key)
                return descending ? b.key < a.key : a.key < b.key;
            return a.id < b.id;
        });
    }
    std::vector<CaptureId> ids;
    ids.reserve(entries.size());
    for (const Entry& entry : entries)
        ids.push_back(CaptureId{entry.id});
    return ids;
}

Result<std::vector<CaptureMoment>> allMoments(Connection& connection, const IdRanges& hidden)
{
    auto rows = Statement::prepare(
        connection, "SELECT id, arrived_at, endpoint, kind, verdict, record_status FROM captures ORDER BY id");
    if (!rows)
        return rows.error();
    std::vector<CaptureMoment> moments;
    moments.reserve(rowCount(connection));
    CaptureSummary summary; // filled as far as markOf() looks
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return moments;
        const std::int64_t id = rows->number(0);
        if (hidden.contains(id))
            continue;
        readMarkOf(summary, *rows, 3);
        moments.push_back({CaptureId{id}, timeOf(rows->number(1)), EndpointId{rows->number(2)}, markOf(summary)});
    }
}

Result<std::int64_t> matchPage(Connection& connection, const IdRanges& hidden, std::int64_t from,
                               const std::function<bool(const CaptureSummary&)>& accepts, CaptureSearch& search,
                               std::vector<CaptureId>& ids)
{
    constexpr std::int64_t page = 8192; // some 30 ms, in which the log cannot be emptied
    auto rows = prepareSelectPage(connection);
    if (!rows)
        return rows.error();
    rows->bind(1, from);
    rows->bind(2, page);
    std::int64_t read = 0;
    for (;; ++read) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row || search.cancelled)
            break;
        const std::int64_t id = rows->number(0);
        from = id < std::numeric_limits<std::int64_t>::max() ? id + 1 : 0;
        if (hidden.contains(id))
            continue;
        ++search.looked;
        if (!accepts(readSummary(*rows)))
            continue;
        ids.push_back(CaptureId{id});
        ++search.found;
    }
    return read == page ? from : 0;
}

Result<std::optional<CaptureId>> previousOf(Connection& connection, const CaptureSummary& summary,
                                            const IdRanges& hidden)
{
    const bool byEvent = !summary.event.wireName.empty();
    auto statement = Statement::prepare(
        connection,
        byEvent ? "SELECT id FROM captures NOT INDEXED WHERE id < ? AND event = ? ORDER BY id DESC LIMIT 1"
                : "SELECT id FROM captures INDEXED BY captures_by_endpoint WHERE id < ? AND method = ? AND event = '' "
                  "AND endpoint = ? ORDER BY id DESC LIMIT 1");
    if (!statement)
        return statement.error();
    std::int64_t before = toInt(summary.id);
    for (;;) {
        statement->bind(1, before);
        statement->bindText(2, byEvent ? summary.event.wireName : summary.method);
        if (!byEvent)
            statement->bind(3, toInt(summary.endpoint));
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<CaptureId>{};
        const std::int64_t id = statement->number(0);
        statement->reset();
        const IdRange* range = hidden.around(id);
        if (!range)
            return std::optional(CaptureId{id});
        before = range->first;
    }
}

} // namespace hookloupe::store
