// SPDX-License-Identifier: GPL-3.0-or-later
// Hostile headers and bodies against every scheme. Input: scheme number, then fields that end with a zero
// byte: saved secret, signature header, timestamp, id; the rest is the body.
#include "verify/autopsy.h"
#include "verify/verify.h"

#include <cstdint>
#include <cstdlib>

using namespace hookloupe;
using namespace hookloupe::verify;

namespace {

std::string takeField(std::string_view& input)
{
    const std::size_t end = std::min(input.find('\0'), input.size());
    std::string field(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    return field;
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const Scheme& scheme = schemes()[data[0] % schemes().size()];
    std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::vector<std::string> secrets{takeField(input)};
    http::Headers headers{{std::string(scheme.header), takeField(input)}};
    const std::string timestamp = takeField(input);
    const std::string id = takeField(input);
    if (!scheme.timestampHeader.empty())
        headers.push_back({std::string(scheme.timestampHeader), timestamp});
    if (!scheme.idHeader.empty())
        headers.push_back({std::string(scheme.idHeader), id});
    const Evidence evidence{headers, input, UtcTime(std::chrono::seconds(1'614'265'330))};

    const Check details = check(scheme, evidence, secrets);
    require(details.result == verdict(scheme, evidence, secrets));
    require(details.secret.has_value() == (details.result.verdict == SignatureVerdict::Valid ||
                                           details.result.verdict == SignatureVerdict::Stale ||
                                           details.result.verdict == SignatureVerdict::ValidEmptySecret ||
                                           details.result.verdict == SignatureVerdict::UnsignedMembers ||
                                           details.result.verdict == SignatureVerdict::RepeatedPayload ||
                                           details.result.verdict == SignatureVerdict::WholeBodyInside));
    require(details.result.verdict != SignatureVerdict::Valid || details.coverage.all());
    // What is expected is what is accepted, whatever the body.
    if (!details.expected.empty()) {
        headers.front().value = details.expected;
        const SignatureVerdict again = verdict(scheme, evidence, secrets).verdict;
        require(again != SignatureVerdict::Mismatch && again != SignatureVerdict::BodyUnreadable);
    }

    const Autopsy found = autopsy(scheme, evidence, secrets, {{"other"}, {"{\"payload\":{}}", "a"}});
    require(found.attempts.size() <= 4'000 && found.matches.size() <= found.attempts.size());
    for (const Attempt& match : found.matches)
        require(match.matches);
    return 0;
}
