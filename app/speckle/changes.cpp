// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/changes.h"

namespace hookloupe::speckle {

namespace {

constexpr std::size_t mostChanges = 1000;
constexpr int deepestPath = 16;
constexpr auto none = PayloadTree::none;

std::int32_t eventData(const PayloadTree& tree)
{
    return tree.payload() == none ? none : tree.member(tree.member(tree.payload(), "event"), "data");
}

/// The events page's form: the new values alone.
std::vector<Change> documentedChanges(const PayloadTree& tree)
{
    std::vector<Change> changes;
    const std::int32_t list = tree.member(eventData(tree), "changes");
    if (!tree.isObject(list))
        return changes;
    for (std::int32_t one = tree.firstChild(list); one != none && changes.size() < mostChanges;
         one = tree.nextChild(list, one))
        changes.push_back({ChangeKind::Changed, std::string(tree.key(one)), {}, tree.token(one)});
    return changes;
}

/// The comparison as a flat list with paths.
class Flat {
public:
    Flat(const PayloadTree& tree, const SentUpdate& update)
        : m_tree(tree), m_update(update),
          m_found(compare::compare(tree.document(), update.before, tree.document(), update.after, update.options))
    {
    }

    std::vector<Change> list()
    {
        if (!m_found.entries.empty())
            addBelow(0, {}, 0);
        return std::move(m_changes);
    }

private:
    const compare::Entry& entry(std::int32_t index) const { return m_found.entries[static_cast<std::size_t>(index)]; }

    std::string nameOf(const compare::Entry& entry) const
    {
        const std::string name(m_tree.key(entry.after == none ? entry.before : entry.after));
        for (const auto& [sent, kept] : m_update.options.renamed) {
            if (entry.parent == 0 && entry.after != none && sent == name)
                return kept;
        }
        return name;
    }

    void addBelow(std::int32_t parent, const std::string& path, int depth)
    {
        for (std::int32_t child = parent + 1; child < entry(parent).end && m_changes.size() < mostChanges;
             child = entry(child).end)
            add(child, path + nameOf(entry(child)), depth);
    }

    void add(std::int32_t index, const std::string& path, int depth)
    {
        const compare::Entry& one = entry(index);
        const bool both = one.before != none && one.after != none;
        if (one.kind == compare::Kind::NotSent)
            return;
        if (both && m_tree.isObject(one.before) && m_tree.isObject(one.after) && one.childCount > 0
            && depth < deepestPath) {
            addBelow(index, path + ".", depth + 1);
            return;
        }
        m_changes.push_back({kindOf(one.kind), path, one.before == none ? std::string() : m_tree.token(one.before),
                             one.after == none ? std::string() : m_tree.token(one.after)});
    }

    static ChangeKind kindOf(compare::Kind kind)
    {
        switch (kind) {
        case compare::Kind::Same:
        case compare::Kind::Respelled:
        case compare::Kind::NotSent:
        case compare::Kind::LeftOut:
            return ChangeKind::Same;
        case compare::Kind::Changed:
        case compare::Kind::Reordered:
            return ChangeKind::Changed;
        case compare::Kind::Added:
            return ChangeKind::Added;
        case compare::Kind::Removed:
            return ChangeKind::Removed;
        }
        return ChangeKind::Changed;
    }

    const PayloadTree& m_tree;
    const SentUpdate& m_update;
    compare::Comparison m_found;
    std::vector<Change> m_changes;
};

} // namespace

std::optional<SentUpdate> sentUpdateOf(const PayloadTree& tree)
{
    SentUpdate update;
    const std::int32_t data = eventData(tree);
    update.before = tree.member(data, "old");
    update.after = tree.member(data, "new");
    if (!tree.isObject(update.before) || !tree.isObject(update.after))
        return std::nullopt;
    update.options.onlySent = true;
    // They say which thing is meant, not what changes about it.
    update.options.skipped = {"id", "projectId", "streamId", "versionId"};
    update.options.renamed = {{"newBranchName", "branchName"}};
    update.options.caselessValues = {"visibility"}; // upper case in the API, lower case as stored
    return update;
}

std::vector<Change> changesOf(const PayloadTree& tree)
{
    const auto update = sentUpdateOf(tree);
    return update ? Flat(tree, *update).list() : documentedChanges(tree);
}

} // namespace hookloupe::speckle
