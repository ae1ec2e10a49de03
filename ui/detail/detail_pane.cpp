// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/detail_pane.h"

#include "detail/answer_tab.h"
#include "detail/changes_tab.h"
#include "detail/deliveries_tab.h"
#include "detail/detail_context.h"
#include "detail/event_tab.h"
#include "detail/headers_tab.h"
#include "detail/payload_tab.h"
#include "detail/raw_tab.h"
#include "detail/replays_tab.h"
#include "detail/selection_link.h"
#include "detail/signature_tab.h"
#include "detail/verdict_line.h"
#include "style/ink.h"
#include "style/plain_text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace hookloupe::ui {

namespace {

/// The registration of the tabs, in the order shown.
std::vector<DetailTab*> makeTabs(QWidget* parent)
{
    return {new EventTab(parent),     new PayloadTab(parent), new ChangesTab(parent), new HeadersTab(parent),
            new SignatureTab(parent), new AnswerTab(parent),  new DeliveriesTab(parent), new ReplaysTab(parent),
            new RawTab(parent)};
}

/// Stands above everything else: nothing below it is what the sender sent.
QFrame* alteredLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setAutoFillBackground(true);
    setInk(line, Ink::OnAmber);
    auto* words = plainLabel(DetailPane::tr("These bytes are not those that arrived: the SHA-256 that was kept with them is another. The "
                                            "disk or another program has changed them."), line);
    words->setObjectName(QStringLiteral("altered"));
    words->setWordWrap(true);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(10, 5, 10, 5);
    row->addWidget(words);
    line->hide();
    return line;
}

} // namespace

DetailPane::DetailPane(QWidget* parent)
    : QWidget(parent), m_altered(alteredLine(this)), m_verdict(new VerdictLine(this)), m_pages(new QTabWidget(this)), m_tabs(makeTabs(m_pages)),
      m_link(new SelectionLink(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_altered);
    column->addWidget(m_verdict);
    column->addWidget(m_pages, 1);
    m_pages->setDocumentMode(true);
    for (DetailTab* tab : m_tabs) {
        m_pages->addTab(tab, tab->title());
        tab->linkSelection(*m_link);
        connect(tab, &DetailTab::stepChosen, this, &DetailPane::take);
        connect(tab, &DetailTab::frontWanted, m_pages, [this, tab] { m_pages->setCurrentWidget(tab); });
    }
    connect(findChild<ReplaysTab*>(), &ReplaysTab::captureWanted, this, &DetailPane::captureWanted);
    m_pages->setAccessibleName(tr("Details of the selected capture"));
    connect(m_verdict, &VerdictLine::stepChosen, this, &DetailPane::take);
    connect(m_verdict, &VerdictLine::stepsChanged, this, &DetailPane::stepsChanged);
    connect(m_verdict, &VerdictLine::helpRequested, this, &DetailPane::helpRequested);
}

DetailPane::~DetailPane() = default;

void DetailPane::setCapture(CapturePtr capture, std::vector<std::string> secrets, Endpoint endpoint, bool secretsUnreadable)
{
    if (!capture) {
        clear();
        return;
    }
    showContext(std::make_shared<const DetailContext>(std::move(capture), std::move(secrets), std::move(endpoint), m_elsewhere, m_others,
                                                      m_endpointsFixed, secretsUnreadable));
}

void DetailPane::tellAltered(CaptureId id)
{
    m_altered->setVisible(id == m_shown);
}

void DetailPane::clear()
{
    showContext(nullptr);
}

void DetailPane::setElsewhere(std::function<verify::Elsewhere()> provider)
{
    m_elsewhere = std::move(provider);
}

void DetailPane::setOtherCaptures(OtherCaptures provider)
{
    m_others = std::move(provider);
}

void DetailPane::deliveriesChanged(const std::vector<CaptureId>& captures)
{
    findChild<DeliveriesTab*>()->deliveriesChanged(captures);
    findChild<ReplaysTab*>()->deliveriesChanged();
}

void DetailPane::setEndpointsFixed(bool fixed)
{
    m_endpointsFixed = fixed;
}

void DetailPane::setSelectedBeside(std::optional<CaptureId> other)
{
    findChild<ChangesTab*>()->setOther(other);
}

void DetailPane::showChanges()
{
    m_pages->setCurrentWidget(findChild<ChangesTab*>());
}

const std::vector<NextStep>& DetailPane::steps() const
{
    return m_verdict->steps();
}

void DetailPane::take(const NextStep& step)
{
    auto* signature = findChild<SignatureTab*>();
    NextStep taken = step;
    if (step.kind == StepKind::ShowSigned)
        m_pages->setCurrentWidget(signature);
    if (step.kind == StepKind::CopySample)
        taken.sample = signature->sample(step);
    Q_EMIT stepRequested(taken);
}

void DetailPane::showContext(const std::shared_ptr<const DetailContext>& context)
{
    const CaptureId shown = context ? context->capture().summary.id : CaptureId{};
    if (shown != std::exchange(m_shown, shown))
        m_altered->hide();
    m_link->clear();
    m_verdict->setContext(context);
    for (DetailTab* tab : m_tabs)
        tab->setContext(context);
}

} // namespace hookloupe::ui
