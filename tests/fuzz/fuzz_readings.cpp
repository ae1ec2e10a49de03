// SPDX-License-Identifier: GPL-3.0-or-later
// A value as the payload's side panel reads it: nothing may crash, hang or grow beyond what was put in.
#include "decode/readings.h"

#include <cstdint>
#include <cstdlib>

using namespace hookloupe;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string value(reinterpret_cast<const char*>(data), size);
    const decode::Readings readings = decode::readingsOf(value);
    if (readings.base64)
        require(readings.base64->bytes.size() <= size);
    if (readings.dataUrl)
        require(readings.dataUrl->bytes.size() <= size);
    if (readings.url)
        require(readings.url->query.size() <= decode::mostPairs && readings.url->host.size() <= size);
    if (readings.timestamp)
        static_cast<void>(toIso8601(readings.timestamp->time));
    if (readings.jwt)
        require(readings.jwt->signatureBytes <= size && !readings.jwt->header.empty());
    if (decode::holdsJson(value)) {
        const decode::Document document = decode::decode({{"Content-Type", "application/json"}}, value);
        require(!document.nodes.empty());
        static_cast<void>(decode::stringsHoldingJson(document));
    }
    return 0;
}
