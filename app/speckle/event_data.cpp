// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/event_data.h"

#include "speckle/json_text.h"

#include <algorithm>
#include <array>

namespace hookloupe::speckle {

namespace {

namespace od = simdjson::ondemand;

constexpr int memberLimit = 256;
constexpr int textDepthLimit = 24;
constexpr std::size_t textLimit = 1024;

struct GroupName {
    std::string_view key;
    Group group;
};
constexpr std::array groupNames{
    GroupName{"commit", Group::Commit},   GroupName{"branch", Group::Branch},
    GroupName{"old", Group::Old},         GroupName{"new", Group::New},
    GroupName{"input", Group::Input},     GroupName{"issue", Group::Issue},
    GroupName{"changes", Group::Changes},
};

/// Pictures: of no use for the facts, and large.
bool isBulk(std::string_view key)
{
    return key == "screenshot" || key == "avatar" || key == "viewerState";
}

/// Gathers the "text" members of a rich-text tree (`doc`, `content`) in document order.
void collectText(od::value value, int depth, std::string& out)
{
    if (depth > textDepthLimit || out.size() > textLimit)
        return;
    const auto type = value.type();
    if (type.error())
        return;
    if (type.value_unsafe() == od::json_type::array) {
        od::array items;
        if (value.get_array().get(items))
            return;
        for (auto item : items) {
            od::value next;
            if (item.get(next))
                return;
            collectText(next, depth + 1, out);
        }
    } else if (type.value_unsafe() == od::json_type::object) {
        od::object members;
        if (value.get_object().get(members))
            return;
        for (auto field : members) {
            std::string_view key;
            if (field.error())
                return;
            if (field.unescaped_key().get(key))
                continue;
            std::string_view text;
            std::string own;
            if (key == "text" && textOf(field.value().value_unsafe(), text, own)) {
                out += text;
            } else if (key == "content" || key == "doc") {
                od::value next;
                if (!field.value().get(next))
                    collectText(next, depth + 1, out);
            }
        }
    }
}

} // namespace

void EventData::read(od::object data)
{
    readGroup(Group::Top, data);
}

void EventData::readGroup(Group group, od::object object)
{
    m_groups.push_back(group);
    for (auto field : object) {
        if (field.error() || ++m_seen > memberLimit)
            return;
        std::string_view key;
        if (field.unescaped_key().get(key))
            continue; // a key with a lone surrogate is none of ours
        if (group == Group::Top)
            m_topKeys.push_back(key);
        od::value value;
        if (field.value().get(value))
            return;
        readMember(group, key, value);
    }
}

void EventData::readMember(Group group, std::string_view key, od::value value)
{
    const auto type = value.type();
    if (type.error() || isBulk(key))
        return;
    // A comment's content: `input.content`, or `text` of the legacy form, which may be plain.
    const bool rich = (group == Group::Input && (key == "content" || key == "text"))
        || (group == Group::Top && key == "text");
    if (type.value_unsafe() == od::json_type::string) {
        std::string_view text;
        std::string own;
        if (!textOf(value, text, own))
            return;
        if (text.data() == own.data())
            text = m_own.emplace_back(std::move(own));
        m_members.push_back({group, key, text});
        if (rich && m_commentText.empty())
            m_commentText = text;
    } else if (type.value_unsafe() == od::json_type::boolean) {
        bool flag = false;
        if (!value.get_bool().get(flag))
            m_members.push_back({group, key, flag ? "true" : "false"});
    } else if (type.value_unsafe() == od::json_type::object && rich) {
        collectText(value, 0, m_commentText);
    } else if (type.value_unsafe() == od::json_type::object && group == Group::Top) {
        const auto name = std::find_if(groupNames.begin(), groupNames.end(),
                                       [&](const GroupName& known) { return known.key == key; });
        od::object members;
        if (name != groupNames.end() && !hasGroup(name->group) && !value.get_object().get(members))
            readGroup(name->group, members);
    }
}

std::string_view EventData::get(Group group, std::string_view key) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(), [&](const Member& member) {
        return member.group == group && member.key == key;
    });
    return found == m_members.end() ? std::string_view() : found->value;
}

bool EventData::hasGroup(Group group) const
{
    return std::find(m_groups.begin(), m_groups.end(), group) != m_groups.end();
}

bool EventData::hasKey(std::string_view key) const
{
    return std::find(m_topKeys.begin(), m_topKeys.end(), key) != m_topKeys.end();
}

} // namespace hookloupe::speckle
