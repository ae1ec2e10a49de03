// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/comparison.h"

#include <QCoreApplication>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr qsizetype longest = 400;

QString say(const char* text)
{
    return QCoreApplication::translate("Comparison", text);
}

QString cut(QString text)
{
    if (text.size() > longest)
        text = text.left(longest) + u'…';
    return text;
}

} // namespace

Comparison compareTexts(QString expected, QString received)
{
    Comparison result;
    result.expected = cut(std::move(expected));
    result.received = cut(std::move(received));
    if (result.expected.isEmpty() || result.received.isEmpty())
        return result;
    const qsizetype length = std::max(result.expected.size(), result.received.size());
    for (qsizetype i = 0; i < length; ++i) {
        const bool both = i < result.expected.size() && i < result.received.size();
        const bool same = both && result.expected[i] == result.received[i];
        result.marks += same ? u' ' : u'^';
        result.differing += same ? 0 : 1;
        if (!same && result.first < 0)
            result.first = i;
    }
    return result;
}

Comparison withoutMarks(Comparison comparison)
{
    comparison.marks.clear();
    comparison.differing = 0;
    comparison.first = -1;
    return comparison;
}

QString comparisonSentence(const Comparison& comparison)
{
    if (comparison.received.isEmpty())
        return say(QT_TRANSLATE_NOOP("Comparison", "The request has no signature to compare."));
    if (comparison.expected.isEmpty())
        return say(QT_TRANSLATE_NOOP("Comparison", "There is nothing to expect without a secret."));
    if (comparison.first < 0)
        return say(QT_TRANSLATE_NOOP("Comparison", "Both are the same."));
    return say(QT_TRANSLATE_NOOP("Comparison", "They differ from position %1 on; characters that differ: %2 of %3, underlined."))
        .arg(comparison.first + 1)
        .arg(comparison.differing)
        .arg(comparison.marks.size());
}

} // namespace hookloupe::ui
