// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/short_words.h"

#include "base/text.h"
#include "words/isolated.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct ShortWords {
    Q_DECLARE_TR_FUNCTIONS(ShortWords)
};

QDateTime localTime(UtcTime time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

/// One decimal below ten, none above: "1.8", "18".
QString shortNumber(double value)
{
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

} // namespace

QString shownText(std::string_view bytes, int longest)
{
    // A character takes at most four bytes; what is cut in the middle of one is cut again below.
    const auto enough = static_cast<std::size_t>(longest) * 4 + 4;
    const bool cutBytes = bytes.size() > enough;
    QString text = QString::fromStdString(visibleText(bytes.substr(0, enough)));
    if (!cutBytes && text.size() <= longest)
        return text;
    text.truncate(longest);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text + u'…';
}

QString sizeWords(std::int64_t bytes)
{
    if (bytes < 1000)
        return ShortWords::tr("%1 B").arg(QLocale().toString(static_cast<qlonglong>(bytes)));
    const std::array<QString, 4> forms{ShortWords::tr("%1 kB"), ShortWords::tr("%1 MB"), ShortWords::tr("%1 GB"),
                                       ShortWords::tr("%1 TB")};
    double value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < forms.size()) {
        value /= 1000;
        ++unit;
    }
    return forms.at(unit).arg(shortNumber(value));
}

QString timeWords(UtcTime time, UtcTime now)
{
    const QDateTime local = localTime(time);
    if (local.date() == localTime(now).date())
        return local.toString(u"HH:mm:ss.zzz"_s);
    return local.toString(u"MM-dd HH:mm:ss.zzz"_s);
}

QString momentWords(UtcTime time)
{
    const QDateTime local = localTime(time);
    const auto micros = time.time_since_epoch() - std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
    const int offset = local.offsetFromUtc();
    const QTime away = QTime(0, 0).addSecs(std::abs(offset));
    return local.toString(u"yyyy-MM-dd HH:mm:ss"_s) + u".%1"_s.arg(micros.count(), 6, 10, QChar(u'0'))
        + (offset < 0 ? u" -"_s : u" +"_s) + away.toString(u"HH:mm"_s);
}

QString agoWords(Micros since)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    if (seconds < 5)
        return ShortWords::tr("just now");
    if (seconds < 60)
        return ShortWords::tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return ShortWords::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return ShortWords::tr("%1 h ago").arg(seconds / 3600);
    return ShortWords::tr("%n days ago", nullptr, static_cast<int>(seconds / 86'400));
}

QString durationWords(Micros duration)
{
    const double ms = static_cast<double>(duration.count()) / 1000;
    if (ms < 1000)
        return ShortWords::tr("%1 ms").arg(shortNumber(ms));
    return ShortWords::tr("%1 s").arg(QLocale().toString(ms / 1000, 'f', 1));
}

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return ShortWords::tr("good");
    case Mark::Unjudged:
        return ShortWords::tr("not judged");
    case Mark::Bad:
        return ShortWords::tr("bad");
    }
    return {};
}

QString endpointTitle(const Endpoint& endpoint)
{
    if (!endpoint.description.empty())
        return words::isolated(shownText(endpoint.description));
    if (endpoint.id == catchAllEndpoint)
        return ShortWords::tr("Everything else");
    return words::isolated(shownText(endpoint.path));
}

} // namespace hookloupe::ui
