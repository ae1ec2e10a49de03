// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_words.h"

#include "base/text.h"
#include "detail/payload_tree_model.h"
#include "style/short_words.h"

#include <QLocale>

namespace hookloupe::ui {

namespace {

constexpr int longestName = 80;

QString idWord(speckle::IdKind kind)
{
    switch (kind) {
    case speckle::IdKind::None:
        return {};
    case speckle::IdKind::Project:
        return PayloadTreeModel::tr("project id");
    case speckle::IdKind::Model:
        return PayloadTreeModel::tr("model id");
    case speckle::IdKind::Version:
        return PayloadTreeModel::tr("version id");
    case speckle::IdKind::Object:
        return PayloadTreeModel::tr("object id");
    case speckle::IdKind::User:
        return PayloadTreeModel::tr("user id");
    case speckle::IdKind::Comment:
        return PayloadTreeModel::tr("comment id");
    case speckle::IdKind::Webhook:
        return PayloadTreeModel::tr("webhook id");
    }
    return {};
}

} // namespace

QString nodeTypeWord(decode::NodeType type)
{
    using decode::NodeType;
    switch (type) {
    case NodeType::Object:
        return PayloadTreeModel::tr("object");
    case NodeType::Array:
        return PayloadTreeModel::tr("array");
    case NodeType::String:
        return PayloadTreeModel::tr("string");
    case NodeType::Number:
        return PayloadTreeModel::tr("number");
    case NodeType::True:
    case NodeType::False:
        return PayloadTreeModel::tr("boolean");
    case NodeType::Null:
        return PayloadTreeModel::tr("null");
    case NodeType::Element:
        return PayloadTreeModel::tr("element");
    case NodeType::Attribute:
        return PayloadTreeModel::tr("attribute");
    case NodeType::Field:
        return PayloadTreeModel::tr("field");
    case NodeType::Part:
        return PayloadTreeModel::tr("part");
    }
    return {};
}

QString idWords(const speckle::IdMeaning& meaning)
{
    const QString word = idWord(meaning.kind);
    if (word.isEmpty() || meaning.name.empty())
        return word;
    return PayloadTreeModel::tr("%1 of “%2”", "project id of “Tower”").arg(word, shownText(meaning.name, longestName));
}

QString cutValue(std::string_view bytes, std::size_t longest)
{
    if (bytes.size() <= longest)
        return QString::fromStdString(visibleText(bytes));
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80)
        --end;
    const QString begin = QString::fromStdString(visibleText(bytes.substr(0, end)));
    return PayloadTreeModel::tr("%1… (%2 bytes more)").arg(begin, QLocale().toString(qulonglong(bytes.size() - end)));
}

} // namespace hookloupe::ui
