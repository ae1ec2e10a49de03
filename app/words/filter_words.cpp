// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/filter_words.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace hookloupe::words {

namespace {

constexpr qsizetype longestPart = 80;
constexpr qsizetype mostPossible = 12;

struct FilterWords {
    Q_DECLARE_TR_FUNCTIONS(FilterWords)
};

QString shown(std::string_view foreign)
{
    QString text = QString::fromStdString(visibleText(foreign));
    if (text.size() > longestPart)
        text = text.left(longestPart - 1) + QChar(u'…');
    return text;
}

QString listed(const std::vector<std::string>& possible)
{
    QStringList all;
    for (const std::string& one : possible) {
        if (all.size() == mostPossible) {
            all << QStringLiteral("…");
            break;
        }
        all << shown(one);
    }
    return all.join(QStringLiteral(", "));
}

QString wayOut(const filter::FilterFault& fault)
{
    using filter::FilterMistake;
    switch (fault.mistake) {
    case FilterMistake::NotACondition:
        return FilterWords::tr("A condition is written KEY=VALUE, such as event=commit_create.");
    case FilterMistake::UnknownKey:
        return FilterWords::tr("There is no “%1”. Keys are %2.").arg(shown(fault.wrong), listed(fault.possible));
    case FilterMistake::NoValue:
        return FilterWords::tr("A value is missing.");
    case FilterMistake::UnknownEndpoint:
        return FilterWords::tr("There is no endpoint “%1”. There are %2.").arg(shown(fault.wrong), listed(fault.possible));
    case FilterMistake::UnknownVerdict:
        return FilterWords::tr("“%1” is no verdict. Verdicts are %2.").arg(shown(fault.wrong), listed(fault.possible));
    case FilterMistake::BadStatus:
        return FilterWords::tr("“%1” is no status: write a number from 100 to 599, a class such as 4xx, or none.").arg(shown(fault.wrong));
    case FilterMistake::BadMoment:
        return FilterWords::tr("Write one moment in UTC: since=2026-11-22 or until=2026-11-22T10:30:00.");
    }
    return {};
}

} // namespace

QString filterFaultSentence(const filter::FilterFault& fault)
{
    return FilterWords::tr("In the filter at character %1, “%2”: %3")
        .arg(QLocale().toString(static_cast<qulonglong>(fault.position + 1)), shown(fault.condition), wayOut(fault));
}

} // namespace hookloupe::words
