// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte picks the headers, the rest is the body. Checks what the views rely on, and that simdjson
// agrees on what is JSON.
#include "decode/document.h"
#include "decode/pretty.h"
#include "decode/repeated_names.h"

#include <simdjson.h>

#include <cstdint>
#include <cstdlib>

using namespace hookloupe;

namespace {

const http::Headers headerSets[]{
    {{"Content-Type", "application/json"}},
    {},
    {{"Content-Type", "application/x-www-form-urlencoded"}},
    {{"Content-Type", "multipart/form-data; boundary=x"}},
    {{"Content-Type", "text/xml"}},
    {{"Content-Encoding", "gzip"}},
    {{"Content-Encoding", "deflate, deflate"}},
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkTree(const decode::Document& document)
{
    const auto size = static_cast<std::int32_t>(document.nodes.size());
    for (std::int32_t i = 0; i < size; ++i) {
        const decode::Node& node = document.nodes[static_cast<std::size_t>(i)];
        require(i == 0 ? node.parent == -1 && node.end == size : node.parent >= 0 && node.parent < i);
        require(node.end > i && node.end <= size);
        require(node.offset + node.length <= document.text.size() || document.format == decode::Format::Xml);
        require(node.keyOffset + node.keyLength <= document.text.size());
        static_cast<void>(document.key(node));
        static_cast<void>(document.value(node));
    }
    require(document.problemOffset <= document.text.size());
}

void checkAgainstSimdjson(const std::string& text, const decode::Document& document)
{
    if (text.starts_with("\xef\xbb\xbf") || !document.charset.empty())
        return;
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    const simdjson::error_code error = parser.parse(text).get(root);
    const bool ours = document.problem == decode::Problem::None && document.format != decode::Format::Empty;
    if (error == simdjson::SUCCESS)
        require(ours || document.problem == decode::Problem::JsonTooLarge);
    else if (ours) // simdjson's tree holds no number beyond 64 bits or a double; newer versions have a code
                   // for that
        require(std::string_view(simdjson::error_message(error)).find("number") != std::string_view::npos
                || std::string_view(simdjson::error_message(error)).find("nteger") != std::string_view::npos
                || error == simdjson::DEPTH_ERROR);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t choice = data[0] % std::size(headerSets);
    const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
    const decode::Document document =
        decode::decode(headerSets[choice], body, {.bytes = 1 << 20, .nodes = 50'000});
    checkTree(document);
    const decode::PrettyText pretty = decode::prettyLayout(document, 64);
    require(pretty.places.empty() || pretty.places.size() == document.nodes.size());
    for (const decode::TokenRun& run : decode::tokenRuns(document, pretty, pretty.text.size() / 3, pretty.text.size()))
        require(run.begin < pretty.text.size());
    decode::Document part = decode::decode(headerSets[choice], body, {.bytes = 1 << 20, .nodes = 5'000, .keepPart = true});
    require(!part.partial || part.problem != decode::Problem::None);
    checkTree(part);
    if (document.format == decode::Format::Json && document.problem == decode::Problem::None) {
        const bool marked = !decode::membersWithRepeatedNames(document).empty();
        require(marked || !decode::repeatedName(document.text));
        require(!decode::repeatedName(decode::withLastMembers(document.text)));
    }
    if (choice == 0) {
        checkAgainstSimdjson(body, document);
        if (document.problem == decode::Problem::None && document.format == decode::Format::Json) {
            const std::string whole = decode::prettyText(document, body.size());
            const decode::Document again = decode::decode(headerSets[0], whole);
            require(again.nodes.size() == document.nodes.size());
        }
    }
    return 0;
}
