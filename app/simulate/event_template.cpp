// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/event_template.h"

#include "decode/document.h"
#include "simulate/embedded_texts.h"
#include "simulate/json_edit.h"
#include "speckle/analysis.h"
#include "speckle/payload_tree.h"
#include "verify/signing.h"

#include <algorithm>

namespace hookloupe::simulate {

namespace {

constexpr std::string_view folder = "speckle/";
constexpr std::string_view envelopeName = "speckle/envelope.json";
constexpr std::string_view legacyEnvelopeName = "speckle/envelope-legacy.json";

std::string embedded(std::string_view path)
{
    const auto texts = embeddedTexts();
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const EmbeddedText& one) { return one.path == path; });
    return found == texts.end() ? std::string() : compacted(found->text);
}

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
}

/// A template's file, taken apart.
class EventFile {
public:
    explicit EventFile(std::string_view json) : m_document(decode::decode({{"Content-Type", "application/json"}}, json)) {}

    [[nodiscard]] bool isObject() const
    {
        const bool readable = m_document.problem == decode::Problem::None || m_document.problem == decode::Problem::LoneSurrogate;
        return readable && !m_document.nodes.empty() && !m_document.partial && m_document.nodes.front().type == decode::NodeType::Object;
    }
    /// The member's token; empty if there is none.
    [[nodiscard]] std::string_view member(std::string_view name) const
    {
        for (const auto& node : m_document.nodes) {
            if (node.parent == 0 && m_document.key(node) == name)
                return m_document.token(node);
        }
        return {};
    }
    /// What stands between the quotes; empty if the member is no string.
    [[nodiscard]] std::string_view inside(std::string_view name) const
    {
        const auto token = member(name);
        return token.size() >= 2 && token.front() == '"' ? token.substr(1, token.size() - 2) : std::string_view();
    }
    [[nodiscard]] std::vector<std::string> items(std::string_view name) const
    {
        std::vector<std::string> found;
        for (const auto& node : m_document.nodes) {
            if (node.parent > 0 && m_document.key(m_document.nodes[static_cast<std::size_t>(node.parent)]) == name
                && m_document.nodes[static_cast<std::size_t>(node.parent)].parent == 0)
                found.emplace_back(m_document.value(node));
        }
        return found;
    }

private:
    decode::Document m_document;
};

std::string payloadFrom(const EventFile& file, std::string_view dataName, std::string envelope)
{
    const auto data = file.member(dataName);
    if (data.empty() || data.front() != '{')
        return {};
    // The data comes last: what it holds must not be taken for the envelope's.
    replaceAll(envelope, "{{activityMessage}}", file.inside("activityMessage"));
    replaceAll(envelope, "{{event}}", file.inside("event"));
    for (const std::string& name : file.items("without")) {
        if (auto without = edited(envelope, {name}, {EditKind::Remove, name, {}}))
            envelope = std::move(*without);
    }
    replaceAll(envelope, "\"{{data}}\"", compacted(data));
    return envelope;
}

Result<EventTemplate> readWholeBody(std::string_view body)
{
    const Dialect dialect = speckle::dialectOf(body);
    auto payload = dialect == Dialect::String ? speckle::innerString(body) : verify::payloadObject(body);
    if (!payload || !isJson(*payload) || payload->find('{') != 0)
        return Error{ErrorCode::InvalidInput, "payload"};
    return EventTemplate{speckle::factsOf(body).wireName, compacted(*payload), {}, {}};
}

} // namespace

std::string_view shapeName(Shape shape)
{
    switch (shape) {
    case Shape::Real: return "real";
    case Shape::Documented: return "documented";
    case Shape::Legacy: return "legacy";
    }
    return {};
}

Shape EventTemplate::nearest(Shape wanted) const
{
    if (has(wanted))
        return wanted;
    return has(Shape::Real) ? Shape::Real : has(Shape::Documented) ? Shape::Documented : Shape::Legacy;
}

const std::string& EventTemplate::payload(Shape shape) const
{
    switch (shape) {
    case Shape::Real: break;
    case Shape::Documented: return documented;
    case Shape::Legacy: return legacy;
    }
    return real;
}

const std::vector<EventTemplate>& eventTemplates()
{
    static const std::vector<EventTemplate> all = [] {
        std::vector<EventTemplate> read;
        for (const EmbeddedText& one : embeddedTexts()) {
            if (!one.path.starts_with(folder) || one.path == envelopeName || one.path == legacyEnvelopeName
                || !one.path.ends_with(".json"))
                continue;
            if (auto event = readTemplate(one.text))
                read.push_back(std::move(*event));
        }
        return read;
    }();
    return all;
}

const EventTemplate* findTemplate(std::string_view wireName)
{
    const auto& all = eventTemplates();
    const auto found = std::find_if(all.begin(), all.end(), [&](const EventTemplate& one) { return one.wireName == wireName; });
    return found == all.end() ? nullptr : &*found;
}

Result<EventTemplate> readTemplate(std::string_view json)
{
    if (speckle::dialectOf(json) != Dialect::None)
        return readWholeBody(json);
    const EventFile file(json);
    if (!file.isObject())
        return Error{ErrorCode::InvalidInput, "JSON"};
    if (file.inside("event").empty())
        return Error{ErrorCode::InvalidInput, "\"event\""};
    EventTemplate event;
    event.wireName = file.inside("event");
    event.real = payloadFrom(file, "real", embedded(envelopeName));
    event.documented = payloadFrom(file, "documented", embedded(envelopeName));
    // The envelope changed too: an event that has no older data of its own has it around today's.
    event.legacy = payloadFrom(file, file.member("legacy").empty() ? "real" : "legacy", embedded(legacyEnvelopeName));
    if (!event.has(event.nearest(Shape::Real)))
        return Error{ErrorCode::InvalidInput, "\"real\", \"documented\", \"legacy\""};
    return event;
}

} // namespace hookloupe::simulate
