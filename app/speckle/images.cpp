// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/images.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::speckle {

namespace {

constexpr std::size_t mostImages = 16;
constexpr std::size_t largestImage = 16 * 1024 * 1024;
constexpr std::string_view prefix = "data:image/";
constexpr std::string_view base64Mark = ";base64";

/// "image/png" of "data:image/png;base64,…"; empty if it is no such URL.
std::string_view mediaTypeOf(std::string_view url)
{
    if (!equalsIgnoreCase(url.substr(0, prefix.size()), prefix))
        return {};
    const std::size_t comma = url.substr(0, 200).find(',');
    if (comma == std::string_view::npos || comma < base64Mark.size()
        || !equalsIgnoreCase(url.substr(comma - base64Mark.size(), base64Mark.size()), base64Mark))
        return {};
    const std::string_view type = url.substr(5, url.find(';') - 5);
    const bool plain = std::all_of(type.begin(), type.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("/+-.").find(c) != std::string_view::npos;
    });
    return plain ? type : std::string_view();
}

} // namespace

std::vector<EmbeddedImage> imagesOf(const PayloadTree& tree)
{
    std::vector<EmbeddedImage> images;
    if (tree.payload() == PayloadTree::none)
        return images;
    const std::int32_t end = tree.node(tree.payload()).end;
    for (std::int32_t i = tree.payload(); i < end && images.size() < mostImages; ++i) {
        const decode::Node& node = tree.node(i);
        if (node.type != decode::NodeType::String || tree.value(i).size() > largestImage)
            continue;
        const std::string_view url = tree.value(i);
        const std::string_view type = mediaTypeOf(url);
        if (!type.empty())
            images.push_back({tree.path(i), std::string(type), std::string(url.substr(url.find(',') + 1))});
    }
    return images;
}

} // namespace hookloupe::speckle
