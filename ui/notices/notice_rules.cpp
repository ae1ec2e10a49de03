// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notice_rules.h"

#include "speckle/event.h"
#include "style/short_words.h"
#include "words/loop_words.h"
#include "words/record_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t mostOpen = 4096;
constexpr int longestTitle = 60;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Notices)
};

/// Some desktops take <, > and & in a notification for markup, others show entities as they are: neither is right, so these
/// signs are replaced.
QString unmarked(QString text)
{
    text.replace(u'<', u'‹').replace(u'>', u'›').replace(u'&', u'＆');
    return text;
}

QString nameOf(EndpointId id, const std::vector<Endpoint>& endpoints)
{
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), [id](const Endpoint& one) { return one.id == id; });
    QString title = found == endpoints.end() ? Words::tr("an endpoint that was removed") : endpointTitle(*found);
    if (title.size() > longestTitle)
        title = title.left(longestTitle - 1) + u'…';
    return unmarked(title);
}

QString eventOf(const std::string& wireName)
{
    if (!speckle::findEvent(wireName))
        return {};
    const std::string_view name = speckle::uiName(wireName);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

void NoticeRules::setChoice(const NoticeChoice& choice)
{
    m_choice = choice;
    m_waiting = {};
}

void NoticeRules::seed(const std::vector<CaptureSummary>& lastOfEach)
{
    for (const CaptureSummary& last : lastOfEach)
        m_wasRed[toInt(last.endpoint)] = markOf(last) == Mark::Bad;
}

void NoticeRules::note(const std::vector<CaptureSummary>& added, const std::vector<AnswerReport>& reports, Time now)
{
    for (const CaptureSummary& capture : added) {
        if (capture.kind == CaptureKind::Replay)
            continue; // the user's own doing
        if (m_choice.newRequests && !isQuiet(now)) {
            ++m_waiting.requests;
            m_waiting.last = capture;
        }
        if (markOf(capture) == Mark::Bad || capture.outcome != AnswerOutcome::Open)
            judge(capture, now);
        else if (m_open.size() < mostOpen)
            m_open.emplace(toInt(capture.id), capture);
    }
    for (const AnswerReport& report : reports) {
        const auto open = m_open.extract(toInt(report.capture));
        if (!open)
            continue;
        CaptureSummary capture = open.mapped();
        capture.outcome = report.outcome;
        capture.record = report.record;
        judge(capture, now);
    }
}

void NoticeRules::judge(const CaptureSummary& capture, Time now)
{
    const bool isRed = markOf(capture) == Mark::Bad;
    const auto [place, isFirst] = m_wasRed.try_emplace(toInt(capture.endpoint), isRed);
    const bool wasRed = !isFirst && place->second;
    place->second = isRed;
    if (isRed && !wasRed && m_choice.firstRed && !isQuiet(now)) {
        ++m_waiting.turnedRed;
        m_waiting.red = capture;
    }
}

Notice NoticeRules::take(Time now)
{
    if (isQuiet(now)) {
        m_waiting = {};
        return {};
    }
    if (m_waiting.isEmpty() || (m_last && now - *m_last < pause))
        return {};
    m_last = now;
    return std::exchange(m_waiting, {});
}

std::optional<std::chrono::milliseconds> NoticeRules::wait(Time now) const
{
    if (m_waiting.isEmpty())
        return std::nullopt;
    const auto due = m_last ? *m_last + pause : now;
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(due - now), std::chrono::milliseconds(0));
}

NoticeWords noticeWords(const loop_detector::Reason& loop, const std::vector<Endpoint>& endpoints)
{
    const QString name = nameOf(loop.endpoint, endpoints);
    const QString event = eventOf(loop.event);
    const QString rate = words::loopRate(loop);
    return {Words::tr("“%1”: this looks like a loop").arg(name),
            event.isEmpty() ? Words::tr("The same requests come again and again, %1.").arg(rate)
                            : Words::tr("%1 comes again and again, %2.").arg(event, rate)};
}

NoticeWords noticeWords(const Notice& notice, const std::vector<Endpoint>& endpoints)
{
    NoticeWords words;
    QStringList text;
    if (notice.red) {
        const QString name = nameOf(notice.red->endpoint, endpoints);
        words.title = notice.turnedRed == 1
            ? Words::tr("“%1” turned red").arg(name)
            : Words::tr("%n endpoints turned red", nullptr, notice.turnedRed);
        if (notice.turnedRed > 1)
            text << Words::tr("The last one is “%1”.").arg(name);
        text << words::markSentence(*notice.red);
    }
    if (notice.last) {
        const QString count = notice.requests == 1 ? Words::tr("One new request")
                                                   : Words::tr("%n new requests", nullptr, notice.requests);
        if (words.title.isEmpty())
            words.title = count;
        else
            text << Words::tr("%1.").arg(count);
        const QString event = eventOf(notice.last->event.wireName);
        const QString name = nameOf(notice.last->endpoint, endpoints);
        const bool one = notice.requests == 1;
        if (event.isEmpty())
            text << (one ? Words::tr("It went to “%1”.").arg(name) : Words::tr("The last one went to “%1”.").arg(name));
        else
            text << (one ? Words::tr("%1 for “%2”.").arg(event, name) : Words::tr("The last one: %1 for “%2”.").arg(event, name));
    }
    words.text = unmarked(text.join(u' '));
    return words;
}

} // namespace hookloupe::ui
