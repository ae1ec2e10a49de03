// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/byte_text.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ByteText)
};

// Where the marks begin, among the low surrogates.
constexpr char16_t byteMarks = 0xdc00;   ///< + the byte, 0x80 to 0xff
constexpr char16_t tagMarks = 0xdc00;    ///< + what a tag (U+E0000 to U+E007F) has beyond U+E0000
constexpr char16_t pointMarks = 0xdd00;  ///< + a code point below U+0100
constexpr char16_t tableMarks = 0xde00;  ///< + index into deceiving()
constexpr char16_t hiddenMarks = 0xdf00; ///< + number of the stretch
constexpr std::size_t mostHidden = 0x100;

constexpr std::size_t shownBegin = 96;   ///< bytes of a hidden stretch's neighbours that stay in sight
constexpr std::size_t shownEnd = 24;

constexpr char32_t firstTag = 0xe0000;
constexpr char32_t lastTag = 0xe007f;

/// Beyond U+00FF: those that are not seen, and those that QTextDocument takes for its own.
const std::vector<char32_t>& deceiving()
{
    static const std::vector<char32_t> points = [] {
        std::vector<char32_t> found{0xfdd0, 0xfdd1, 0xfffc, 0xfffe};
        for (char32_t point = 0x100; point < 0x20000; ++point) {
            if (isUnseen(point))
                found.push_back(point);
        }
        return found;
    }();
    return points;
}

/// The mark for a code point; 0 if it is shown as it is.
char16_t markFor(char32_t point)
{
    if (point < 0x100)
        return isUnseen(point) && point != '\n' && point != '\t' ? static_cast<char16_t>(pointMarks + point) : char16_t(0);
    if (point >= firstTag && point <= lastTag)
        return static_cast<char16_t>(tagMarks + (point - firstTag));
    const auto found = std::find(deceiving().begin(), deceiving().end(), point);
    return found == deceiving().end() ? char16_t(0) : static_cast<char16_t>(tableMarks + (found - deceiving().begin()));
}

struct Stretch {
    std::size_t begin;
    std::size_t end;
};

/// The inside of a long run of bytes, cut between characters; its ends stay in sight.
void addStretch(std::vector<Stretch>& found, std::string_view bytes, std::size_t begin, std::size_t end, std::size_t longest)
{
    if (end - begin <= longest || found.size() == mostHidden)
        return;
    const auto toCharacter = [bytes](std::size_t at) {
        while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xc0) == 0x80)
            ++at;
        return at;
    };
    found.push_back({toCharacter(begin + shownBegin), toCharacter(end - shownEnd)});
}

std::vector<Stretch> longStrings(std::string_view json)
{
    std::vector<Stretch> found;
    std::size_t open = json.find('"');
    while (open != std::string_view::npos) {
        std::size_t close = open + 1;
        while (close < json.size() && json[close] != '"' && json[close] != '\n')
            close += json[close] == '\\' ? 2U : 1U;
        close = std::min(close, json.size());
        addStretch(found, json, open + 1, close, longestString);
        open = close + 1 < json.size() ? json.find('"', close + 1) : std::string_view::npos;
    }
    return found;
}

std::vector<Stretch> longLines(std::string_view bytes)
{
    std::vector<Stretch> found;
    std::size_t begin = 0;
    while (begin < bytes.size()) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        addStretch(found, bytes, begin, end, longestLine);
        begin = end + 1;
    }
    return found;
}

std::vector<Stretch> stretchesOf(std::string_view bytes, Stretches kind)
{
    switch (kind) {
    case Stretches::Strings: return longStrings(bytes);
    case Stretches::Lines: return longLines(bytes);
    case Stretches::None: break;
    }
    return {};
}

void append(ByteText& out, std::string_view bytes)
{
    while (!bytes.empty()) {
        std::size_t plain = 0;
        while (plain < bytes.size() && ((bytes[plain] >= 0x20 && bytes[plain] < 0x7f) || bytes[plain] == '\n' || bytes[plain] == '\t'))
            ++plain;
        out.text += QLatin1StringView(bytes.data(), static_cast<qsizetype>(plain));
        bytes.remove_prefix(plain);
        if (bytes.empty())
            return;
        const auto point = firstCodePoint(bytes);
        const char16_t mark = point ? markFor(point->value)
                                    : static_cast<char16_t>(byteMarks + static_cast<unsigned char>(bytes.front()));
        if (mark != 0) {
            out.text += QChar(mark);
            ++out.marks;
        } else {
            out.text += QChar::fromUcs4(point->value);
        }
        bytes.remove_prefix(point ? point->length : 1);
    }
}

void appendMark(std::string& out, char16_t mark, const std::vector<std::string>& hidden)
{
    const auto number = static_cast<std::size_t>(mark & 0xff);
    switch (mark & 0xff00) {
    case byteMarks:
        if (number <= lastTag - firstTag)
            appendUtf8(out, firstTag + static_cast<char32_t>(number));
        else
            out += static_cast<char>(number);
        return;
    case pointMarks: appendUtf8(out, static_cast<char32_t>(number)); return;
    case tableMarks: appendUtf8(out, number < deceiving().size() ? deceiving()[number] : U'\ufffd'); return;
    case hiddenMarks:
        if (number < hidden.size())
            out += hidden[number];
        else
            appendUtf8(out, U'\ufffd');
        return;
    }
}

} // namespace

ByteText textOf(std::string_view bytes, Stretches stretches)
{
    ByteText out;
    auto hidden = std::make_shared<std::vector<std::string>>();
    std::size_t at = 0;
    for (const Stretch& stretch : stretchesOf(bytes, stretches)) {
        append(out, bytes.substr(at, stretch.begin - at));
        out.text += QChar(static_cast<char16_t>(hiddenMarks + hidden->size()));
        ++out.marks;
        hidden->emplace_back(bytes.substr(stretch.begin, stretch.end - stretch.begin));
        at = stretch.end;
    }
    append(out, bytes.substr(at));
    out.hidden = std::move(hidden);
    return out;
}

char16_t markAt(const QString& text, qsizetype at)
{
    if (at < 0 || at >= text.size() || !text.at(at).isLowSurrogate() || (at > 0 && text.at(at - 1).isHighSurrogate()))
        return 0;
    return text.at(at).unicode();
}

std::string bytesOf(const QString& text, const std::vector<std::string>& hidden)
{
    std::string out;
    out.reserve(static_cast<std::size_t>(text.size()));
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t mark = markAt(text, at);
        if (mark == 0)
            continue;
        out += QStringView(text).sliced(from, at - from).toUtf8().toStdString();
        appendMark(out, mark, hidden);
        from = at + 1;
    }
    return out += QStringView(text).sliced(from).toUtf8().toStdString();
}

QString markWords(char16_t mark, const std::vector<std::string>& hidden)
{
    const auto number = static_cast<std::size_t>(mark & 0xff);
    const auto code = [](char32_t point) { return u"U+%1"_s.arg(uint(point), 4, 16, QLatin1Char('0')).toUpper(); };
    switch (mark & 0xff00) {
    case byteMarks:
        if (number <= lastTag - firstTag)
            return Words::tr("the character %1, which cannot be seen").arg(code(firstTag + static_cast<char32_t>(number)));
        return Words::tr("the byte %1, which is no UTF-8").arg(uint(number), 2, 16, QLatin1Char('0'));
    case pointMarks: return Words::tr("the character %1, which cannot be seen").arg(code(static_cast<char32_t>(number)));
    case tableMarks:
        return Words::tr("the character %1, which cannot be seen").arg(code(number < deceiving().size() ? deceiving()[number] : U'\ufffd'));
    case hiddenMarks:
        return Words::tr("%1 bytes that are sent but not shown")
            .arg(QLocale().toString(static_cast<qulonglong>(number < hidden.size() ? hidden[number].size() : 0)));
    }
    return {};
}

} // namespace hookloupe::ui
