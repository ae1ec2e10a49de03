// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/json_edit.h"

#include "decode/document.h"
#include "simulate/fields.h"

#include <algorithm>
#include <charconv>

namespace hookloupe::simulate {

namespace {

using decode::Document;
using decode::NodeType;

constexpr std::int32_t none = -1;
constexpr std::size_t mostNames = 20;

Document read(std::string_view json)
{
    return decode::decode({{"Content-Type", "application/json"}}, json);
}

bool isWhole(const Document& document)
{
    return document.format == decode::Format::Json && !document.nodes.empty() && !document.partial
        && (document.problem == decode::Problem::None || document.problem == decode::Problem::LoneSurrogate);
}

const decode::Node& node(const Document& document, std::int32_t index)
{
    return document.nodes[static_cast<std::size_t>(index)];
}

std::optional<std::int32_t> position(const std::string& step)
{
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
    if (error != std::errc() || end != step.data() + step.size() || number < 0)
        return std::nullopt;
    return number;
}

std::int32_t child(const Document& document, std::int32_t parent, const std::string& step)
{
    const auto& above = node(document, parent);
    const auto wanted = above.type == NodeType::Array ? position(step) : std::nullopt;
    std::int32_t at = 0;
    for (std::int32_t index = parent + 1; index < above.end; index = node(document, index).end, ++at) {
        if (above.type == NodeType::Object ? document.key(node(document, index)) == step : wanted == at)
            return index;
    }
    return none;
}

/// As far as the steps lead, and how many of them.
std::pair<std::int32_t, std::size_t> walk(const Document& document, const std::vector<std::string>& steps)
{
    std::int32_t at = 0;
    for (std::size_t done = 0; done < steps.size(); ++done) {
        const std::int32_t next = child(document, at, steps[done]);
        if (next == none)
            return {at, done};
        at = next;
    }
    return {at, steps.size()};
}

std::string token(const std::string& value)
{
    return isJson(value) ? compacted(value) : '"' + jsonEscaped(value) + '"';
}

/// The member or item at the end of an object or array.
Result<std::string> added(const Document& document, std::int32_t parent, const std::string& step, const Edit& edit)
{
    const auto& above = node(document, parent);
    const bool object = above.type == NodeType::Object;
    if (!object && (above.type != NodeType::Array || position(step) != above.childCount))
        return Error{ErrorCode::NotFound, edit.path};
    std::string piece = above.childCount > 0 ? "," : "";
    if (object)
        piece += '"' + jsonEscaped(step) + "\":";
    piece += token(edit.value);
    std::string out = document.text;
    return out.insert(above.offset + above.length - 1, piece);
}

std::string removed(const Document& document, std::int32_t index)
{
    const auto& gone = node(document, index);
    std::size_t begin = gone.keyLength > 0 ? gone.keyOffset : gone.offset;
    std::size_t end = gone.offset + gone.length;
    const auto comma = document.text.find_first_not_of(" \t\r\n", end);
    if (document.text[comma] == ',')
        end = comma + 1;
    else if (const auto before = document.text.find_last_not_of(" \t\r\n", begin - 1); document.text[before] == ',')
        begin = before;
    std::string out = document.text;
    return out.erase(begin, end - begin);
}

} // namespace

std::optional<std::vector<std::string>> pathSteps(std::string_view path)
{
    if (path.starts_with("$"))
        path.remove_prefix(1);
    std::vector<std::string> steps;
    bool open = true; // a name may begin here
    while (!path.empty()) {
        if (path.front() == '[') {
            const auto close = path.find(']');
            if (close == std::string_view::npos || close < 2)
                return std::nullopt;
            std::string_view inner = path.substr(1, close - 1);
            const bool quoted = inner.size() >= 2 && (inner.front() == '\'' || inner.front() == '"') && inner.back() == inner.front();
            steps.emplace_back(quoted ? inner.substr(1, inner.size() - 2) : inner);
            path.remove_prefix(close + 1);
            open = false;
            continue;
        }
        if (path.front() == '.')
            path.remove_prefix(1);
        else if (!open)
            return std::nullopt;
        std::string step;
        while (!path.empty() && path.front() != '.' && path.front() != '[') {
            if (path.front() == '\\' && path.size() > 1)
                path.remove_prefix(1);
            step += path.front();
            path.remove_prefix(1);
        }
        if (step.empty())
            return std::nullopt;
        steps.push_back(std::move(step));
        open = false;
    }
    return steps.empty() ? std::nullopt : std::optional(std::move(steps));
}

Result<std::string> edited(std::string_view json, const std::vector<std::string>& steps, const Edit& edit)
{
    const Document document = read(json);
    if (!isWhole(document) || steps.empty())
        return Error{ErrorCode::InvalidInput, edit.path};
    const auto [index, done] = walk(document, steps);
    const bool found = done == steps.size();
    switch (edit.kind) {
    case EditKind::Add:
        if (found)
            return Error{ErrorCode::AlreadyExists, edit.path};
        return done + 1 == steps.size() ? added(document, index, steps.back(), edit) : Error{ErrorCode::NotFound, edit.path};
    case EditKind::Set:
    case EditKind::Remove: break;
    }
    if (!found)
        return Error{ErrorCode::NotFound, edit.path};
    if (edit.kind == EditKind::Remove)
        return removed(document, index);
    std::string out = document.text;
    return out.replace(node(document, index).offset, node(document, index).length, token(edit.value));
}

std::vector<std::string> namesBeside(std::string_view json, const std::vector<std::string>& steps)
{
    std::vector<std::string> names;
    const Document document = read(json);
    if (!isWhole(document))
        return names;
    const std::int32_t parent = walk(document, steps).first;
    const auto& above = node(document, parent);
    for (std::int32_t index = parent + 1; index < above.end && names.size() < mostNames; index = node(document, index).end) {
        names.push_back(above.type == NodeType::Object ? std::string(document.key(node(document, index)))
                                                       : std::to_string(names.size()));
    }
    return names;
}

std::string compacted(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    bool inString = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (inString && c == '\\' && at + 1 < json.size()) {
            out += c;
            out += json[++at];
            continue;
        }
        inString = inString != (c == '"');
        if (inString || (c != ' ' && c != '\t' && c != '\r' && c != '\n'))
            out += c;
    }
    return out;
}

std::string indented(std::string_view json)
{
    const std::string text = compacted(json);
    std::string out;
    std::size_t depth = 0;
    const auto newLine = [&] { out.append("\n").append(2 * depth, ' '); };
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString && c == '\\' && at + 1 < text.size()) {
            out.append(text, at++, 2);
            continue;
        }
        inString = inString != (c == '"');
        const bool closes = !inString && (c == '}' || c == ']');
        const bool opened = at > 0 && (text[at - 1] == '{' || text[at - 1] == '[');
        if (closes && depth > 0) {
            --depth;
            if (!opened)
                newLine();
        }
        out += c;
        if (inString)
            continue;
        if (c == ':') {
            out += ' ';
        } else if (c == ',') {
            newLine();
        } else if (c == '{' || c == '[') {
            ++depth;
            if (at + 1 < text.size() && text[at + 1] != '}' && text[at + 1] != ']')
                newLine();
        }
    }
    return out + "\n";
}

bool isJson(std::string_view text)
{
    return !text.empty() && isWhole(read(text));
}

} // namespace hookloupe::simulate
