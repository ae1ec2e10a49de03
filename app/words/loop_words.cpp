// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/loop_words.h"

#include "base/text.h"
#include "speckle/event.h"
#include "words/isolated.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace hookloupe::words {

namespace {

constexpr qsizetype longestName = 60;

struct LoopWords {
    Q_DECLARE_TR_FUNCTIONS(LoopWords)
};

QString shown(std::string_view foreign)
{
    QString text = QString::fromStdString(visibleText(foreign));
    if (text.size() > longestName)
        text = text.left(longestName - 1) + QChar(u'…');
    return isolated(text);
}

QString eventOf(const std::string& wireName)
{
    return shown(speckle::uiName(wireName));
}

QString projectOf(const loop_detector::Reason& reason)
{
    if (reason.projectName.empty() && reason.project.empty())
        return LoopWords::tr("unknown", "project");
    return shown(reason.projectName.empty() ? reason.project : reason.projectName);
}

/// "40 s", "1 min 20 s": never less than a second.
QString spanText(Micros span)
{
    const auto seconds = std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(span).count());
    if (seconds < 120)
        return LoopWords::tr("%1 s").arg(QLocale().toString(seconds));
    return LoopWords::tr("%1 min").arg(QLocale().toString((seconds + 30) / 60));
}

QString numberText(std::int64_t count)
{
    return QLocale().toString(qlonglong{count});
}

} // namespace

QString loopSentence(const loop_detector::Reason& reason)
{
    const QString count = numberText(reason.count);
    const QString span = spanText(reason.span);
    switch (reason.rule) {
    case loop_detector::Rule::Rate:
        return LoopWords::tr("%1 of project “%2” came %3 times within %4.")
            .arg(eventOf(reason.event), projectOf(reason), count, span);
    case loop_detector::Rule::TwoEvents:
        return LoopWords::tr("%1 and %2 of project “%3” came in turn, %4 in all within %5.")
            .arg(eventOf(reason.event), eventOf(reason.otherEvent), projectOf(reason), count, span);
    case loop_detector::Rule::OwnReplays:
        return LoopWords::tr("After each of your last %1 replays of %2, a new %2 of project “%3” came within 10 s.")
            .arg(count, eventOf(reason.event), projectOf(reason));
    case loop_detector::Rule::SameActor:
        return LoopWords::tr("User %1 made %2 versions of one model of project “%3” within %4.")
            .arg(shown(reason.actor), count, projectOf(reason), span);
    case loop_detector::Rule::SameBody:
        if (reason.event.empty())
            return LoopWords::tr("The same body came %1 times within %2.").arg(count, span);
        return LoopWords::tr("The same %1 of project “%2”, byte for byte, came %3 times within %4.")
            .arg(eventOf(reason.event), projectOf(reason), count, span);
    }
    return {};
}

QString loopMeaning(loop_detector::Rule rule)
{
    switch (rule) {
    case loop_detector::Rule::Rate:
        return LoopWords::tr("A handler that changes the project it hears from causes its next event itself. Many changes at "
                             "once, made by people or by a script, look the same.");
    case loop_detector::Rule::TwoEvents:
        return LoopWords::tr("A handler that answers the one event with a change that sends the other, and the other way round, "
                             "goes on for ever.");
    case loop_detector::Rule::OwnReplays:
        return LoopWords::tr("The handler seems to answer the event with a change that sends the same event again: without the "
                             "replays, it would go on by itself.");
    case loop_detector::Rule::SameActor:
        return LoopWords::tr("A handler that answers a new version with another version of the same model goes on for ever; its "
                             "versions are all made by the user whose token it has.");
    case loop_detector::Rule::SameBody:
        return LoopWords::tr("Something sends the same again and again. Identical requests can be legitimate: Speckle sends "
                             "them, for instance, when versions are received.");
    }
    return {};
}

QString loopRate(const loop_detector::Reason& reason)
{
    const double seconds = std::max(1.0, std::chrono::duration<double>(reason.span).count());
    const double perSecond = static_cast<double>(reason.count) / seconds;
    if (perSecond >= 2)
        return LoopWords::tr("about %1 a second").arg(numberText(std::llround(perSecond)));
    return LoopWords::tr("about %1 a minute").arg(numberText(std::max(1LL, std::llround(perSecond * 60))));
}

QString loopRuleName(loop_detector::Rule rule)
{
    switch (rule) {
    case loop_detector::Rule::Rate:
        return QStringLiteral("rate");
    case loop_detector::Rule::TwoEvents:
        return QStringLiteral("two_events");
    case loop_detector::Rule::OwnReplays:
        return QStringLiteral("own_replays");
    case loop_detector::Rule::SameActor:
        return QStringLiteral("same_actor");
    case loop_detector::Rule::SameBody:
        return QStringLiteral("same_body");
    }
    return {};
}

} // namespace hookloupe::words
