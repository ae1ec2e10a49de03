// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/decoder.h"
#include "decode/json_string.h"

namespace hookloupe::decode {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void forget(Document& document)
{
    document.nodes.clear();
    document.texts.clear();
    document.partial = false;
}

/// Reads RFC 8259 strictly into nodes: document order, duplicates, and the text of every token kept.
/// Iterative.
class JsonReader {
public:
    JsonReader(Document& document, const DecodeLimits& limits)
        : m_document(document), m_text(document.text), m_limits(limits)
    {
    }

    void read()
    {
        if (m_text.size() > m_limits.bytes) {
            fail(Problem::JsonTooLarge, "more than " + std::to_string(m_limits.bytes) + " bytes");
            return;
        }
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_at = 3;
        m_expected = Expected::Value;
        while (!m_failed) {
            skipSpace();
            if (m_expected == Expected::Nothing)
                break;
            if (m_at == m_text.size()) {
                syntax("the text ends in the middle");
                return;
            }
            step();
        }
        if (!m_failed && m_at < m_text.size())
            syntax("text after the end of the value");
    }

private:
    enum class Expected { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd, Nothing };

    void step()
    {
        const char c = m_text[m_at];
        switch (m_expected) {
        case Expected::ValueOrEnd:
            if (c == ']')
                return close();
            return value(c);
        case Expected::Value:
            return value(c);
        case Expected::KeyOrEnd:
            if (c == '}')
                return close();
            return key(c);
        case Expected::Key:
            return key(c);
        case Expected::CommaOrEnd:
            return afterValue(c);
        case Expected::Nothing:
            return;
        }
    }

    void value(char c)
    {
        if (c == '{' || c == '[')
            return open(c == '{');
        if (c == '"')
            return stringValue();
        if (c == '-' || isDigit(c))
            return number();
        if (c == 't')
            return literal("true", NodeType::True);
        if (c == 'f')
            return literal("false", NodeType::False);
        if (c == 'n')
            return literal("null", NodeType::Null);
        syntax("a value is expected");
    }

    void open(bool object)
    {
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth))
            return fail(Problem::JsonTooDeep, "nested deeper than " + std::to_string(m_limits.depth));
        add(object ? NodeType::Object : NodeType::Array, {}, m_at, 1);
        if (m_failed)
            return;
        m_open.push_back(static_cast<std::int32_t>(m_document.nodes.size()) - 1);
        ++m_at;
        m_expected = object ? Expected::KeyOrEnd : Expected::ValueOrEnd;
    }

    void close()
    {
        Node& node = m_document.nodes[static_cast<std::size_t>(m_open.back())];
        ++m_at;
        node.length = narrow(m_at) - node.offset;
        closeNode(m_document, m_open.back());
        m_open.pop_back();
        m_expected = m_open.empty() ? Expected::Nothing : Expected::CommaOrEnd;
    }

    void afterValue(char c)
    {
        const bool inObject =
            m_document.nodes[static_cast<std::size_t>(m_open.back())].type == NodeType::Object;
        if (c == (inObject ? '}' : ']'))
            return close();
        if (c != ',')
            return syntax(inObject ? "a comma or } is expected" : "a comma or ] is expected");
        ++m_at;
        m_expected = inObject ? Expected::Key : Expected::Value;
    }

    void key(char c)
    {
        if (c != '"')
            return syntax("a member name in quotes is expected");
        m_keyOffset = m_at;
        if (!string(m_keyText))
            return;
        m_keyLength = m_at - m_keyOffset;
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != ':')
            return syntax("a colon is expected");
        ++m_at;
        m_expected = Expected::Value;
    }

    void stringValue()
    {
        const std::size_t start = m_at;
        std::optional<std::string> text;
        if (string(text))
            scalar(NodeType::String, start, text ? &*text : nullptr);
    }

    void number()
    {
        const std::size_t start = m_at;
        if (m_text[m_at] == '-')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '0')
            ++m_at;
        else if (!digits())
            return syntax("a digit is expected");
        if (m_at < m_text.size() && m_text[m_at] == '.') {
            ++m_at;
            if (!digits())
                return syntax("a digit is expected after the point");
        }
        if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
            ++m_at;
            if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-'))
                ++m_at;
            if (!digits())
                return syntax("a digit is expected in the exponent");
        }
        scalar(NodeType::Number, start);
    }

    bool digits()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
        return m_at > start;
    }

    void literal(std::string_view word, NodeType type)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return syntax("a value is expected");
        const std::size_t start = m_at;
        m_at += word.size();
        scalar(type, start);
    }

    void scalar(NodeType type, std::size_t start, const std::string* text = nullptr)
    {
        add(type, text, start, m_at - start);
        m_expected = m_open.empty() ? Expected::Nothing : Expected::CommaOrEnd;
    }

    /// Moves behind the string token at the cursor; false after a failure. `text` is set if it has escapes.
    bool string(std::optional<std::string>& text)
    {
        const std::size_t start = m_at++;
        bool escapes = false;
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at]);
            if (c == '"') {
                if (escapes)
                    text = unescaped(start + 1);
                ++m_at;
                return true;
            }
            if (c < 0x20) {
                syntax("a control character in a string must be escaped");
                return false;
            }
            if (c == '\\') {
                escapes = true;
                if (!skipEscape())
                    return false;
            } else if (c < 0x80) {
                ++m_at;
            } else if (const auto point = firstCodePoint(m_text.substr(m_at))) {
                m_at += point->length;
            } else {
                fail(Problem::NotUtf8, "a byte that is not UTF-8");
                return false;
            }
        }
        m_at = start;
        syntax("the string does not end");
        return false;
    }

    /// What is between `start` and the cursor, whose escapes were found to be right.
    std::string unescaped(std::size_t start)
    {
        auto decoded = unescapeJson(m_text.substr(start, m_at - start));
        if (decoded->loneSurrogate && m_document.problem == Problem::None)
            setProblem(m_document, Problem::LoneSurrogate, start + *decoded->loneSurrogate, "half of a surrogate pair");
        return std::move(decoded->text);
    }

    bool skipEscape()
    {
        const char c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (c == 'u' && m_at + 6 <= m_text.size() && fromHex(m_text.substr(m_at + 2, 4))) {
            m_at += 6;
            return true;
        }
        if (c != '\0' && std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
            m_at += 2;
            return true;
        }
        syntax("an escape that JSON does not have");
        return false;
    }

    static std::uint32_t narrow(std::size_t size) { return static_cast<std::uint32_t>(size); }

    void add(NodeType type, const std::string* value, std::size_t offset, std::size_t length)
    {
        if (m_document.nodes.size() >= m_limits.nodes)
            return fail(Problem::JsonTooLarge, "more than " + std::to_string(m_limits.nodes) + " values");
        Node node;
        node.type = type;
        node.offset = narrow(offset);
        node.length = narrow(length);
        node.keyOffset = narrow(m_keyOffset);
        node.keyLength = narrow(m_keyLength);
        if (m_keyText)
            setKey(m_document, node, *m_keyText);
        if (value)
            setValue(m_document, node, *value);
        m_keyText.reset();
        m_keyOffset = 0;
        m_keyLength = 0;
        addNode(m_document, node, m_open.empty() ? -1 : m_open.back());
    }

    void skipSpace()
    {
        while (
            m_at < m_text.size()
            && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' || m_text[m_at] == '\t'))
            ++m_at;
    }

    void syntax(const char* detail) { fail(Problem::JsonSyntax, detail); }

    void fail(Problem problem, std::string detail)
    {
        setProblem(m_document, problem, m_at, std::move(detail));
        m_failed = true;
        if (m_limits.keepPart && !m_document.nodes.empty())
            keepPart();
        else
            forget(m_document);
    }

    /// What is open ends where the fault is.
    void keepPart()
    {
        m_document.partial = true;
        for (; !m_open.empty(); m_open.pop_back()) {
            Node& node = m_document.nodes[static_cast<std::size_t>(m_open.back())];
            node.length = narrow(m_at) - node.offset;
            closeNode(m_document, m_open.back());
        }
    }

    Document& m_document;
    std::string_view m_text;
    const DecodeLimits& m_limits;
    std::vector<std::int32_t> m_open;
    std::optional<std::string> m_keyText;  ///< of a member name with escapes
    std::size_t m_keyOffset = 0;
    std::size_t m_keyLength = 0;
    std::size_t m_at = 0;
    Expected m_expected = Expected::Value;
    bool m_failed = false;
};

} // namespace

bool decodeJson(const MediaType& type, const DecodeLimits& limits, Document& document)
{
    const bool named =
        type.name == "application/json" || type.name == "text/json" || type.name.ends_with("+json");
    const char first = firstByte(document.text);
    // Unnamed, or named wrongly as `curl -d` does: an object or array that reads well.
    if (!named && first != '{' && first != '[')
        return false;
    JsonReader(document, limits).read();
    if (!named && (document.nodes.empty() || document.partial)) {
        const bool limit =
            document.problem == Problem::JsonTooDeep || document.problem == Problem::JsonTooLarge;
        if (!limit) {
            setProblem(document, Problem::None, 0, {});
            forget(document);
            return false;
        }
    }
    document.format = Format::Json;
    return true;
}

} // namespace hookloupe::decode
