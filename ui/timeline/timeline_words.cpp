// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

using namespace std::chrono_literals;

struct TimelineWords {
    Q_DECLARE_TR_FUNCTIONS(TimelineWords)
};

QString formatOf(TimeDetail detail)
{
    switch (detail) {
    case TimeDetail::Date:
        return u"yyyy-MM-dd"_s;
    case TimeDetail::Minutes:
        return u"HH:mm"_s;
    case TimeDetail::Seconds:
        return u"HH:mm:ss"_s;
    case TimeDetail::Milliseconds:
        return u"HH:mm:ss.zzz"_s;
    }
    return {};
}

QDateTime local(UtcTime time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

QString number(int value)
{
    return QLocale().toString(value);
}

} // namespace

QString requestsPerWords(Micros width)
{
    if (width == 1s)
        return TimelineWords::tr("Requests per second");
    if (width == 1min)
        return TimelineWords::tr("Requests per minute");
    if (width == 1h)
        return TimelineWords::tr("Requests per hour");
    if (width == std::chrono::days(1))
        return TimelineWords::tr("Requests per day");
    if (width < 1s)
        return TimelineWords::tr("Requests per %1 ms").arg(width / 1ms);
    if (width < 1min)
        return TimelineWords::tr("Requests per %1 s").arg(width / 1s);
    if (width < 1h)
        return TimelineWords::tr("Requests per %1 min").arg(width / 1min);
    if (width < std::chrono::days(1))
        return TimelineWords::tr("Requests per %1 h").arg(width / 1h);
    return TimelineWords::tr("Requests per %1 days").arg(width / std::chrono::days(1));
}

QString countWords(const MarkCounts& counts)
{
    const int all = total(counts);
    if (all == 0)
        return TimelineWords::tr("no requests");
    QStringList parts;
    if (const int good = counts[int(Mark::Good)])
        parts << TimelineWords::tr("%1 good").arg(number(good));
    if (const int unjudged = counts[int(Mark::Unjudged)])
        parts << TimelineWords::tr("%1 not judged").arg(number(unjudged));
    if (const int bad = counts[int(Mark::Bad)])
        parts << TimelineWords::tr("%1 bad").arg(number(bad));
    const QString requests = all == 1 ? TimelineWords::tr("one request") : TimelineWords::tr("%1 requests").arg(number(all));
    return TimelineWords::tr("%1: %2", "so many requests: so many of each mark").arg(requests, parts.join(u", "_s));
}

QString spanWords(const TimeSpan& span, Micros width, UtcTime now)
{
    const TimeDetail detail = detailFor(width);
    const QDateTime from = local(span.from);
    const QDateTime until = local(span.until);
    if (detail == TimeDetail::Date) // whole days: the end is the start of the next
        return width <= std::chrono::days(1) && span.until - span.from <= width
            ? from.toString(u"yyyy-MM-dd"_s)
            : TimelineWords::tr("%1 – %2", "from and until").arg(from.toString(u"yyyy-MM-dd"_s),
                                                                 local(span.until - 1s).toString(u"yyyy-MM-dd"_s));
    const QString time = formatOf(detail);
    const QString first = from.toString(isToday(span.from, now) ? time : u"yyyy-MM-dd "_s + time);
    const bool sameDay = from.date() == until.date();
    return TimelineWords::tr("%1 – %2", "from and until").arg(first, until.toString(sameDay ? time : u"yyyy-MM-dd "_s + time));
}

QString tickWords(UtcTime time, TimeDetail detail, bool withDate)
{
    const QDateTime at = local(time);
    const bool midnight = at.time() == QTime(0, 0);
    if (midnight || detail == TimeDetail::Date)
        return at.toString(u"yyyy-MM-dd"_s);
    return at.toString(withDate ? u"yyyy-MM-dd "_s + formatOf(detail) : formatOf(detail));
}

bool isToday(UtcTime time, UtcTime now)
{
    return local(time).date() == local(now).date();
}

} // namespace hookloupe::ui
