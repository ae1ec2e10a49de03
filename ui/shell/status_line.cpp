// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/status_line.h"

#include "style/plain_text.h"
#include "style/short_words.h"

#include <QLabel>
#include <QLocale>
#include <QStatusBar>

namespace hookloupe::ui {

namespace {

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

/// For the plural forms of a translation, which take an int.
int plural(std::uint64_t value)
{
    return static_cast<int>(std::min<std::uint64_t>(value, 1'000'000'000));
}

} // namespace

StatusLine::StatusLine(QStatusBar& bar) : QObject(&bar), m_before(std::chrono::steady_clock::now())
{
    bar.setSizeGripEnabled(false);
    m_address = addLabel(bar);
    m_selection = addLabel(bar);
    m_limits = addLabel(bar);
    m_open = addLabel(bar);
    m_rate = addLabel(bar);
    m_stored = addLabel(bar);
}

QLabel* StatusLine::addLabel(QStatusBar& bar)
{
    QLabel* label = plainLabel({}, &bar);
    label->setContentsMargins(8, 2, 8, 2);
    label->hide();
    bar.addPermanentWidget(label);
    return label;
}

void StatusLine::refresh(const server::Counters& counters, const std::optional<store::StoreStatistics>& statistics)
{
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - m_before).count();
    if (seconds > 0.1) {
        const double rate = static_cast<double>(counters.requests - m_requestsBefore) / seconds;
        m_rate->setText(tr("%1/s").arg(QLocale().toString(rate, 'f', rate > 0 && rate < 9.95 ? 1 : 0)));
        m_rate->setToolTip(plainToolTip(tr("Requests per second")));
        m_rate->show();
        m_requestsBefore = counters.requests;
        m_before = now;
    }
    if (statistics) {
        m_stored->setText(tr("%1 stored, %2", "count and size")
                              .arg(number(static_cast<std::uint64_t>(statistics->captures)), sizeWords(statistics->fileBytes)));
        m_stored->setToolTip(plainToolTip(
            statistics->captures > 0 ? tr("The oldest is from %1.").arg(momentWords(statistics->oldest)) : QString()));
        m_stored->show();
    }
    const std::uint64_t refused = counters.limited + counters.storeRefused;
    m_limits->setVisible(refused > 0);
    m_limits->setText(tr("Limits hit: %1").arg(number(refused)));
    m_limits->setToolTip(plainToolTip(tr("Since the start: %1 refused for a limit or deadline, %2 because the store could not "
                                         "take them, %3 malformed.")
                                          .arg(number(counters.limited), number(counters.storeRefused),
                                               number(counters.malformed))));
    m_open->setVisible(counters.answersOpen > 0);
    m_open->setText(tr("Open answers: %1").arg(number(counters.answersOpen)));
}

void StatusLine::showSelection(std::size_t selected)
{
    m_selection->setVisible(selected > 1);
    m_selection->setText(tr("%n selected", nullptr, plural(selected)));
}

void StatusLine::showAddress(const QString& address)
{
    m_address->setVisible(!address.isEmpty());
    m_address->setText(address);
}

} // namespace hookloupe::ui
