// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/bulk_panel.h"

#include "replay/bulk_model.h"
#include "replay/signing_bar.h"
#include "replay/target_bar.h"
#include "simulate/credentials.h"
#include "style/colours.h"
#include "style/icons.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QTableView* makeTable(QAbstractItemModel* model, QWidget* parent)
{
    auto* table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(BulkPanel::tr("What came of each request"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(BulkModel::RequestColumn, QHeaderView::Stretch);
    table->setColumnWidth(BulkModel::NumberColumn, 70);
    table->setColumnWidth(BulkModel::AnswerColumn, 130);
    table->setColumnWidth(BulkModel::RecordColumn, 170);
    table->setColumnWidth(BulkModel::TimeColumn, 80);
    return table;
}

} // namespace

BulkPanel::BulkPanel(std::vector<CaptureId> captures, BulkContext context, QWidget* parent)
    : QWidget(parent, Qt::Window), m_captures(std::move(captures)), m_context(std::move(context)), m_model(new BulkModel(this))
{
    std::sort(m_captures.begin(), m_captures.end());
    setWindowTitle(m_captures.size() == 1 ? tr("Replay one request many times")
                                          : tr("Replay %n requests", nullptr, static_cast<int>(m_captures.size())));
    m_target = new TargetBar(m_context.common.book, m_context.common.endpoint, m_context.common.ownUrl, this);
    m_signing = new SigningBar(std::move(m_context.common.secrets), m_context.common.endpoint.scheme, this);
    m_context.common.secrets.clear();
    m_signing->setDialectOffered(true);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_status = plainLabel({}, this);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("State of the replays"));
    m_status->setObjectName(u"bulkStatus"_s);
    m_cancel = new QPushButton(tr("&Cancel"), this);
    m_start = new QPushButton(icon(Glyph::Send), tr("&Start"), this);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_target);
    column->addWidget(m_signing);
    column->addWidget(makeChoices());
    column->addWidget(makeTable(m_model, this), 1);
    column->addWidget(m_progress);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_status, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_start);
    column->addLayout(foot);
    connect(m_target, &TargetBar::changed, this, [this] { m_signing->setMode(m_target->mode()); });
    connect(m_start, &QPushButton::clicked, this, &BulkPanel::start);
    connect(m_cancel, &QPushButton::clicked, this, &BulkPanel::cancel);
    connect(new QShortcut(QKeySequence(u"Ctrl+Return"_s), this), &QShortcut::activated, this, &BulkPanel::start);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    setRunning(false);
    say(tr("They are sent in the order they arrived. Each replay is stored."));
    resize(900, 600);
    m_target->setFocus();
}

BulkPanel::~BulkPanel() = default;

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

replay::BulkPlan BulkPanel::plan() const
{
    replay::BulkPlan plan;
    plan.items = m_captures.size();
    plan.times = m_times->value();
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
    auto url = m_target->url();
    if (!url)
        return say(words::errorSentence(url.error()), true);
    m_plan = {};
    m_plan.url = std::move(*url);
    m_plan.mode = m_target->mode();
    m_plan.signing = m_signing->signing();
    // What each of them carries is known only when it is read: the question is about all that could be.
    const auto telling = simulate::credentialNames();
    if (m_context.common.consents->leftOut(m_plan.url, telling))
        return begin();
    askAboutHost(this, shownText(m_plan.url.target.host), telling, HostQuestion::Many, [this, telling](bool leaveOut) {
        m_context.common.consents->remember(m_plan.url, telling, leaveOut);
        begin();
    });
}

void BulkPanel::begin()
{
    m_target->noteSent();
    m_model->clear();
    m_made.clear();
    m_notStored = 0;
    m_run = std::make_unique<replay::BulkRun>(
        plan(), [this](std::size_t index, const replay::BulkRun::Give& give) { make(index, give); });
    connect(m_run.get(), &replay::BulkRun::sent, this, &BulkPanel::take);
    connect(m_run.get(), &replay::BulkRun::progressed, this, &BulkPanel::showProgress);
    connect(m_run.get(), &replay::BulkRun::finished, this, &BulkPanel::finished);
    setRunning(true);
    showProgress(m_run->progress());
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

Result<replay::BulkItem> BulkPanel::itemOf(std::size_t index, const CapturePtr& capture)
{
    m_plan.draft = draftOf(capture);
    m_plan.now = utcNow();
    m_plan.leftOut.clear();
    if (m_plan.signing.with == SignWith::EndpointSecret)
        m_plan.signing.secret = m_context.secretOf(capture->summary.endpoint);
    auto shipment = shipmentOf(m_plan);
    if (!shipment)
        return shipment.error();
    const std::string bytes = replay::firstRequest(*shipment);
    const auto leftOut = m_context.common.consents->leftOut(
        m_plan.url, simulate::credentialFields(std::string_view(bytes).substr(0, bytes.find("\r\n\r\n") + 4)));
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
    const auto made = m_made.find(result.index);
    if (result.error || made == m_made.end() || made->second.empty()) {
        m_model->add(result, tr("Request %1").arg(toInt(m_captures[result.index])));
        return;
    }
    const Made one = std::move(made->second.front());
    made->second.pop_front();
    if (made->second.empty())
        m_made.erase(made);
    const CaptureSummary& summary = one.capture->summary;
    const QString event = shownText(summary.event.wireName, 60);
    m_model->add(result, tr("%1, %2", "what, when").arg(event.isEmpty() ? shownText(summary.method + ' ' + summary.target, 100) : event,
                                                       timeWords(summary.arrivedAt, utcNow())));
    if (!m_context.common.keep)
        return;
    Delivery delivery = result.delivery;
    delivery.purpose = DeliveryPurpose::Replay;
    const std::string bytes = delivery.head + one.body;
    m_context.common.keep(summary.id, sentReplay(*one.capture, bytes, std::move(delivery)),
                          [self = QPointer(this)](const Result<CaptureId>& kept) {
                              if (self && !kept)
                                  ++self->m_notStored;
                          });
}

void BulkPanel::showProgress(const replay::BulkProgress& progress)
{
    m_progress->setMaximum(static_cast<int>(std::min<std::size_t>(progress.total, 1'000'000'000)));
    m_progress->setValue(static_cast<int>(std::min<std::size_t>(progress.done, 1'000'000'000)));
    QString sentence = tr("%1 of %2 sent, %3 failed.").arg(number(progress.done), number(progress.total), number(progress.failed));
    if (progress.done > BulkModel::mostRows)
        sentence += u' ' + tr("The first %1 are listed.").arg(number(BulkModel::mostRows));
    say(sentence, progress.failed > 0);
}

void BulkPanel::finished(const replay::BulkProgress& progress)
{
    m_run.release()->deleteLater(); // it is calling us
    setRunning(false);
    showProgress(progress);
    QString sentence = m_status->text();
    if (progress.stopped)
        sentence += u' ' + tr("Stopped at a failure.");
    if (progress.cancelled)
        sentence += u' ' + tr("Cancelled; what was on its way may have arrived.");
    if (m_notStored > 0)
        sentence += u' ' + tr("Not stored: %1.").arg(number(m_notStored));
    say(sentence, progress.failed > 0);
}

void BulkPanel::say(const QString& sentence, bool bad)
{
    QPalette colours = palette();
    if (bad)
        colours.setColor(QPalette::WindowText, coloursFor(palette()).bad);
    m_status->setPalette(colours);
    m_status->setText(sentence);
}

void BulkPanel::setRunning(bool running)
{
    m_start->setEnabled(!running);
    m_cancel->setEnabled(running);
    for (QWidget* field : {static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_signing), static_cast<QWidget*>(m_pace),
                           static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_times), static_cast<QWidget*>(m_parallel),
                           static_cast<QWidget*>(m_stop)})
        field->setEnabled(!running);
}

} // namespace hookloupe::ui
