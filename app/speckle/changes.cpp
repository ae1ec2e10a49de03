// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/changes.h"

#include "base/text.h"

namespace hookloupe::speckle {

namespace {

constexpr std::size_t mostChanges = 1000;
constexpr int deepestPath = 16;
constexpr auto none = PayloadTree::none;

/// Members of `new` that say which thing is meant, not what changes about it.
bool isBookkeeping(std::string_view key)
{
    return key == "id" || key == "projectId" || key == "streamId" || key == "versionId";
}

/// The key of `old` that a key of `new` is about.
std::string_view oldKeyOf(std::string_view newKey)
{
    return newKey == "newBranchName" ? "branchName" : newKey;
}

class Comparison {
public:
    explicit Comparison(const PayloadTree& tree) : m_tree(tree) {}

    std::vector<Change> run()
    {
        const std::int32_t data = m_tree.member(m_tree.member(m_tree.payload(), "event"), "data");
        const std::int32_t before = m_tree.member(data, "old");
        const std::int32_t after = m_tree.member(data, "new");
        if (m_tree.isObject(before) && m_tree.isObject(after))
            compareSent(before, after);
        else
            listDocumented(m_tree.member(data, "changes"));
        return std::move(m_changes);
    }

private:
    void compareSent(std::int32_t before, std::int32_t after)
    {
        for (std::int32_t sent = m_tree.firstChild(after); sent != none && !isFull();
             sent = m_tree.nextChild(after, sent)) {
            const std::string& key = m_tree.node(sent).key;
            if (!isBookkeeping(key))
                compare(std::string(oldKeyOf(key)), m_tree.member(before, oldKeyOf(key)), sent, 0);
        }
    }

    /// The events page's form: the new values alone.
    void listDocumented(std::int32_t changes)
    {
        if (!m_tree.isObject(changes))
            return;
        for (std::int32_t one = m_tree.firstChild(changes); one != none; one = m_tree.nextChild(changes, one))
            add(ChangeKind::Changed, m_tree.node(one).key, none, one);
    }

    void compare(const std::string& path, std::int32_t before, std::int32_t after, int depth)
    {
        if (before == none) {
            add(ChangeKind::Added, path, none, after);
        } else if (m_tree.isObject(before) && m_tree.isObject(after) && depth < deepestPath) {
            for (std::int32_t one = m_tree.firstChild(after); one != none && !isFull();
                 one = m_tree.nextChild(after, one)) {
                const std::string& key = m_tree.node(one).key;
                compare(path + "." + key, m_tree.member(before, key), one, depth + 1);
            }
            for (std::int32_t one = m_tree.firstChild(before); one != none && !isFull();
                 one = m_tree.nextChild(before, one)) {
                if (m_tree.member(after, m_tree.node(one).key) == none)
                    add(ChangeKind::Removed, path + "." + m_tree.node(one).key, one, none);
            }
        } else {
            add(isSame(path, before, after) ? ChangeKind::Same : ChangeKind::Changed, path, before, after);
        }
    }

    bool isFull() const { return m_changes.size() >= mostChanges; }

    bool isSame(const std::string& path, std::int32_t before, std::int32_t after) const
    {
        const decode::Node& a = m_tree.node(before);
        const decode::Node& b = m_tree.node(after);
        if (a.type != b.type)
            return false;
        if (path == "visibility") // the API's enum is upper case, the stored value lower case
            return equalsIgnoreCase(a.value, b.value);
        if (a.type == decode::NodeType::Array || a.type == decode::NodeType::Object)
            return m_tree.wireText(before) == m_tree.wireText(after);
        return a.value == b.value;
    }

    void add(ChangeKind kind, std::string path, std::int32_t before, std::int32_t after)
    {
        if (isFull())
            return;
        m_changes.push_back({kind, std::move(path), before == none ? std::string() : m_tree.token(before),
                             after == none ? std::string() : m_tree.token(after)});
    }

    const PayloadTree& m_tree;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> changesOf(const PayloadTree& tree)
{
    if (tree.payload() == none)
        return {};
    return Comparison(tree).run();
}

} // namespace hookloupe::speckle
