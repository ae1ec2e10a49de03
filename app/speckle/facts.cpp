// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/charset.h"
#include "decode/json_string.h"
#include "decode/repeated_names.h"
#include "speckle/analysis.h"
#include "speckle/dialect.h"
#include "speckle/event.h"
#include "speckle/event_data.h"
#include "speckle/event_facts_rules.h"
#include "speckle/json_text.h"

#include <simdjson.h>

namespace hookloupe::speckle {

namespace {

namespace od = simdjson::ondemand;

/// Parsers of threads keep their memory up to this size; larger bodies get one of their own.
constexpr std::size_t keptCapacity = 256 * 1024;

/// Of several members with one name the first counts, here as in dialectOf() and innerString().
void takeString(od::value value, std::string& target)
{
    std::string_view text;
    std::string own;
    if (target.empty() && textOf(value, text, own))
        target = capped(text);
}

void takeMember(od::value value, std::string_view wanted, std::string& target)
{
    od::object members;
    if (value.get_object().get(members))
        return;
    for (auto field : members) {
        std::string_view key;
        if (field.error())
            return;
        if (!field.unescaped_key().get(key) && key == wanted) {
            takeString(field.value().value_unsafe(), target);
            return;
        }
    }
}

/// What is gathered before the event's own rules are applied.
struct Envelope {
    std::string activity;
    EventData data;
    bool hasData = false;
};

void takeEvent(od::value value, EventFacts& facts, Envelope& envelope)
{
    od::object event;
    if (value.get_object().get(event))
        return;
    for (auto field : event) {
        std::string_view key;
        if (field.error())
            return;
        if (field.unescaped_key().get(key))
            continue;
        od::object data;
        if (key == "event_name") {
            takeString(field.value().value_unsafe(), facts.wireName);
        } else if (key == "data" && !envelope.hasData && !field.value().get_object().get(data)) {
            envelope.hasData = true;
            envelope.data.read(data);
        }
    }
}

void takeEnvelope(od::object payload, EventFacts& facts, Envelope& envelope)
{
    for (auto field : payload) {
        std::string_view key;
        if (field.error())
            return;
        if (field.unescaped_key().get(key))
            continue;
        od::value value;
        if (field.value().get(value))
            return;
        if (key == "streamId")
            takeString(value, facts.streamId);
        else if (key == "userId")
            takeString(value, facts.userId);
        else if (key == "activityMessage")
            takeString(value, envelope.activity);
        else if (key == "event")
            takeEvent(value, facts, envelope);
        else if (key == "server")
            takeMember(value, "canonicalUrl", facts.serverUrl);
        else if (key == "stream")
            takeMember(value, "name", facts.projectName);
        else if (key == "user")
            takeMember(value, "name", facts.userName);
    }
}

void pad(std::string& buffer, std::string_view json)
{
    buffer.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    buffer.assign(json);
    buffer.append(simdjson::SIMDJSON_PADDING, ' ');
}

/// `padded` holds SIMDJSON_PADDING bytes more than count; it is changed if it is not UTF-8, which simdjson refuses as a whole.
EventFacts read(od::parser& parser, std::string& padded, Dialect dialect)
{
    EventFacts facts;
    Envelope envelope;
    od::document document;
    auto error = parser.iterate(padded.data(), padded.size() - simdjson::SIMDJSON_PADDING, padded.size()).get(document);
    if (error == simdjson::UTF8_ERROR) {
        pad(padded, validUtf8(std::string_view(padded).substr(0, padded.size() - simdjson::SIMDJSON_PADDING)));
        error = parser.iterate(padded.data(), padded.size() - simdjson::SIMDJSON_PADDING, padded.size()).get(document);
    }
    if (error)
        return facts;
    od::object root;
    if (document.get_object().get(root))
        return facts;
    if (dialect == Dialect::Object) {
        for (auto field : root) { // the first member is the payload, or the dialect would not be Object
            od::object payload;
            if (!field.error() && !field.value().get_object().get(payload))
                takeEnvelope(payload, facts, envelope);
            break;
        }
    } else {
        takeEnvelope(root, facts, envelope);
    }
    applyEventRules(facts, envelope.data, envelope.activity);
    return facts;
}

/// The string after `"key":`, wherever it stands: for bodies no parser takes.
std::string scanFor(std::string_view json, std::string_view quotedKey)
{
    const std::size_t key = json.find(quotedKey);
    if (key == std::string_view::npos)
        return {};
    std::size_t at = key + quotedKey.size();
    while (at < json.size() && (json[at] == ' ' || json[at] == ':'))
        ++at;
    const auto token = stringTokenAt(json, at);
    const auto text = token ? decode::unescapeJson(*token) : std::nullopt;
    return text && isUtf8(text->text) ? capped(text->text) : std::string();
}

EventFacts factsOfJson(std::string_view json, Dialect dialect)
{
    thread_local od::parser keptParser;
    thread_local std::string keptBuffer;
    const bool large = json.size() > keptCapacity;
    od::parser ownParser;
    std::string ownBuffer;
    std::string& buffer = large ? ownBuffer : keptBuffer;
    pad(buffer, json);

    EventFacts facts = read(large ? ownParser : keptParser, buffer, dialect);
    if (facts.wireName.empty()) {
        facts.wireName = scanFor(json, "\"event_name\"");
        if (facts.streamId.empty())
            facts.streamId = scanFor(json, "\"streamId\"");
    }
    return facts;
}

EventFacts eventFactsOf(std::string_view content)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    switch (dialectOf(content)) {
    case Dialect::Object:
        if (content.starts_with(byteOrderMark))
            content.remove_prefix(byteOrderMark.size());
        return factsOfJson(content, Dialect::Object);
    case Dialect::String:
        if (const auto inner = innerString(content))
            return factsOfJson(*inner, Dialect::String);
        return {};
    case Dialect::None:
        return {};
    }
    return {};
}

} // namespace

std::optional<std::string> repeatedNameIn(std::string_view content)
{
    if (const auto text = decode::utf8OfJson(content))
        return repeatedNameIn(*text);
    auto name = decode::repeatedName(content);
    if (name || dialectOf(content) != Dialect::String)
        return name;
    const auto inner = innerString(content);
    return inner ? decode::repeatedName(*inner) : std::nullopt;
}

EventFacts factsOf(std::string_view content)
{
    if (const auto text = decode::utf8OfJson(content))
        return factsOf(*text);
    EventFacts facts = eventFactsOf(content);
    facts.repeatedName = repeatedNameIn(content).has_value();
    return facts;
}

EventFacts lastFactsOf(std::string_view content)
{
    if (const auto text = decode::utf8OfJson(content))
        return lastFactsOf(*text);
    const std::string outer = decode::withLastMembers(content);
    if (dialectOf(outer) != Dialect::String)
        return eventFactsOf(outer);
    const auto inner = innerString(outer);
    return inner ? factsOfJson(decode::withLastMembers(*inner), Dialect::String) : EventFacts();
}

} // namespace hookloupe::speckle
