// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/status_line.h"

#include "captures/capture_text.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/limit_words.h"
#include "words/refusal_words.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QStatusBar>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

/// For the plural forms of a translation, which take an int.
int plural(std::uint64_t value)
{
    return static_cast<int>(std::min<std::uint64_t>(value, 1'000'000'000));
}

/// A limit or a deadline, not a fault of form; the counters call these "limited".
bool isLimit(Refusal refusal)
{
    return (refusal >= Refusal::RequestLineTooLong && refusal <= Refusal::TooManyBytesInFlight)
        || refusal == Refusal::TlsHandshakeTimeout;
}

QString marksText(const CaptureTotals& totals)
{
    QStringList parts;
    if (totals.good > 0)
        parts << StatusLine::tr("%1 good", "count").arg(number(totals.good));
    if (totals.unjudged > 0)
        parts << StatusLine::tr("%1 not judged", "count").arg(number(totals.unjudged));
    if (totals.bad > 0)
        parts << StatusLine::tr("%1 bad", "count").arg(number(totals.bad));
    return parts.join(u", "_s);
}

QString totalsHint(const CaptureTotals& totals)
{
    QStringList lines{StatusLine::tr("%1 bytes in the bodies").arg(number(totals.bytes)), marksText(totals)};
    if (totals.first && totals.last)
        lines << StatusLine::tr("From %1\nto %2").arg(momentWords(*totals.first), momentWords(*totals.last));
    return lines.join(u'\n');
}

} // namespace

StatusLine::StatusLine(QStatusBar& bar) : QObject(&bar), m_bar(bar), m_before(std::chrono::steady_clock::now())
{
    bar.setSizeGripEnabled(false);
    m_selection = addLabel();
    m_limits = addLabel();
    m_open = addLabel();
    m_rate = addLabel();
    m_stored = addLabel();
    m_oldest = addLabel();
    m_address = addLabel();
    bar.installEventFilter(this);
    connect(&bar, &QStatusBar::messageChanged, this, &StatusLine::arrange);
}

QLabel* StatusLine::addLabel()
{
    QLabel* label = plainLabel({}, &m_bar);
    label->setContentsMargins(8, 2, 8, 2);
    label->setMinimumWidth(1); // else the bar keeps the window from becoming narrower, and nothing would ever go
    label->hide();
    m_bar.addPermanentWidget(label);
    return label;
}

void StatusLine::show(QLabel* label, const QString& text, const QString& hint)
{
    label->setText(text);
    label->setToolTip(plainToolTip(hint));
}

void StatusLine::refresh(const server::Counters& counters, const std::optional<store::StoreStatistics>& statistics)
{
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - m_before).count();
    if (seconds > 0.1) {
        const double rate = static_cast<double>(counters.requests - m_requestsBefore) / seconds;
        show(m_rate, tr("%1/s").arg(QLocale().toString(rate, 'f', rate > 0 && rate < 9.95 ? 1 : 0)), tr("Requests per second"));
        m_requestsBefore = counters.requests;
        m_before = now;
    }
    if (statistics) {
        show(m_stored,
             tr("%1 stored, %2", "count and size").arg(number(statistics->captures), sizeWords(statistics->fileBytes)),
             tr("Requests in the store, and the room it takes on the disk"));
        const bool any = statistics->captures > 0;
        show(m_oldest,
             any ? tr("oldest: %1", "age").arg(agoWords(std::chrono::duration_cast<Micros>(utcNow() - statistics->oldest)))
                 : QString(),
             any ? tr("The oldest request is from %1.").arg(momentWords(statistics->oldest)) : QString());
    }
    showLimits(counters);
    show(m_open, counters.answersOpen > 0 ? tr("Open answers: %1").arg(number(counters.answersOpen)) : QString(),
         tr("Requests that were taken and whose answer has not left yet"));
    arrange();
}

void StatusLine::note(const std::vector<CaptureSummary>& added)
{
    for (const CaptureSummary& summary : added) {
        if (isLimit(summary.refusal))
            ++m_limitsMet[summary.refusal];
    }
}

void StatusLine::showLimits(const server::Counters& counters)
{
    const std::uint64_t hit = counters.limited + counters.idleDropped;
    QStringList lines{tr("Since the start:")};
    for (const auto& [refusal, count] : m_limitsMet)
        lines << tr("%1 × %2", "count, and what is the matter").arg(number(count), words::refusalSentence(refusal));
    const std::pair<words::LimitMeasure, std::uint64_t> measures[]{
        {words::LimitMeasure::IdleDropped, counters.idleDropped},
        {words::LimitMeasure::WithoutDescriptor, counters.withoutDescriptor},
        {words::LimitMeasure::WebPagesRefused, counters.webPagesRefused},
    };
    for (const auto& [measure, count] : measures) {
        if (count > 0)
            lines << words::limitSentence(measure, count);
    }
    if (counters.storeRefused > 0)
        lines << tr("%1 × The store could not take it.", "count").arg(number(counters.storeRefused));
    if (counters.malformed > 0)
        lines << tr("Not counted here: %1 malformed.").arg(number(counters.malformed));
    QStringList figures; // a store that is away is no limit
    if (hit > 0)
        figures << tr("Limits hit: %1").arg(number(hit));
    if (counters.storeRefused > 0)
        figures << tr("Not stored: %1").arg(number(counters.storeRefused));
    show(m_limits, figures.join(u" · "_s), lines.join(u'\n'));
}

void StatusLine::showSelection(std::size_t selected)
{
    m_selected = selected;
    m_totals.reset();
    showSelectionText();
}

void StatusLine::showTotals(const std::optional<CaptureTotals>& totals)
{
    m_totals = totals;
    showSelectionText();
}

void StatusLine::showSelectionText()
{
    QStringList parts;
    if (m_selected > 1)
        parts << tr("%Ln selected", nullptr, plural(m_selected));
    if (m_selected > 1 && m_totals) {
        parts << sizeWords(m_totals->bytes) << marksText(*m_totals);
        if (m_totals->first && m_totals->last)
            parts << tr("within %1", "a span of time")
                         .arg(spanWords(std::chrono::duration_cast<Micros>(*m_totals->last - *m_totals->first)));
    }
    show(m_selection, parts.join(u" · "_s), m_totals ? totalsHint(*m_totals) : tr("Being counted"));
    arrange();
}

void StatusLine::showAddress(const QString& address)
{
    show(m_address, address, tr("Requests go here"));
    arrange();
}

void StatusLine::arrange()
{
    constexpr int gap = 8;
    int room = m_bar.width() - 2 * gap;
    if (const QString message = m_bar.currentMessage(); !message.isEmpty())
        room -= std::min(m_bar.fontMetrics().horizontalAdvance(message), m_bar.width() * 2 / 3) + 2 * gap;
    // The most important first. The address stands in the toolbar too.
    bool full = false;
    for (QLabel* label : {m_selection, m_limits, m_open, m_stored, m_rate, m_oldest, m_address}) {
        const int width = label->sizeHint().width() + gap;
        const bool wanted = !label->text().isEmpty();
        full = full || (wanted && width > room);
        label->setVisible(wanted && !full);
        if (label->isVisibleTo(&m_bar))
            room -= width;
    }
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_bar && (event->type() == QEvent::Resize || event->type() == QEvent::FontChange))
        arrange();
    return QObject::eventFilter(watched, event);
}

} // namespace hookloupe::ui
