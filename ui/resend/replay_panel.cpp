// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/replay_panel.h"

#include "resend/answer_view.h"
#include "resend/body_editor.h"
#include "resend/draft.h"
#include "resend/draft_keeper.h"
#include "resend/head_editor.h"
#include "resend/replay_history.h"
#include "resend/request_preview.h"
#include "resend/signing_bar.h"
#include "resend/target_bar.h"
#include "signing/resign.h"
#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"
#include "words/error_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

ReplayPanel::ReplayPanel(CapturePtr capture, ReplayContext context, QWidget* parent)
    : QWidget(parent, Qt::Window), m_capture(std::move(capture)), m_context(std::move(context))
{
    const CaptureSummary& summary = m_capture->summary;
    const QString event = shownText(summary.event.wireName, 60);
    setWindowTitle(tr("Replay: %1, %2", "what, when").arg(event.isEmpty() ? shownText(summary.method + ' ' + summary.target, 60) : event,
                                                         timeWords(summary.arrivedAt, utcNow())));
    m_target = new TargetBar(m_context.book, m_context.endpoint, m_context.ownUrl, this);
    const auto* own = signing::ownScheme(summary.signature, m_capture->head, m_context.endpoint.scheme);
    m_signing = new SigningBar(std::move(m_context.secrets), own ? std::string(own->name) : m_context.endpoint.scheme, this);
    m_context.secrets.clear();
    m_status = plainLabel({}, this);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("State of the replay"));
    m_status->setObjectName(u"replayStatus"_s);
    auto* split = new QSplitter(this);
    split->addWidget(makeRequestPane());
    split->addWidget(makeAnswerPane());
    m_reset = new QPushButton(tr("&Reset to captured"), this); // behind the panes: Tab goes in the order of making
    m_cancel = new QPushButton(tr("&Cancel"), this);
    m_send = new QPushButton(icon(Glyph::Send), tr("&Send"), this);
    m_send->setToolTip(plainToolTip(tr("Send the request (%1)").arg(QKeySequence(u"Ctrl+Return"_s).toString(QKeySequence::NativeText))));
    split->setSizes({630, 450}); // 16 bytes of hex in a row
    split->setChildrenCollapsible(false);
    m_drafts = new DraftKeeper(m_capture, m_context.drafts, {m_head, m_body, m_target, m_signing}, this);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_target);
    column->addWidget(m_signing);
    column->addWidget(m_drafts);
    column->addWidget(split, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_status, 1);
    foot->addWidget(m_reset);
    foot->addWidget(m_cancel);
    foot->addWidget(m_send);
    column->addLayout(foot);
    connectParts();
    setSending(false);
    m_drafts->restore();
    refresh();
    if (m_context.earlier && toInt(m_capture->summary.id) != 0) {
        m_context.earlier(m_capture->summary.id, [self = QPointer(this)](Result<ReplayList> earlier) {
            if (self && earlier)
                self->m_history->addEarlier(std::move(*earlier));
            else if (self)
                self->say(words::errorSentence(earlier.error()), true);
        });
    }
    showChosen();
    resize(1120, 780);
    m_target->setFocus();
}

ReplayPanel::~ReplayPanel()
{
    m_drafts->keepNow();
}

QWidget* ReplayPanel::makeRequestPane()
{
    m_request = new QTabWidget(this);
    m_request->setDocumentMode(true);
    m_request->setAccessibleName(tr("Request"));
    m_body = new BodyEditor(m_request);
    auto* head = new QWidget(m_request);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    m_headNote = plainLabel(tr("As Speckle delivers, the method and the headers are Speckle's own."), head);
    m_headNote->setWordWrap(true);
    m_head = new HeadEditor(head);
    column->addWidget(m_headNote);
    column->addWidget(m_head, 1);
    m_preview = new RequestPreview(m_request);
    m_request->addTab(m_body, tr("&Body"));
    m_request->addTab(head, tr("&Head"));
    m_request->addTab(m_preview, tr("&What goes out"));
    return m_request;
}

QWidget* ReplayPanel::makeAnswerPane()
{
    m_results = new QTabWidget(this);
    m_results->setDocumentMode(true);
    m_results->setAccessibleName(tr("What came back"));
    m_answer = new AnswerView(m_results);
    m_history = new ReplayHistory(m_capture, m_context.fetch, m_results);
    m_results->addTab(m_answer, tr("&Answer"));
    m_results->addTab(m_history, tr("Re&plays"));
    return m_results;
}

void ReplayPanel::connectParts()
{
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(120ms);
    connect(&m_refreshSoon, &QTimer::timeout, this, &ReplayPanel::refresh);
    connect(m_target, &TargetBar::changed, this, &ReplayPanel::planChanged);
    connect(m_signing, &SigningBar::changed, this, &ReplayPanel::planChanged);
    connect(m_body, &BodyEditor::changed, this, &ReplayPanel::planChanged);
    connect(m_head, &HeadEditor::changed, this, &ReplayPanel::planChanged);
    connect(m_preview, &RequestPreview::refreshed, this, [this] {
        if (m_signing->setDialectOffered(m_preview->hasDialect()))
            planChanged();
        if (!m_sending)
            say(m_preview->note(), !m_preview->bytes());
    });
    connect(m_history, &ReplayHistory::chosenChanged, this, &ReplayPanel::showChosen);
    connect(m_history, &ReplayHistory::againRequested, this, [this](const CapturePtr& request) {
        if (m_context.replayAgain)
            m_context.replayAgain(request);
    });
    connect(m_send, &QPushButton::clicked, this, &ReplayPanel::send);
    connect(m_cancel, &QPushButton::clicked, this, &ReplayPanel::cancel);
    connect(m_reset, &QPushButton::clicked, this, &ReplayPanel::reset);
    connect(new QShortcut(QKeySequence(u"Ctrl+Return"_s), this), &QShortcut::activated, this, &ReplayPanel::send);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

void ReplayPanel::reset()
{
    m_drafts->startOver();
    refresh();
}

void ReplayPanel::planChanged()
{
    m_refreshSoon.start();
}

Result<Plan> ReplayPanel::plan() const
{
    auto url = m_target->url();
    if (!url)
        return url.error();
    Plan plan;
    plan.draft.original = m_capture;
    plan.draft.head = m_head->head();
    plan.draft.content = m_body->content();
    plan.url = std::move(*url);
    plan.mode = m_target->mode();
    plan.signing = m_signing->signing();
    plan.now = utcNow();
    return plan;
}

void ReplayPanel::refresh()
{
    m_refreshSoon.stop();
    const bool asSpeckle = m_target->mode() == client::Mode::AsSpeckle;
    m_signing->setMode(m_target->mode());
    m_headNote->setVisible(asSpeckle);
    m_head->setEnabled(!asSpeckle);
    auto planned = plan();
    if (!planned)
        return m_preview->showError(words::errorSentence(planned.error()));
    m_preview->showPlan(std::move(*planned));
}

void ReplayPanel::send()
{
    if (m_sending)
        return;
    refresh();
    auto planned = plan();
    if (!planned)
        return say(words::errorSentence(planned.error()), true);
    auto shipment = shipmentOf(*planned);
    if (!shipment)
        return say(words::errorSentence(shipment.error()), true);
    const auto telling = credentialFields(*shipment);
    if (const auto leftOut = m_context.consents->leftOut(planned->url, telling)) {
        planned->leftOut = *leftOut;
        return consented(std::move(*planned), std::move(*shipment));
    }
    const QString host = shownText(planned->url.target.host);
    auto waiting = std::make_shared<Plan>(std::move(*planned));
    askAboutHost(this, host, telling, HostQuestion::One, [this, waiting, telling](bool leaveOut) {
        m_context.consents->remember(waiting->url, telling, leaveOut);
        if (leaveOut)
            waiting->leftOut = telling;
        auto again = shipmentOf(*waiting);
        if (again)
            consented(std::move(*waiting), std::move(*again));
    }, waiting->mode == client::Mode::AsSpeckle);
}

void ReplayPanel::consented(Plan plan, client::Shipment shipment)
{
    if (!plan.leftOut.empty()) {
        auto without = shipmentOf(plan);
        if (!without)
            return say(words::errorSentence(without.error()), true);
        shipment = std::move(*without);
    }
    shipment.stayOnMachine = plan.url.isLoopback();
    m_target->noteSent();
    deliver(std::move(shipment));
}

void ReplayPanel::deliver(client::Shipment shipment)
{
    m_sendingBytes = client::firstRequest(shipment);
    m_sendingEdits = m_drafts->edits();
    m_sendingTo = {};
    m_sendingTo.purpose = DeliveryPurpose::Replay;
    m_sendingTo.url = shipment.url.shown();
    m_sendingTo.startedAt = utcNow();
    m_sendingTo.head = m_sendingBytes.substr(0, m_sendingBytes.find("\r\n\r\n") + 4);
    m_preview->showSent(m_sendingBytes);
    m_sending = std::make_unique<QObject>();
    setSending(true);
    say(tr("Sending to %1…").arg(shownText(m_sendingTo.url)));
    client::deliver(m_sending.get(), std::move(shipment), [this](Delivery delivery) {
        delivered(std::exchange(m_sendingBytes, {}), std::move(delivery));
    });
}

void ReplayPanel::cancel()
{
    if (!m_sending)
        return;
    Delivery delivery = m_sendingTo;
    delivery.fault = DeliveryFault::Cancelled;
    delivery.timings.total = std::chrono::duration_cast<Micros>(utcNow() - delivery.startedAt);
    delivered(std::exchange(m_sendingBytes, {}), std::move(delivery));
}

void ReplayPanel::delivered(const std::string& bytes, Delivery delivery)
{
    m_sending.release()->deleteLater(); // it may be calling us
    setSending(false);
    delivery.purpose = DeliveryPurpose::Replay;
    const QString sentence = words::deliverySentence(delivery);
    const bool bad = delivery.fault != DeliveryFault::None;
    SentReplay replay = sentReplay(*m_capture, bytes, std::move(delivery));
    say(sentence, bad);
    m_history->add(replay);
    m_results->setCurrentWidget(m_answer);
    if (m_context.keep)
        keep(replay, sentence);
}

void ReplayPanel::keep(const SentReplay& replay, const QString& sentence)
{
    const std::size_t number = m_history->added() - 1;
    const bool answered = replay.delivery.fault == DeliveryFault::None;
    m_context.keep(m_capture->summary.id, replay, [self = QPointer(this), number, sentence, answered,
                                                   edits = m_sendingEdits](const Result<CaptureId>& kept) {
        if (!self)
            return;
        if (kept && answered)
            self->m_drafts->settle(edits);
        if (kept)
            self->m_history->noteStored(number, *kept);
        else
            self->say(tr("%1 The replay was not stored: %2").arg(sentence, words::errorSentence(kept.error())), true);
    });
}

void ReplayPanel::showChosen()
{
    m_results->setTabText(1, m_history->count() == 0 ? tr("Re&plays") : tr("Re&plays (%1)").arg(QLocale().toString(static_cast<qlonglong>(m_history->count()))));
    if (const SentReplay* replay = m_history->chosen())
        m_answer->showDelivery(replay->delivery);
    else if (m_history->isReading())
        m_answer->showNothing(tr("Reading…"));
    else if (const QString trouble = m_history->trouble(); !trouble.isEmpty())
        m_answer->showNothing(trouble);
    else
        m_answer->showNothing(tr("Press Send, or Ctrl+Return, to see what comes back."));
}

void ReplayPanel::say(const QString& sentence, bool bad)
{
    setInk(m_status, bad ? Ink::Bad : Ink::Plain);
    m_status->setText(sentence);
}

void ReplayPanel::setSending(bool sending)
{
    m_send->setEnabled(!sending);
    m_cancel->setEnabled(sending);
    if (!sending && m_cancel->hasFocus())
        m_send->setFocus();
}

} // namespace hookloupe::ui
