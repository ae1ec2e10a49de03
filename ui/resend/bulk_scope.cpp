// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/bulk_scope.h"

#include "resend/filter_field.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "words/error_words.h"
#include "words/filter_words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QRadioButton>
#include <QToolButton>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

} // namespace

BulkScope::BulkScope(ScopeContext context, QWidget* parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_selected(new QRadioButton(this))
    , m_matching(new QRadioButton(tr("All that m&atch"), this))
    , m_filter(new FilterField(m_context.endpoints, this))
    , m_again(new QToolButton(this))
    , m_state(plainLabel({}, this))
{
    std::sort(m_context.selected.begin(), m_context.selected.end());
    const auto count = static_cast<int>(m_context.selected.size());
    m_selected->setText(count == 0   ? tr("The se&lected requests")
                        : count == 1 ? tr("The se&lected request")
                                     : tr("The %n se&lected requests", nullptr, count));
    m_selected->setEnabled(count > 0);
    m_filter->setText(m_context.listed);
    if (!m_context.listed.isEmpty())
        m_filter->addReadyMade(tr("What the table listed: %1").arg(m_context.listed), m_context.listed);
    m_again->setText(tr("Look a&gain"));
    m_again->setObjectName(u"lookAgain"_s);
    m_again->setToolTip(plainToolTip(tr("Requests that arrived meanwhile may match too.")));
    m_state->setWordWrap(true);
    m_state->setAccessibleName(tr("How many match"));
    m_state->setObjectName(u"scopeState"_s);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_selected, 0, 0, 1, 2);
    grid->addWidget(m_matching, 1, 0);
    grid->addWidget(m_filter, 1, 1);
    auto* below = new QHBoxLayout;
    below->addWidget(m_state, 1);
    below->addWidget(m_again);
    grid->addLayout(below, 2, 1);
    grid->setColumnStretch(1, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    m_tick.setInterval(200ms);
    connect(&m_pause, &QTimer::timeout, this, &BulkScope::look);
    connect(&m_tick, &QTimer::timeout, this, &BulkScope::showLooking);
    connect(m_filter, &FilterField::changed, this, &BulkScope::lookSoon);
    connect(m_filter->edit(), &QLineEdit::textEdited, this, [this] { m_matching->setChecked(true); });
    connect(m_again, &QToolButton::clicked, this, &BulkScope::look);
    (count > 0 ? m_selected : m_matching)->setChecked(true);
    connect(m_matching, &QRadioButton::toggled, this, &BulkScope::choose);
    choose();
}

BulkScope::~BulkScope()
{
    stop();
}

bool BulkScope::bySelection() const
{
    return m_selected->isChecked();
}

const std::vector<CaptureId>& BulkScope::captures() const
{
    return bySelection() ? m_context.selected : m_found;
}

QString BulkScope::whyNone() const
{
    return captures().empty() ? m_state->text() : QString();
}

void BulkScope::choose()
{
    m_state->setVisible(!bySelection());
    m_again->setVisible(!bySelection());
    if (bySelection()) {
        stop();
        m_found.clear();
        Q_EMIT changed();
        return;
    }
    look();
}

void BulkScope::lookSoon()
{
    if (bySelection())
        return;
    stop();
    m_found.clear();
    const auto parsed = m_filter->filter();
    if (const auto* fault = std::get_if<filter::FilterFault>(&parsed)) {
        say(words::filterFaultSentence(*fault), true);
    } else {
        say(tr("Looking…"));
        m_pause.start();
    }
    Q_EMIT changed();
}

void BulkScope::look()
{
    lookSoon();
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    m_search = std::make_shared<CaptureSearch>();
    m_tick.start();
    auto filter = std::get<filter::CaptureFilter>(m_filter->filter());
    m_context.find(
        [filter = std::move(filter)](const CaptureSummary& capture) {
            return capture.kind == CaptureKind::Request && filter.accepts(capture);
        },
        m_search, [self = QPointer(this), search = m_search](Result<std::vector<CaptureId>> ids) {
            if (self && self->m_search == search)
                self->found(std::move(ids));
        });
}

void BulkScope::found(Result<std::vector<CaptureId>> ids)
{
    stop();
    if (!ids) {
        say(words::errorSentence(ids.error()), true);
    } else {
        m_found = std::move(ids).value();
        const auto count = static_cast<std::int64_t>(m_found.size());
        const bool isEmpty = m_filter->edit()->text().trimmed().isEmpty();
        say(count == 0   ? tr("No request matches. Refused requests and stored replays are left out.")
            : isEmpty    ? tr("The filter is empty, so this means every request: %1.").arg(number(count))
            : count == 1 ? tr("One request matches.")
                         : tr("%1 requests match.").arg(number(count)));
    }
    Q_EMIT changed();
}

void BulkScope::stop()
{
    m_pause.stop();
    m_tick.stop();
    if (m_search)
        m_search->cancelled = true;
    m_search.reset();
}

void BulkScope::showLooking()
{
    if (m_search)
        say(tr("Looking… %1 of %2 looked at match so far.").arg(number(m_search->found), number(m_search->looked)));
}

void BulkScope::say(const QString& sentence, bool bad)
{
    setInk(m_state, bad ? Ink::Bad : Ink::Plain);
    m_state->setText(sentence);
}

} // namespace hookloupe::ui
