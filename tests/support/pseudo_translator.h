// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QTranslator>

#include <utility>

namespace hookloupe::test {

/// A language that does not exist, to see what a real one would break: every text 30 % longer (short ones more), with
/// accents above and below the line and in brackets, so that a text that is cut, drawn outside tr() or put together from
/// pieces shows. Placeholders, mnemonics, markup and line breaks stay as they are.
[[nodiscard]] inline QString pseudoText(const QString& source)
{
    static constexpr std::pair<char16_t, char16_t> accented[] = {
        {u'a', u'å'}, {u'c', u'ç'}, {u'e', u'é'}, {u'g', u'ğ'}, {u'i', u'î'}, {u'k', u'ķ'}, {u'l', u'ļ'}, {u'n', u'ñ'},
        {u'o', u'ö'}, {u'r', u'ŕ'}, {u's', u'š'}, {u't', u'ţ'}, {u'u', u'ü'}, {u'w', u'ŵ'}, {u'y', u'ý'}, {u'z', u'ž'},
        {u'A', u'Å'}, {u'C', u'Ç'}, {u'E', u'É'}, {u'G', u'Ğ'}, {u'I', u'Î'}, {u'N', u'Ñ'}, {u'O', u'Ö'}, {u'R', u'Ŕ'},
        {u'S', u'Š'}, {u'T', u'Ţ'}, {u'U', u'Ü'}, {u'Y', u'Ý'}};
    if (source.trimmed().isEmpty())
        return source;
    if (const auto patterns = source.indexOf(u" (*"); patterns > 0) // a file filter: read by the dialog
        return pseudoText(source.left(patterns)) + source.mid(patterns);
    QString text;
    bool inTag = false;
    int letters = 0;
    for (qsizetype at = 0; at < source.size(); ++at) {
        const QChar character = source.at(at);
        inTag = inTag || (character == u'<' && at + 1 < source.size() && (source.at(at + 1).isLetter() || source.at(at + 1) == u'/'));
        if (inTag || character == u'%') {
            text += character;
            inTag = inTag && character != u'>';
            // %1, %12, %L1, %n
            while (!inTag && character == u'%' && at + 1 < source.size()
                   && (source.at(at + 1).isDigit() || source.at(at + 1) == u'n' || source.at(at + 1) == u'L'))
                text += source.at(++at);
            continue;
        }
        char16_t drawn = character.unicode();
        for (const auto& [plain, accent] : accented)
            drawn = drawn == plain ? accent : drawn;
        text += QChar(drawn);
        letters += character.isLetter() ? 1 : 0;
    }
    // Words rather than one long tail: a tail would make every line break differ from that of a real language.
    const int wanted = letters < 10 ? 2 : letters * 3 / 10 - 2;
    QString tail;
    for (int added = 0; added < wanted; ++added)
        tail += letters >= 20 && added % 6 == 0 ? QChar(u' ') : QChar(u'ö');
    return u'[' + text + tail + u']';
}

/// Install with QCoreApplication::installTranslator(); every text of the program and of Qt made after that is pseudo.
class PseudoTranslator : public QTranslator {
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override
    {
        const QLatin1StringView where(context);
        // Names of keys are no longer in any language, and this one text is a switch.
        if (where == QLatin1StringView("QShortcut") || qstrcmp(source, "QT_LAYOUT_DIRECTION") == 0)
            return {};
        return pseudoText(QString::fromUtf8(source));
    }
};

/// Pseudo while it lives.
class PseudoLanguage {
public:
    PseudoLanguage() { QCoreApplication::installTranslator(&m_translator); }
    ~PseudoLanguage() { QCoreApplication::removeTranslator(&m_translator); }
    Q_DISABLE_COPY_MOVE(PseudoLanguage)

private:
    PseudoTranslator m_translator;
};

} // namespace hookloupe::test
