// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/signing.h"

#include "base/text.h"
#include "speckle/analysis.h"
#include "speckle/dialect.h"
#include "verify/reserialise.h"

#include <charconv>

namespace hookloupe::verify {

namespace {

struct Field {
    std::string_view value;
    int count = 0;
};

Field fieldOf(const http::Headers& headers, std::string_view name)
{
    Field field;
    for (const http::Header& header : headers) {
        if (equalsIgnoreCase(header.name, name) && field.count++ == 0)
            field.value = header.value;
    }
    return field;
}

std::optional<std::string> decodedMac(const Scheme& scheme, std::string_view text)
{
    auto mac = scheme.encoding == Encoding::Hex ? fromHex(text) : fromBase64(text);
    // The last character of a Base64 text has bits to spare. Who compares texts, as the providers say, takes one of them only.
    const bool ambiguous = mac && scheme.encoding == Encoding::Base64 && toBase64(*mac) != text;
    if (mac && (ambiguous || mac->size() != crypto::digestSize(scheme.algorithm)))
        mac.reset();
    return mac;
}

// An entry that is not a signature of this scheme is skipped: providers announce newer versions beside the
// old one.
void addMac(const Scheme& scheme, std::string_view entry, ReceivedSignature& received)
{
    if (!entry.starts_with(scheme.prefix))
        return;
    if (auto mac = decodedMac(scheme, entry.substr(scheme.prefix.size())))
        received.macs.push_back(std::move(*mac));
}

template <typename Function>
void forEachEntry(std::string_view list, char separator, Function function)
{
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        function(trimmedOws(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

// Returns how many timestamps the list names.
int readStripeList(const Scheme& scheme, ReceivedSignature& received)
{
    int timestamps = 0;
    forEachEntry(received.value, ',', [&](std::string_view entry) {
        if (entry.starts_with("t=")) {
            received.timestamp = entry.substr(2);
            ++timestamps;
        } else {
            addMac(scheme, entry, received);
        }
    });
    return timestamps;
}

/// "msg_1.1614265330" may be the id and the time of another request, whose body began with a time and a dot: the signed bytes
/// are the same (the spec asks senders for ids without dots).
bool endsWithTime(std::string_view id)
{
    const std::size_t dot = id.rfind('.');
    return dot != std::string_view::npos && secondsOf(id.substr(dot + 1)).has_value();
}

} // namespace

std::optional<std::int64_t> secondsOf(std::string_view text)
{
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    // Twelve digits reach the year 33658: more is no time, and would overflow when compared in µs.
    if (error != std::errc() || end != text.data() + text.size() || text.size() > 12 || seconds < 0)
        return std::nullopt;
    return seconds;
}

ReceivedSignature readSignature(const Scheme& scheme, const http::Headers& headers)
{
    ReceivedSignature received;
    const Field signature = fieldOf(headers, scheme.header);
    received.value = signature.value;
    if (signature.count == 0)
        return received;

    bool good = signature.count == 1;
    switch (scheme.form) {
    case HeaderForm::Plain: addMac(scheme, received.value, received); break;
    case HeaderForm::StripeList: good = readStripeList(scheme, received) == 1 && good; break;
    case HeaderForm::SpaceList:
        forEachEntry(received.value, ' ', [&](std::string_view entry) { addMac(scheme, entry, received); });
        break;
    }
    if (!scheme.timestampHeader.empty()) {
        const Field timestamp = fieldOf(headers, scheme.timestampHeader);
        received.timestamp = timestamp.value;
        good = timestamp.count == 1 && good;
    }
    if (!scheme.idHeader.empty()) {
        const Field id = fieldOf(headers, scheme.idHeader);
        received.id = id.value;
        good = id.count == 1 && !id.value.empty() && !endsWithTime(id.value) && good;
    }
    received.seconds = secondsOf(received.timestamp);
    if (scheme.tolerance && !received.seconds)
        good = false;
    received.state = good && !received.macs.empty() ? HeaderState::Good : HeaderState::Malformed;
    return received;
}

CoveredBody coveredBody(const Scheme& scheme, std::string_view content)
{
    CoveredBody body;
    body.content = content;
    if (scheme.covered != Covered::SpeckleBody)
        return body;
    body.dialect = scheme.dialect.value_or(speckle::dialectOf(content));
    if (body.dialect == Dialect::String) {
        body.decoded = speckle::innerString(content);
        if (!body.decoded)
            body.decoded = payloadObject(content);
        body.readable = body.decoded.has_value();
    }
    return body;
}

std::optional<std::string> payloadObject(std::string_view content)
{
    const auto at = speckle::payloadOffset(content);
    if (!at || *at >= content.size() || content[*at] != '{')
        return std::nullopt;
    const std::string_view token = bracketedToken(content, *at);
    return token.empty() ? std::nullopt : std::optional(std::string(token));
}

std::string signedLead(const Scheme& scheme, const ReceivedSignature& received)
{
    std::string lead;
    switch (scheme.covered) {
    case Covered::Body:
    case Covered::SpeckleBody: break;
    case Covered::TimestampDotBody: lead.append(received.timestamp).append("."); break;
    case Covered::SlackBasestring: lead.append("v0:").append(received.timestamp).append(":"); break;
    case Covered::IdTimestampBody:
        lead.append(received.id).append(".").append(received.timestamp).append(".");
        break;
    }
    return lead;
}

std::optional<std::string> keyOf(const Scheme& scheme, std::string_view secret)
{
    switch (scheme.key) {
    case KeyForm::Utf8: return std::string(secret);
    case KeyForm::WhsecBase64:
        if (secret.starts_with("whsec_"))
            secret.remove_prefix(6);
        return fromBase64(secret);
    }
    return std::nullopt;
}

bool isEmptyKey(std::string_view key)
{
    return key.find_first_not_of('\0') == std::string_view::npos;
}

std::string headerForm(const Scheme& scheme, std::string_view mac, std::string_view timestamp)
{
    std::string form;
    if (scheme.form == HeaderForm::StripeList)
        form.append("t=").append(timestamp).append(",");
    form.append(scheme.prefix);
    form.append(scheme.encoding == Encoding::Hex ? toHex(mac) : toBase64(mac));
    return form;
}

} // namespace hookloupe::verify
