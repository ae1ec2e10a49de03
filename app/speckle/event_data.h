// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::speckle {

/// The objects inside `event.data` that carry names and ids.
enum class Group { Top, Commit, Branch, Old, New, Input, Issue, Changes };

/// The scalar members of `event.data` and of the groups in it, in wire order. Views live as long as the
/// parser's document.
class EventData {
public:
    /// Reads what can be read and stops at the first syntax error. Linear; looks at most at 256 members.
    void read(simdjson::ondemand::object data);

    /// The value of the first member of that name: a string decoded, true and false as text; empty if there
    /// is none.
    [[nodiscard]] std::string_view get(Group group, std::string_view key) const;
    [[nodiscard]] bool hasGroup(Group group) const;
    [[nodiscard]] bool hasKey(std::string_view key) const; ///< at top level, whatever its value
    [[nodiscard]] bool isEmpty() const { return m_topKeys.empty(); }
    /// The words of a comment, without its formatting.
    [[nodiscard]] const std::string& commentText() const { return m_commentText; }

private:
    struct Member {
        Group group;
        std::string_view key;
        std::string_view value;
    };

    void readMember(Group group, std::string_view key, simdjson::ondemand::value value);
    void readGroup(Group group, simdjson::ondemand::object object);

    std::vector<Member> m_members;
    std::vector<std::string_view> m_topKeys;
    std::vector<Group> m_groups;
    std::deque<std::string> m_own; ///< values that are no views into the document; stay where they are
    std::string m_commentText;
    int m_seen = 0;
};

} // namespace hookloupe::speckle
