// SPDX-License-Identifier: GPL-3.0-or-later
// The gate's framer on any bytes: the same result at every split, every byte accounted for, only requests that follow the
// rules. Inputs are plain bytes of one connection; where they are split is derived from them.
#include "capture/endpoint.h"
#include "http/framer.h"
#include "http/syntax.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace hookloupe;
using namespace hookloupe::http;
using State = RequestFramer::State;

namespace {

struct Outcome {
    std::vector<std::string> raws;     ///< of the taken requests, then of what is left
    std::vector<std::string> contents;
    std::size_t consumed = 0;
    State state = State::Idle;
    Refusal refusal = Refusal::None;
    std::string note;

    bool operator==(const Outcome&) const = default;
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// A path's normal form is one, and whatever comes, one endpoint takes it.
void judgePath(std::string_view target)
{
    const auto path = pathOfTarget(target);
    const auto normal = normalPath(path);
    require(normalPath(normal) == normal);
    require(!isNormalPath(path) || normal == path);
    const auto rfc = normalPath(path, {true, true});
    require(normalPath(rfc) == rfc);
    std::vector<ArmedEndpoint> endpoints(2);
    endpoints[1].endpoint.path = "/hooks/ci";
    const auto* const taker = endpointFor(endpoints, target);
    require(taker && endpointFor(endpoints, normal.empty() ? target : normal));
    if (normal == "/hooks/ci" || normal.starts_with("/hooks/ci/"))
        require(taker == &endpoints[1]);
}

/// What must be true of every request that passed.
void judge(const Request& request)
{
    const auto& head = request.head;
    judgePath(head.target);
    require(isToken(head.method) && !head.target.empty() && isVisibleAscii(head.target));
    require(request.rawHead.ends_with("\r\n\r\n"));
    require(!(head.chunked && head.contentLength));
    require(head.chunked == request.dechunked.has_value());
    require(head.chunked || request.rawBody.size() == head.contentLength.value_or(0));
    require(headerCount(head.headers, "Host") == 1 || head.minorVersion == 0);
    require(viewHead(request.rawHead).headers == head.headers);
    for (const auto& header : head.headers)
        require(isToken(header.name) && isFieldContent(header.value));
}

Outcome frame(const std::vector<std::string_view>& pieces)
{
    FramerLimits limits;
    limits.requestLine = 200;
    limits.head = 1000;
    limits.fields = 20;
    limits.body = 3000;
    RequestFramer framer(limits);
    Outcome outcome;
    for (auto piece : pieces) {
        for (;;) {
            const auto taken = framer.feed(piece);
            require(taken <= piece.size());
            outcome.consumed += taken;
            piece.remove_prefix(taken);
            if (framer.state() != State::Complete) {
                require(piece.empty() || framer.state() == State::Refused);
                break;
            }
            const auto request = framer.take();
            judge(request);
            outcome.raws.push_back(request.rawHead + request.rawBody);
            outcome.contents.push_back(request.content());
        }
    }
    outcome.state = framer.state();
    outcome.refusal = framer.refusal();
    outcome.note = framer.note();
    require((outcome.state == State::Refused) == (outcome.refusal != Refusal::None));
    framer.refuse(Refusal::ClientLeft, {});
    const auto rest = framer.take();
    (void)viewHead(rest.rawHead);
    outcome.raws.push_back(rest.rawHead + rest.rawBody);
    outcome.contents.push_back(rest.content());
    return outcome;
}

/// The raw bytes joined are the bytes consumed, but for the empty lines before a request line.
void requireEveryByte(const Outcome& outcome, std::string_view bytes)
{
    bytes = bytes.substr(0, outcome.consumed);
    for (const auto& raw : outcome.raws) {
        for (int i = 0; i < 2 && bytes.starts_with("\r\n"); ++i)
            bytes.remove_prefix(2);
        require(bytes.starts_with(raw));
        bytes.remove_prefix(raw.size());
    }
    require(bytes.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = frame({bytes});
    requireEveryByte(whole, bytes);

    const std::size_t seed = std::hash<std::string_view>{}(bytes);
    const auto a = seed % (size + 1);
    const auto b = (seed >> 24) % (size + 1);
    const auto first = std::min(a, b);
    const auto second = std::max(a, b);
    require(frame({bytes.substr(0, first), bytes.substr(first, second - first), bytes.substr(second)}) == whole);

    std::vector<std::string_view> single;
    for (std::size_t i = 0; i < size; ++i)
        single.push_back(bytes.substr(i, 1));
    require(frame(single) == whole);
    return 0;
}
