// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/bulk_panel.h"

#include "detail/capture_name.h"
#include "resend/bulk_model.h"
#include "resend/signing_bar.h"
#include "resend/target_bar.h"
#include "signing/credentials.h"
#include "signing/resign.h"
#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

} // namespace

BulkPanel::BulkPanel(BulkContext context, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_context(std::move(context))
    , m_model(new BulkModel(this))
    , m_scope(new BulkScope(std::move(m_context.scope), this))
    , m_target(new TargetBar(m_context.common.book, m_context.common.endpoint, m_context.common.ownUrl, this))
    , m_signing(new SigningBar(std::move(m_context.common.secrets), m_context.common.endpoint.scheme, this))
    , m_results(new BulkResults(m_model, m_context.links, this))
    , m_progress(new QProgressBar(this))
    , m_status(plainLabel({}, this))
    , m_start(new QPushButton(icon(Glyph::Send), tr("&Start"), this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
{
    setWindowTitle(tr("Replay in bulk"));
    m_choices = makeChoices();
    m_context.common.secrets.clear();
    m_signing->setForMany();
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("State of the replays"));
    m_status->setObjectName(u"bulkStatus"_s);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_scope);
    column->addWidget(m_target);
    column->addWidget(m_signing);
    column->addWidget(m_choices);
    column->addWidget(m_results, 1);
    column->addWidget(m_progress);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_status, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_start);
    column->addLayout(foot);
    m_tick.setInterval(100ms);
    connectParts();
    setRunning(false);
    showScope();
    resize(940, 720);
    m_target->setFocus();
}

BulkPanel::~BulkPanel() = default;

void BulkPanel::connectParts()
{
    connect(&m_tick, &QTimer::timeout, this, &BulkPanel::showProgress);
    connect(m_scope, &BulkScope::changed, this, &BulkPanel::showScope);
    connect(m_target, &TargetBar::changed, this, [this] { m_signing->setMode(m_target->mode()); });
    connect(m_results, &BulkResults::retryRequested, this, &BulkPanel::retry);
    connect(m_start, &QPushButton::clicked, this, &BulkPanel::start);
    connect(m_cancel, &QPushButton::clicked, this, &BulkPanel::cancel);
    connect(new QShortcut(QKeySequence(u"Ctrl+Return"_s), this), &QShortcut::activated, this, &BulkPanel::start);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

QWidget* BulkPanel::makeChoices()
{
    auto* choices = new QWidget(this);
    auto* row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& text, QWidget* field) {
        auto* title = plainLabel(text, choices);
        title->setBuddy(field);
        row->addWidget(title);
        row->addWidget(field);
        row->addSpacing(8);
    };
    m_pace = new QComboBox(choices);
    m_pace->setAccessibleName(tr("Pace"));
    m_pace->addItem(tr("As fast as possible"), int(replay::Pace::AsFastAsPossible));
    m_pace->addItem(tr("At a fixed rate"), int(replay::Pace::FixedRate));
    m_pace->addItem(tr("As far apart as they arrived"), int(replay::Pace::OriginalGaps));
    m_rate = new QDoubleSpinBox(choices);
    m_rate->setAccessibleName(tr("Requests a second"));
    m_rate->setRange(0.01, 10'000);
    m_rate->setValue(1);
    m_rate->setSuffix(tr(" a second"));
    m_times = new QSpinBox(choices);
    m_times->setAccessibleName(tr("Times"));
    m_times->setRange(1, 100'000);
    m_parallel = new QSpinBox(choices);
    m_parallel->setAccessibleName(tr("At once"));
    m_parallel->setRange(1, replay::mostParallel);
    m_stop = new QCheckBox(tr("Stop at the first &failure"), choices);
    add(tr("&Pace"), m_pace);
    row->addWidget(m_rate);
    add(tr("Ti&mes"), m_times);
    add(tr("At &once"), m_parallel);
    row->addWidget(m_stop);
    row->addStretch(1);
    const auto showRate = [this] { m_rate->setVisible(m_pace->currentData().toInt() == int(replay::Pace::FixedRate)); };
    connect(m_pace, &QComboBox::currentIndexChanged, this, showRate);
    showRate();
    return choices;
}

replay::BulkPlan BulkPanel::plan(int times) const
{
    replay::BulkPlan plan;
    plan.items = m_captures.size();
    plan.times = times;
    plan.pace = static_cast<replay::Pace>(m_pace->currentData().toInt());
    plan.perSecond = m_rate->value();
    plan.parallel = m_parallel->value();
    plan.stopOnFailure = m_stop->isChecked();
    return plan;
}

void BulkPanel::start()
{
    if (m_run)
        return;
    if (const QString none = m_scope->whyNone(); !none.isEmpty())
        return say(none, true);
    prepare(m_scope->captures(), m_times->value());
}

void BulkPanel::retry()
{
    if (m_run || m_failed.empty())
        return;
    std::vector<CaptureId> again;
    for (const std::size_t index : m_failed)
        again.push_back(m_captures[index]);
    prepare(std::move(again), 1);
}

void BulkPanel::prepare(std::vector<CaptureId> captures, int times)
{
    auto url = m_target->url();
    if (!url)
        return say(words::errorSentence(url.error()), true);
    m_plan = {};
    m_plan.url = std::move(*url);
    m_plan.mode = m_target->mode();
    m_chosen = m_signing->signing();
    // What each of them carries is known only when it is read: the question is about all that could be.
    const auto telling = signing::credentialNames();
    withConsent(
        this, m_context.common.consents, m_plan.url, telling, HostQuestion::Many,
        [this, times, captures = std::move(captures)](const std::vector<std::string>&) {
            m_captures = captures;
            begin(times);
        },
        m_plan.mode == client::Mode::AsSpeckle);
}

void BulkPanel::begin(int times)
{
    m_target->noteSent();
    m_model->clear();
    m_made.clear();
    m_failed.clear();
    m_notStored = 0;
    ++m_runNumber;
    m_run = std::make_unique<replay::BulkRun>(
        plan(times), [this](std::size_t index, const replay::BulkRun::Give& give) { make(index, give); });
    connect(m_run.get(), &replay::BulkRun::sent, this, &BulkPanel::take);
    connect(m_run.get(), &replay::BulkRun::finished, this, &BulkPanel::finished);
    setRunning(true);
    m_clock.start();
    m_tick.start();
    showProgress();
    m_run->start();
}

void BulkPanel::cancel()
{
    if (m_run)
        m_run->cancel();
}

void BulkPanel::make(std::size_t index, const replay::BulkRun::Give& give)
{
    m_context.fetch(m_captures[index], [self = QPointer(this), run = m_run.get(), index, give](const Result<CapturePtr>& capture) {
        if (!self || self->m_run.get() != run)
            return;
        if (capture)
            give(self->itemOf(index, *capture));
        else
            give(capture.error());
    });
}

Result<Signing> BulkPanel::signingFor(const Capture& capture) const
{
    Signing signing = m_chosen;
    if (signing.with == SignWith::Nothing)
        return signing;
    const auto armed = m_context.endpointOf(capture.summary.endpoint);
    if (signing.scheme.empty()) {
        const auto* own = signing::ownScheme(capture.summary.signature, capture.head, armed ? armed->endpoint.scheme : std::string());
        signing.scheme = own ? own->name : std::string_view();
    }
    if (signing.with == SignWith::EndpointSecret) {
        if (!armed || armed->secrets.empty())
            return Error{ErrorCode::Unsupported, tr("the endpoint of this request has no secret to sign with").toStdString()};
        signing.secret = armed->secrets.front();
    }
    return signing;
}

Result<replay::BulkItem> BulkPanel::itemOf(std::size_t index, const CapturePtr& capture)
{
    if (capture->summary.kind == CaptureKind::Malformed)
        return Error{ErrorCode::Unsupported, tr("this request was refused, its bytes are not whole").toStdString()};
    auto signing = signingFor(*capture);
    if (!signing)
        return signing.error();
    m_plan.signing = std::move(*signing);
    m_plan.draft = draftOf(capture);
    m_plan.now = utcNow();
    m_plan.leftOut.clear();
    auto shipment = shipmentOf(m_plan);
    if (!shipment)
        return shipment.error();
    const auto leftOut = m_context.common.consents->leftOut(m_plan.url, credentialFields(*shipment));
    if (!leftOut)
        return Error{ErrorCode::PermissionDenied, m_plan.url.target.host};
    if (!leftOut->empty()) {
        m_plan.leftOut = *leftOut;
        shipment = shipmentOf(m_plan);
        if (!shipment)
            return shipment.error();
    }
    shipment->stayOnMachine = m_plan.url.isLoopback();
    m_made[index].push_back({capture, shipment->body});
    return replay::BulkItem{std::move(*shipment), capture->summary.arrivedAt};
}

void BulkPanel::take(const replay::BulkResult& result)
{
    if (!result.good)
        m_failed.insert(result.index);
    const CaptureId capture = m_captures[result.index];
    const auto made = m_made.find(result.index);
    if (result.error || made == m_made.end() || made->second.empty()) {
        m_model->add(capture, result, tr("Request %1").arg(toInt(capture)));
        return;
    }
    const Made one = std::move(made->second.front());
    made->second.pop_front();
    if (made->second.empty())
        m_made.erase(made);
    const int row = m_model->add(capture, result, captureName(one.capture->summary));
    if (m_context.common.keep)
        keep(row, one, result.delivery);
}

void BulkPanel::keep(int row, const Made& made, Delivery delivery)
{
    delivery.purpose = DeliveryPurpose::Replay;
    const std::string bytes = delivery.head + made.body;
    m_context.common.keep(made.capture->summary.id, sentReplay(*made.capture, bytes, std::move(delivery)),
                          [self = QPointer(this), row, run = m_runNumber](const Result<CaptureId>& kept) {
                              if (!self || self->m_runNumber != run)
                                  return;
                              if (kept)
                                  self->m_model->noteStored(row, *kept);
                              else
                                  ++self->m_notStored;
                          });
}

/// "412 a second; some 20 s are left."
QString BulkPanel::paceWords(const replay::BulkProgress& progress) const
{
    const auto elapsed = m_clock.elapsed();
    if (elapsed < 1'000 || progress.done == 0)
        return {};
    const double perSecond = double(progress.done) * 1'000 / double(elapsed);
    const QString rate = tr("%1 a second.").arg(QLocale().toString(perSecond, 'f', perSecond < 10 ? 1 : 0));
    // How long the captured pauses to come are is not known.
    if (!m_run || progress.done == progress.total || m_pace->currentData().toInt() == int(replay::Pace::OriginalGaps))
        return u' ' + rate;
    const auto left = std::chrono::milliseconds(static_cast<std::int64_t>(double(progress.total - progress.done) * 1'000 / perSecond));
    return u' ' + rate + u' ' + tr("About %1 to go.").arg(durationWords(left));
}

void BulkPanel::showProgress()
{
    if (!m_run)
        return;
    const replay::BulkProgress& progress = m_run->progress();
    m_progress->setMaximum(static_cast<int>(std::min<std::size_t>(progress.total, 1'000'000'000)));
    m_progress->setValue(static_cast<int>(std::min<std::size_t>(progress.done, 1'000'000'000)));
    QString sentence = tr("%1 of %2 sent, %3 failed.").arg(number(progress.done), number(progress.total), number(progress.failed));
    sentence += paceWords(progress);
    if (progress.done > BulkModel::mostRows)
        sentence += u' ' + tr("The first %1 are listed.").arg(number(BulkModel::mostRows));
    say(sentence, progress.failed > 0);
    m_results->follow();
}

void BulkPanel::finished(const replay::BulkProgress& progress)
{
    m_tick.stop();
    showProgress();
    m_run.release()->deleteLater(); // it is calling us
    setRunning(false);
    QString sentence = m_status->text();
    if (progress.stopped)
        sentence += u' ' + tr("Stopped at a failure.");
    if (progress.cancelled)
        sentence += u' ' + tr("Cancelled; what was on its way may have arrived.");
    if (m_notStored > 0)
        sentence += u' ' + tr("Not stored: %1.").arg(number(m_notStored));
    say(sentence, progress.failed > 0);
}

void BulkPanel::showScope()
{
    if (m_run)
        return;
    const std::size_t count = m_scope->captures().size();
    m_start->setEnabled(count > 0);
    m_start->setText(count == 1 ? tr("&Send one") : count == 0 ? tr("&Send") : tr("&Send %1").arg(number(count)));
    if (m_model->rowCount() == 0)
        say(m_context.common.keep ? tr("They are sent in the order they arrived. Each replay is stored.")
                                  : tr("They are sent in the order they arrived. This store is only read: no replay is stored."));
}

void BulkPanel::say(const QString& sentence, bool bad)
{
    setInk(m_status, bad ? Ink::Bad : Ink::Plain);
    m_status->setText(sentence);
}

void BulkPanel::setRunning(bool running)
{
    m_cancel->setEnabled(running);
    for (QWidget* part : {static_cast<QWidget*>(m_scope), static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_signing), m_choices})
        part->setEnabled(!running);
    m_start->setEnabled(!running);
    m_progress->setVisible(running || m_model->rowCount() > 0);
    m_results->showFailed(m_failed.size(), running);
    if (!running)
        showScope();
}

} // namespace hookloupe::ui
