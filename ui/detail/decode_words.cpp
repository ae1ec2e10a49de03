// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/decode_words.h"

#include "style/plain_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace hookloupe::ui {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("DecodeWords", text);
}

QString problemSentence(decode::Problem problem)
{
    using decode::Problem;
    switch (problem) {
    case Problem::None:
        return {};
    case Problem::JsonSyntax:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "This is not valid JSON: shown as received."));
    case Problem::JsonTooDeep:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "The JSON is nested too deeply to be read whole: shown as received."));
    case Problem::JsonTooLarge:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "The JSON has too many values to be read whole: shown as received."));
    case Problem::LoneSurrogate:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "A string has half of a surrogate pair (\\ud800 to \\udfff), which no "
                                                    "strict JSON reader takes: shown as received."));
    case Problem::NotUtf8:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "The text is not valid UTF-8: the bytes concerned are shown as \\x{…}."));
    case Problem::BadCompression:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "The body could not be decompressed: shown as received."));
    case Problem::CompressionBomb:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "Decompressed, the body is larger than the limit: it is not read "
                                                    "further."));
    case Problem::UnknownEncoding:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "The Content-Encoding is not known here: shown as received."));
    case Problem::FormSyntax:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "This is not a valid form: shown as received."));
    case Problem::MultipartSyntax:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "This is not valid multipart content: shown as received."));
    case Problem::XmlSyntax:
        return say(QT_TRANSLATE_NOOP("DecodeWords", "This is not valid XML, so there is no tree: shown as received."));
    }
    return {};
}

/// "The fault is at line 2, column 9 (byte 25 of the body): a value is expected." Columns count characters.
QString placeSentence(const decode::Document& document)
{
    const std::size_t offset = std::min(document.problemOffset, document.text.size());
    const std::string_view before(document.text.data(), offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto lineBegin = before.rfind('\n');
    const std::string_view inLine = before.substr(lineBegin == std::string_view::npos ? 0 : lineBegin + 1);
    const auto column = std::count_if(inLine.begin(), inLine.end(), [](char c) { return (c & 0xc0) != 0x80; }) + 1;
    return say(QT_TRANSLATE_NOOP("DecodeWords", "The fault is at line %1, column %2 (byte offset %3): %4."))
        .arg(line)
        .arg(column)
        .arg(document.problemOffset)
        .arg(shown(document.problemDetail));
}

} // namespace

QString readingRemark(const decode::Document& document)
{
    QStringList sentences;
    if (!document.undone.empty()) {
        QStringList names;
        for (const std::string& name : document.undone)
            names << shown(name);
        sentences << say(QT_TRANSLATE_NOOP("DecodeWords", "Content-Encoding %1 undone for display; the signature and the "
                                                          "raw bytes are of the encoded body."))
                         .arg(names.join(QStringLiteral(", ")));
    }
    if (!document.charset.empty()) {
        sentences << say(QT_TRANSLATE_NOOP("DecodeWords", "Read as %1 for display; the signature and the raw bytes are of the body as "
                                                          "it came."))
                         .arg(shown(document.charset));
    }
    if (document.problem != decode::Problem::None) {
        sentences << problemSentence(document.problem);
        const bool hasPlace = document.problem != decode::Problem::UnknownEncoding
            && document.problem != decode::Problem::BadCompression
            && document.problem != decode::Problem::CompressionBomb;
        if (hasPlace)
            sentences << placeSentence(document);
        else if (!document.problemDetail.empty())
            sentences << say(QT_TRANSLATE_NOOP("DecodeWords", "Detail: %1.")).arg(shown(document.problemDetail));
    }
    return sentences.join(u' ');
}

} // namespace hookloupe::ui
