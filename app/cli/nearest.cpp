// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/nearest.h"

#include <algorithm>
#include <vector>

namespace hookloupe::cli {

namespace {

constexpr std::size_t longestName = 64; // what is longer is no slip of a name

/// How many letters were left out, put in, changed or exchanged with their neighbour.
std::size_t slips(std::string_view one, std::string_view other)
{
    std::vector<std::vector<std::size_t>> cost(one.size() + 1, std::vector<std::size_t>(other.size() + 1));
    for (std::size_t i = 0; i <= one.size(); ++i) {
        for (std::size_t j = 0; j <= other.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (one[i - 1] != other[j - 1])});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost.back().back();
}

} // namespace

std::optional<std::string> nearestName(std::string_view given, std::span<const std::string> names)
{
    if (given.size() < 2 || given.size() > longestName)
        return std::nullopt;
    const auto begins = [given](const std::string& name) { return name.starts_with(given); };
    if (std::count_if(names.begin(), names.end(), begins) == 1)
        return *std::find_if(names.begin(), names.end(), begins);
    const std::size_t most = given.size() < 5 ? 1 : 2;
    std::optional<std::string> nearest;
    std::size_t fewest = most + 1;
    for (const std::string& name : names) {
        const std::size_t count = slips(given, name);
        if (count == fewest && count <= most)
            nearest.reset();
        if (count >= fewest)
            continue;
        fewest = count;
        nearest = name;
    }
    return nearest;
}

} // namespace hookloupe::cli
