// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/decoder.h"

#include <pugixml.hpp>

namespace hookloupe::decode {

namespace {

/// pugixml takes about ten times the text in memory; larger documents are shown as text.
constexpr std::size_t largestXml = 16 * 1024 * 1024;

class XmlWalk : public pugi::xml_tree_walker {
public:
    XmlWalk(Document& document, const DecodeLimits& limits) : m_document(document), m_limits(limits) {}

    bool begin(pugi::xml_node&) override { return true; }

    /// Called in document order; depth() is 0 for what stands directly in the document.
    bool for_each(pugi::xml_node& node) override
    {
        if (depth() >= m_limits.depth || m_document.nodes.size() >= m_limits.nodes) {
            setProblem(m_document, Problem::XmlSyntax, offsetOf(node),
                       "nested too deep, or too many elements");
            return false;
        }
        closeTo(static_cast<std::size_t>(depth()));
        // pugixml is lenient here; a tree has one root (XML 1.0, section 2.1).
        if (node.type() == pugi::node_element && m_open.empty() && !m_document.nodes.empty()) {
            setProblem(m_document, Problem::XmlSyntax, offsetOf(node), "more than one root element");
            return false;
        }
        if (node.type() == pugi::node_element)
            addElement(node);
        else if ((node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) && !m_open.empty())
            addText(node);
        return true;
    }

    void closeTo(std::size_t depth)
    {
        while (m_open.size() > depth) {
            closeNode(m_document, m_open.back());
            m_open.pop_back();
        }
    }

private:
    static std::uint32_t offsetOf(const pugi::xml_node& node)
    {
        const std::ptrdiff_t offset = node.offset_debug();
        return offset < 0 ? 0 : static_cast<std::uint32_t>(offset);
    }

    void addElement(const pugi::xml_node& node)
    {
        Node element;
        element.type = NodeType::Element;
        const std::string_view name = node.name();
        element.offset = offsetOf(node);
        element.length = static_cast<std::uint32_t>(name.size());
        element.keyOffset = element.offset;
        element.keyLength = element.length;
        setKey(m_document, element, name);
        const std::int32_t index = addNode(m_document, element, m_open.empty() ? -1 : m_open.back());
        for (const pugi::xml_attribute attribute : node.attributes()) {
            if (m_document.nodes.size() >= m_limits.nodes)
                break;
            Node one;
            one.type = NodeType::Attribute;
            one.offset = offsetOf(node);
            setKey(m_document, one, attribute.name());
            setValue(m_document, one, attribute.value());
            addNode(m_document, one, index);
        }
        m_open.push_back(index);
    }

    /// An element with nothing but a text carries it itself.
    void addText(const pugi::xml_node& node)
    {
        if (!node.previous_sibling() && !node.next_sibling()) {
            setValue(m_document, m_document.nodes[static_cast<std::size_t>(m_open.back())], node.value());
            return;
        }
        Node text;
        text.type = NodeType::String;
        const std::string_view value = node.value();
        text.offset = offsetOf(node);
        text.length = static_cast<std::uint32_t>(value.size());
        setValue(m_document, text, value);
        addNode(m_document, text, m_open.back());
    }

    Document& m_document;
    const DecodeLimits& m_limits;
    std::vector<std::int32_t> m_open;
};

bool isXmlType(std::string_view name)
{
    return name == "application/xml" || name == "text/xml" || name.ends_with("+xml");
}

} // namespace

bool decodeXml(const MediaType& type, const DecodeLimits& limits, Document& document)
{
    const bool named = isXmlType(type.name);
    if (!named && !document.text.starts_with("<?xml"))
        return false;
    document.format = Format::Xml;
    if (document.text.size() > std::min(largestXml, limits.bytes)) {
        setProblem(document, Problem::XmlSyntax, 0, "too large for a tree");
        return true;
    }
    pugi::xml_document xml;
    // parse_default leaves the DTD out; pugixml knows no entities but XML's own five, so nothing can be
    // expanded.
    const pugi::xml_parse_result result =
        xml.load_buffer(document.text.data(), document.text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!result) {
        const std::size_t offset = result.offset < 0 ? 0 : static_cast<std::size_t>(result.offset);
        setProblem(document, Problem::XmlSyntax, std::min(offset, document.text.size()),
                   result.description());
        return true;
    }
    XmlWalk walk(document, limits);
    xml.traverse(walk);
    walk.closeTo(0);
    if (document.problem != Problem::None)
        document.nodes.clear();
    return true;
}

} // namespace hookloupe::decode
