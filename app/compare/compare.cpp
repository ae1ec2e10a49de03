// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compare.h"

#include "base/text.h"
#include "compare/token_hashes.h"

#include <algorithm>

namespace hookloupe::compare {

namespace {

using decode::Document;
using decode::Node;
using decode::NodeType;

constexpr std::int32_t none = -1;
constexpr std::size_t askEvery = 1024; ///< entries between two questions whether to give up

/// A member to be matched with the one of the same name and number on the other side.
struct Member {
    std::string name;
    std::int32_t node = none;
    std::size_t position = 0;
};

/// Two nodes that belong together; one may be missing.
struct Pair {
    std::int32_t before = none;
    std::int32_t after = none;
};

bool contains(const std::vector<std::string>& names, std::string_view name, bool caseless)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& one) {
        return caseless ? equalsIgnoreCase(one, name) : one == name;
    });
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

class Walk {
public:
    Walk(const Document& before, const Document& after, const Options& options, const Cancelled& cancelled)
        : m_before(before), m_after(after), m_options(options), m_cancelled(cancelled),
          m_beforeHashes(tokenHashes(before)), m_afterHashes(&before == &after ? m_beforeHashes : tokenHashes(after))
    {
    }

    Comparison run(std::int32_t before, std::int32_t after)
    {
        m_top = {before, after};
        (void)visit({before, after}, none);
        return std::move(m_result);
    }

private:
    const Node& left(std::int32_t index) const { return m_before.nodes[static_cast<std::size_t>(index)]; }
    const Node& right(std::int32_t index) const { return m_after.nodes[static_cast<std::size_t>(index)]; }
    std::string_view leftKey(std::int32_t index) const { return m_before.key(left(index)); }
    std::string_view rightKey(std::int32_t index) const { return m_after.key(right(index)); }
    std::string_view leftValue(std::int32_t index) const { return m_before.value(left(index)); }
    std::string_view rightValue(std::int32_t index) const { return m_after.value(right(index)); }
    Entry& entry(std::int32_t index) { return m_result.entries[static_cast<std::size_t>(index)]; }

    std::int32_t open(Kind kind, const Pair& pair, std::int32_t parent)
    {
        if (m_result.entries.size() % askEvery == 0 && m_cancelled && m_cancelled())
            m_result.cancelled = true;
        if (m_result.entries.size() >= m_options.mostEntries || m_result.cancelled) {
            m_result.cut = true;
            if (parent != none)
                entry(parent).cut = true;
            return none;
        }
        const auto index = static_cast<std::int32_t>(m_result.entries.size());
        m_result.entries.push_back({kind, parent, index + 1, 0, pair.before, pair.after, false, false});
        if (parent != none)
            ++entry(parent).childCount;
        return index;
    }

    void close(std::int32_t index) { entry(index).end = static_cast<std::int32_t>(m_result.entries.size()); }

    /// Lists a pair with all below it, and says what became of it; Same also when there was no more room.
    Kind visit(const Pair& pair, std::int32_t parent)
    {
        if (pair.before == none || pair.after == none)
            return visitSingle(pair, parent);
        if (isSame(pair)) {
            m_result.same += leavesBelow(m_before, pair.before);
            listSame(pair, parent);
            return Kind::Same;
        }
        if (parent != none && contains(m_options.leftOut, rightKey(pair.after), m_options.caselessNames)) {
            ++m_result.leftOut;
            (void)open(Kind::LeftOut, pair, parent);
            return Kind::LeftOut;
        }
        const Node& before = left(pair.before);
        const Node& after = right(pair.after);
        const std::int32_t index = open(Kind::Changed, pair, parent);
        if (index == none)
            return Kind::Changed;
        const bool leaves = before.childCount == 0 && after.childCount == 0;
        const Kind kind = before.type != after.type ? Kind::Changed
            : leaves                                ? leafKind(pair)
                                                    : containerKind(pair, index);
        entry(index).kind = kind;
        close(index);
        count(kind, index);
        return kind;
    }

    /// Containers count through what is below them.
    void count(Kind kind, std::int32_t index)
    {
        const bool container = entry(index).childCount > 0;
        if (kind == Kind::Respelled && !container)
            ++m_result.changed;
        else if (kind == Kind::Reordered || entry(index).reordered)
            ++m_result.changed;
        else if (kind == Kind::Changed && !container)
            ++m_result.changed;
    }

    Kind leafKind(const Pair& pair) const
    {
        const std::string_view before = leftValue(pair.before);
        const std::string_view after = rightValue(pair.after);
        const bool atTop = right(pair.after).parent == m_top.after;
        const bool caseless = atTop && contains(m_options.caselessValues, rightKey(pair.after), false);
        const bool container = left(pair.before).type == NodeType::Object || left(pair.before).type == NodeType::Array;
        if (container)
            return Kind::Same; // both empty
        return before == after || (caseless && equalsIgnoreCase(before, after)) ? Kind::Respelled : Kind::Changed;
    }

    Kind containerKind(const Pair& pair, std::int32_t index)
    {
        const bool byName = left(pair.before).type == NodeType::Object;
        bool reordered = false;
        const std::vector<Pair> children = byName ? matchMembers(pair, reordered) : matchItems(pair);
        bool differs = leftValue(pair.before) != rightValue(pair.after);
        bool respelled = false;
        for (const Pair& child : children) {
            const Kind kind = visit(child, index);
            differs |= kind == Kind::Changed || kind == Kind::Added || kind == Kind::Removed || kind == Kind::Reordered;
            respelled |= kind == Kind::Respelled;
        }
        entry(index).reordered = reordered && differs;
        return differs ? Kind::Changed : reordered ? Kind::Reordered : respelled ? Kind::Respelled : Kind::Same;
    }

    Kind visitSingle(const Pair& pair, std::int32_t parent)
    {
        const bool added = pair.before == none;
        const std::string_view name = added ? rightKey(pair.after) : leftKey(pair.before);
        if (!added && m_options.onlySent && left(pair.before).parent == m_top.before) {
            (void)open(Kind::NotSent, pair, parent);
            return Kind::NotSent;
        }
        if (contains(m_options.leftOut, name, m_options.caselessNames)) {
            ++m_result.leftOut;
            (void)open(Kind::LeftOut, pair, parent);
            return Kind::LeftOut;
        }
        const Kind kind = added ? Kind::Added : Kind::Removed;
        ++(added ? m_result.added : m_result.removed);
        listWhole(kind, pair, parent);
        return kind;
    }

    /// One side alone, with what is below it.
    void listWhole(Kind kind, const Pair& pair, std::int32_t parent)
    {
        const std::int32_t index = open(kind, pair, parent);
        if (index == none)
            return;
        const bool added = pair.before == none;
        const std::int32_t own = added ? pair.after : pair.before;
        const Document& document = added ? m_after : m_before;
        const Node& node = document.nodes[static_cast<std::size_t>(own)];
        for (std::int32_t child = own + 1; child < node.end && !m_result.cut;
             child = document.nodes[static_cast<std::size_t>(child)].end)
            listWhole(kind, added ? Pair{none, child} : Pair{child, none}, index);
        close(index);
    }

    /// Two equal trees have their nodes at equal distances.
    void listSame(const Pair& pair, std::int32_t parent)
    {
        if (m_sameListed >= m_options.mostSame || m_result.cut) {
            if (parent != none)
                entry(parent).cut = true;
            return;
        }
        ++m_sameListed;
        const std::int32_t index = open(Kind::Same, pair, parent);
        if (index == none)
            return;
        for (std::int32_t child = pair.before + 1; child < left(pair.before).end; child = left(child).end)
            listSame({child, pair.after + child - pair.before}, index);
        close(index);
    }

    bool isSame(const Pair& pair) const
    {
        if (m_beforeHashes[static_cast<std::size_t>(pair.before)]
            != m_afterHashes[static_cast<std::size_t>(pair.after)])
            return false;
        const std::int32_t size = left(pair.before).end - pair.before;
        if (right(pair.after).end - pair.after != size)
            return false;
        for (std::int32_t i = 0; i < size; ++i) { // a hash can be met on purpose
            const Node& a = left(pair.before + i);
            const Node& b = right(pair.after + i);
            if (a.type != b.type || a.childCount != b.childCount || (i > 0 && m_before.key(a) != m_after.key(b)))
                return false;
            const bool equal = a.childCount == 0
                ? tokenOf(m_before, pair.before + i) == tokenOf(m_after, pair.after + i)
                : m_before.value(a) == m_after.value(b);
            if (!equal)
                return false;
        }
        return true;
    }

    static std::size_t leavesBelow(const Document& document, std::int32_t root)
    {
        const auto begin = document.nodes.begin() + root;
        const auto end = document.nodes.begin() + document.nodes[static_cast<std::size_t>(root)].end;
        return static_cast<std::size_t>(
            std::count_if(begin, end, [](const Node& node) { return node.childCount == 0; }));
    }

    std::vector<Member> members(const Document& document, std::int32_t owner, bool second) const
    {
        std::vector<Member> found;
        const bool top = second && owner == m_top.after;
        const std::int32_t end = document.nodes[static_cast<std::size_t>(owner)].end;
        for (std::int32_t child = owner + 1; child < end;
             child = document.nodes[static_cast<std::size_t>(child)].end) {
            std::string name(document.key(document.nodes[static_cast<std::size_t>(child)]));
            if (top && contains(m_options.skipped, name, false))
                continue;
            const auto renamed = std::find_if(m_options.renamed.begin(), m_options.renamed.end(),
                                              [&](const auto& pair) { return top && pair.first == name; });
            if (renamed != m_options.renamed.end())
                name = renamed->second;
            if (m_options.caselessNames)
                name = lowered(std::move(name));
            found.push_back({std::move(name), child, found.size()});
        }
        return found;
    }

    std::vector<Pair> matchMembers(const Pair& owner, bool& reordered) const
    {
        std::vector<Member> before = members(m_before, owner.before, false);
        std::vector<Member> after = members(m_after, owner.after, true);
        const auto byName = [](const Member& a, const Member& b) { return a.name < b.name; };
        const std::vector<Member> inOrder = before;
        std::stable_sort(before.begin(), before.end(), byName);
        std::stable_sort(after.begin(), after.end(), byName);

        std::vector<Pair> second(after.size());            // by position in the second
        std::vector<std::size_t> partner(before.size(), after.size());
        auto b = before.begin();
        for (const Member& member : after) {
            while (b != before.end() && b->name < member.name)
                ++b;
            const bool met = b != before.end() && b->name == member.name;
            second[member.position] = {met ? b->node : none, member.node};
            if (met)
                partner[(b++)->position] = member.position;
        }
        return merged(inOrder, partner, second, reordered);
    }

    /// In the order of the second; what is only in the first comes behind its neighbour there.
    static std::vector<Pair> merged(const std::vector<Member>& before, const std::vector<std::size_t>& partner,
                                    const std::vector<Pair>& second, bool& reordered)
    {
        std::vector<std::vector<std::int32_t>> goneBehind(second.size() + 1);
        std::size_t anchor = 0;
        std::size_t farthest = 0;
        for (const Member& member : before) {
            const std::size_t at = partner[member.position];
            if (at == second.size()) {
                goneBehind[anchor].push_back(member.node);
                continue;
            }
            reordered |= at + 1 < farthest;
            farthest = std::max(farthest, at + 1);
            anchor = at + 1;
        }
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i <= second.size(); ++i) {
            if (i > 0)
                pairs.push_back(second[i - 1]);
            for (const std::int32_t gone : goneBehind[i])
                pairs.push_back({gone, none});
        }
        return pairs;
    }

    static std::vector<std::int32_t> itemsOf(const Document& document, std::int32_t owner)
    {
        std::vector<std::int32_t> items;
        const std::int32_t end = document.nodes[static_cast<std::size_t>(owner)].end;
        for (std::int32_t child = owner + 1; child < end;
             child = document.nodes[static_cast<std::size_t>(child)].end)
            items.push_back(child);
        return items;
    }

    std::vector<Pair> matchItems(const Pair& owner) const
    {
        const std::vector<std::int32_t> before = itemsOf(m_before, owner.before);
        const std::vector<std::int32_t> after = itemsOf(m_after, owner.after);
        std::vector<std::uint64_t> beforeTokens;
        std::vector<std::uint64_t> afterTokens;
        for (const std::int32_t item : before)
            beforeTokens.push_back(m_beforeHashes[static_cast<std::size_t>(item)]);
        for (const std::int32_t item : after)
            afterTokens.push_back(m_afterHashes[static_cast<std::size_t>(item)]);

        std::vector<Pair> pairs;
        std::size_t b = 0;
        std::size_t a = 0;
        const auto gapUpTo = [&](std::size_t beforeEnd, std::size_t afterEnd) {
            // In a gap the first goes with the first: most often the same thing, changed.
            while (b < beforeEnd && a < afterEnd && isAlike(before[b], after[a]))
                pairs.push_back({before[b++], after[a++]});
            while (b < beforeEnd)
                pairs.push_back({before[b++], none});
            while (a < afterEnd)
                pairs.push_back({none, after[a++]});
        };
        for (const Run& run : commonRuns(beforeTokens, afterTokens, m_options.runs, m_cancelled)) {
            gapUpTo(run.before, run.after);
            for (std::size_t i = 0; i < run.length; ++i)
                pairs.push_back({before[b++], after[a++]});
        }
        gapUpTo(before.size(), after.size());
        return pairs;
    }

    bool isAlike(std::int32_t before, std::int32_t after) const
    {
        return left(before).type == right(after).type && leftKey(before) == rightKey(after);
    }

    const Document& m_before;
    const Document& m_after;
    const Options& m_options;
    const Cancelled& m_cancelled;
    std::vector<std::uint64_t> m_beforeHashes;
    std::vector<std::uint64_t> m_afterHashes;
    Pair m_top;
    Comparison m_result;
    std::size_t m_sameListed = 0;
};

} // namespace

Comparison compare(const Document& before, std::int32_t beforeRoot, const Document& after, std::int32_t afterRoot,
                   const Options& options, const Cancelled& cancelled)
{
    if (beforeRoot < 0 || afterRoot < 0)
        return {};
    return Walk(before, after, options, cancelled).run(beforeRoot, afterRoot);
}

} // namespace hookloupe::compare
