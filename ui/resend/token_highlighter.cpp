// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/token_highlighter.h"

#include "resend/byte_text.h"
#include "style/colours.h"
#include "widgets/token_colours.h"

namespace hookloupe::ui {

using decode::TokenKind;

namespace {

qsizetype endOfString(const QString& text, qsizetype open)
{
    qsizetype at = open + 1;
    while (at < text.size() && text.at(at) != u'"')
        at += text.at(at) == u'\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

qsizetype endOfWord(const QString& text, qsizetype at)
{
    while (at < text.size() && (text.at(at).isLetterOrNumber() || QStringView(u"+-.").contains(text.at(at))))
        ++at;
    return at;
}

bool isBeforeColon(const QString& text, qsizetype at)
{
    while (at < text.size() && text.at(at).isSpace())
        ++at;
    return at < text.size() && text.at(at) == u':';
}

} // namespace

TokenHighlighter::TokenHighlighter(QTextDocument* document, const QPalette& palette)
    : QSyntaxHighlighter(document), m_palette(palette)
{
}

void TokenHighlighter::setSyntax(Syntax syntax)
{
    if (syntax != m_syntax) {
        m_syntax = syntax;
        rehighlight();
    }
}

void TokenHighlighter::setPalette(const QPalette& palette)
{
    m_palette = palette;
    rehighlight();
}

void TokenHighlighter::highlightBlock(const QString& text)
{
    switch (m_syntax) {
    case Syntax::Plain: break;
    case Syntax::Json: highlightJson(text); break;
    case Syntax::Head: highlightHead(text); break;
    }
    highlightMarks(text);
}

void TokenHighlighter::highlightJson(const QString& text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text.at(at);
        qsizetype end = at + 1;
        TokenKind kind = TokenKind::Punctuation;
        if (c == u'"') {
            end = endOfString(text, at);
            kind = isBeforeColon(text, end) ? TokenKind::Key : TokenKind::String;
        } else if (c.isDigit() || c == u'-') {
            end = std::max(end, endOfWord(text, at));
            kind = TokenKind::Number;
        } else if (c.isLetter()) {
            end = std::max(end, endOfWord(text, at));
            kind = TokenKind::Literal;
        }
        if (kind != TokenKind::Punctuation)
            setFormat(static_cast<int>(at), static_cast<int>(end - at), tokenColour(m_palette, kind));
        at = end;
    }
}

void TokenHighlighter::highlightHead(const QString& text)
{
    const qsizetype colon = currentBlock().blockNumber() == 0 ? -1 : text.indexOf(u':');
    if (colon > 0)
        setFormat(0, static_cast<int>(colon), tokenColour(m_palette, TokenKind::Key));
}

void TokenHighlighter::highlightMarks(const QString& text)
{
    const Colours colours = coloursFor(m_palette);
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (markAt(text, at) == 0)
            continue;
        QTextCharFormat marked;
        marked.setBackground(colours.warningBackground);
        marked.setForeground(colours.warningText);
        setFormat(static_cast<int>(at), 1, marked);
    }
}

} // namespace hookloupe::ui
