// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/provider_events.h"

#include "simulate/embedded_texts.h"
#include "simulate/event_template.h"
#include "speckle/event.h"

#include <algorithm>

namespace hookloupe::simulate {

namespace {

constexpr std::string_view suffix = ".json";

std::optional<std::string_view> text(std::string_view path)
{
    const auto texts = embeddedTexts();
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const EmbeddedText& one) { return one.path == path; });
    return found == texts.end() ? std::nullopt : std::optional(found->text);
}

} // namespace

std::vector<std::string> eventsOf(std::string_view provider)
{
    std::vector<std::string> names;
    if (provider == speckleProvider) {
        for (const auto& event : speckle::eventTypes())
            names.emplace_back(event.wireName); // in the order of Speckle's own list
        return names;
    }
    const std::string folder = std::string(provider) + "/";
    for (const EmbeddedText& one : embeddedTexts()) {
        if (one.path.starts_with(folder) && one.path.ends_with(suffix))
            names.emplace_back(one.path.substr(folder.size(), one.path.size() - folder.size() - suffix.size()));
    }
    return names;
}

std::optional<std::string_view> bodyTemplate(const Provider& provider, std::string_view event)
{
    return text(std::string(provider.name).append("/").append(event).append(suffix));
}

std::string_view headTemplate(const Provider& provider)
{
    return text(std::string(provider.name) + "/request.http").value_or("");
}

} // namespace hookloupe::simulate
