// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/step_form.h"

#include "answers/plan_text.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "words/answer_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

using answers::BodyKind;
using answers::ContinueWay;
using answers::Millis;
using answers::Step;
using answers::StepKind;

constexpr std::array kinds{StepKind::Answer,  StepKind::Trickle, StepKind::Reset, StepKind::Redirect, StepKind::Hang,
                           StepKind::Close,   StepKind::Garbage, StepKind::Wait,  StepKind::Continue,
                           StepKind::Interim};
constexpr std::array redirects{301, 302, 303, 307, 308};

bool hasBody(StepKind kind)
{
    return kind == StepKind::Answer || kind == StepKind::Trickle || kind == StepKind::Reset;
}

QPlainTextEdit* textField(int lines, QWidget* parent, const QString& name)
{
    auto* field = new QPlainTextEdit(parent);
    field->setFont(codeFont());
    field->setTabChangesFocus(true);
    field->setAccessibleName(name);
    field->setMinimumHeight(field->fontMetrics().lineSpacing() * lines + 14);
    return field;
}

QString headerLines(const http::Headers& headers)
{
    QStringList lines;
    for (const auto& [name, value] : headers)
        lines << shown(name) + u": "_s + shown(value);
    return lines.join(u'\n');
}

Millis millisOf(const QDoubleSpinBox& field)
{
    return Millis(qRound64(field.value() * 1000));
}

double secondsOf(Millis time)
{
    return double(time.count()) / 1000;
}

} // namespace

StepForm::StepForm(Kinds kinds, QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setVerticalSpacing(6);
    addFields(kinds);
    addBody();
    addTimes();
    setStep({});
}

QSpinBox* StepForm::number(int smallest, int largest, const QString& name)
{
    auto* field = new QSpinBox(this);
    field->setRange(smallest, largest);
    field->setGroupSeparatorShown(largest > 1000);
    field->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    field->setMinimumWidth(120);
    field->setAccessibleName(QString(name).remove(u'&'));
    m_form->addRow(name, field);
    connect(field, &QSpinBox::valueChanged, this, &StepForm::note);
    return field;
}

QDoubleSpinBox* StepForm::seconds(Millis largest, const QString& name)
{
    auto* field = new QDoubleSpinBox(this);
    field->setRange(0, secondsOf(largest));
    field->setDecimals(3);
    field->setSuffix(tr(" s", "seconds, behind a number"));
    field->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    field->setMinimumWidth(120);
    field->setAccessibleName(QString(name).remove(u'&'));
    m_form->addRow(name, field);
    connect(field, &QDoubleSpinBox::valueChanged, this, &StepForm::note);
    return field;
}

void StepForm::addFields(Kinds which)
{
    m_kind = new QComboBox(this);
    for (const StepKind kind : kinds)
        m_kind->addItem(words::stepKindLabel(kind), int(kind));
    m_form->addRow(tr("&Kind"), m_kind);
    m_form->setRowVisible(m_kind, which == Kinds::All);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        if (m_filling)
            return;
        Step other;
        other.kind = kind();
        const Step now = step();
        if (hasBody(other.kind) && hasBody(m_step.kind)) {
            other = now;
        } else if (other.kind == StepKind::Wait) {
            other.time = Millis(1000);
        } else if (other.kind == StepKind::Redirect) {
            other.status = 302;
        } else if (other.kind == StepKind::Interim) {
            other.status = 100;
        }
        if ((other.kind == StepKind::Trickle || other.kind == StepKind::Reset) && other.body.empty() && other.bodyBytes == 0) {
            other.bodyKind = BodyKind::Filler;
            other.bodyBytes = 1000;
            other.piece = 100;
            other.after = other.kind == StepKind::Reset ? 500 : 0;
        }
        setStep(other);
        Q_EMIT changed();
    });
    m_status = number(100, 599, tr("&Status"));
    m_redirect = new QComboBox(this);
    for (const int status : redirects)
        m_redirect->addItem(status == 307 || status == 308 ? tr("%1 (the POST is repeated)").arg(status)
                                                           : tr("%1 (the POST becomes a GET)").arg(status), status);
    m_form->addRow(tr("&Status"), m_redirect);
    connect(m_redirect, &QComboBox::currentIndexChanged, this, &StepForm::note);
    m_fromPath = new QCheckBox(tr("Take it from the &path where its last segment is one: /hooks/ci/503"), this);
    m_form->addRow(QString(), m_fromPath);
    connect(m_fromPath, &QCheckBox::toggled, this, &StepForm::note);
    m_reason = new QLineEdit(this);
    m_reason->setPlaceholderText(tr("the usual phrase"));
    m_form->addRow(tr("&Reason"), m_reason);
    connect(m_reason, &QLineEdit::textEdited, this, &StepForm::note);
    m_headers = textField(3, this, tr("Headers"));
    m_headers->setFixedHeight(m_headers->minimumHeight());
    m_headers->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_headers->setPlaceholderText(tr("One a line, such as Retry-After: 5"));
    m_form->addRow(tr("&Headers"), m_headers);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &StepForm::note);
}

void StepForm::addBody()
{
    m_bodyKind = new QComboBox(this);
    m_bodyKind->addItem(tr("Text"), int(BodyKind::Text));
    m_bodyKind->addItem(tr("Template with fields of the request"), int(BodyKind::Template));
    m_bodyKind->addItem(tr("Content of a file"), int(BodyKind::File));
    m_bodyKind->addItem(tr("A number of bytes"), int(BodyKind::Filler));
    m_form->addRow(tr("&Body"), m_bodyKind);
    connect(m_bodyKind, &QComboBox::currentIndexChanged, this, &StepForm::note);
    m_body = textField(5, this, tr("Body"));
    m_form->addRow(QString(), m_body);
    connect(m_body, &QPlainTextEdit::textChanged, this, &StepForm::note);
    m_fileRow = new QWidget(this);
    auto* across = new QHBoxLayout(m_fileRow);
    across->setContentsMargins(0, 0, 0, 0);
    m_file = new QLineEdit(m_fileRow);
    m_file->setAccessibleName(tr("File of the body"));
    m_file->setPlaceholderText(tr("read anew for each answer"));
    auto* choose = new QPushButton(tr("Choos&e…"), m_fileRow);
    choose->setAutoDefault(false);
    across->addWidget(m_file, 1);
    across->addWidget(choose);
    m_form->addRow(QString(), m_fileRow);
    connect(m_file, &QLineEdit::textEdited, this, &StepForm::note);
    connect(choose, &QPushButton::clicked, this, &StepForm::chooseFile);
    m_filler = number(0, int(answers::largestBody), tr("B&ytes"));
}

void StepForm::addTimes()
{
    m_delay = seconds(answers::longestDelay, tr("&Delay"));
    m_piece = number(1, int(answers::largestBody), tr("Bytes at &once"));
    m_every = seconds(answers::longestWait, tr("E&very"));
    m_after = number(0, int(answers::largestBody), tr("Reset &after bytes"));
    m_to = new QLineEdit(this);
    m_to->setPlaceholderText(tr("the request's own path"));
    m_form->addRow(tr("T&o"), m_to);
    connect(m_to, &QLineEdit::textEdited, this, &StepForm::note);
    m_hops = number(1, answers::mostHops, tr("How &often"));
    m_then = number(200, 599, tr("Then answer"));
    m_continue = new QComboBox(this);
    m_continue->addItem(tr("Not sent: the sender has to go on by itself"), int(ContinueWay::Never));
    m_continue->addItem(tr("Sent late, if the sender still waits"), int(ContinueWay::Late));
    m_continue->addItem(tr("Sent before the body, asked for or not"), int(ContinueWay::Unasked));
    m_continue->addItem(tr("The answer in its place, before the body"), int(ContinueWay::Instead));
    m_form->addRow(tr("100 Continue"), m_continue);
    connect(m_continue, &QComboBox::currentIndexChanged, this, &StepForm::note);
    // Not a label that wraps: in Qt 6.4 one of those lets QFormLayout write past its rows when some are hidden.
    m_continue->setToolTip(plainToolTip(tr("A sender waits for it that says “Expect: 100-continue”: curl does with large bodies, Speckle never. "
                                   "Others get the step that follows as if this one were not there.")));
    m_time = seconds(answers::longestWait, tr("&Time"));
    m_times = number(1, answers::mostInterims, tr("How &often"));
    m_bytes = number(1, int(answers::largestBody), tr("B&ytes"));
}

StepKind StepForm::kind() const
{
    return static_cast<StepKind>(m_kind->currentData().toInt());
}

answers::ContinueWay StepForm::continueWay() const
{
    return static_cast<ContinueWay>(m_continue->currentData().toInt());
}

BodyKind StepForm::bodyKind() const
{
    return static_cast<BodyKind>(m_bodyKind->currentData().toInt());
}

void StepForm::setStep(const Step& step)
{
    m_filling = true;
    m_step = step;
    m_kind->setCurrentIndex(m_kind->findData(int(step.kind)));
    const bool interim = step.kind == StepKind::Interim;
    m_status->setRange(interim ? 100 : 200, interim ? 199 : 599);
    m_status->setValue(step.status);
    if (step.kind == StepKind::Redirect)
        m_redirect->setCurrentIndex(m_redirect->findData(step.status));
    m_fromPath->setChecked(step.statusFromPath);
    m_reason->setText(shown(step.reason));
    m_reason->setModified(false);
    m_headers->setPlainText(headerLines(step.headers));
    m_headers->document()->setModified(false);
    m_bodyKind->setCurrentIndex(m_bodyKind->findData(int(step.bodyKind)));
    const bool isFile = step.bodyKind == BodyKind::File;
    m_body->setPlainText(isFile ? QString() : shown(step.body, true));
    m_body->document()->setModified(false);
    m_file->setText(isFile ? shown(step.body) : QString());
    m_file->setModified(false);
    m_filler->setValue(int(step.bodyBytes));
    m_delay->setValue(secondsOf(step.delay));
    m_piece->setValue(int(step.piece));
    m_every->setValue(secondsOf(step.every));
    m_after->setValue(int(step.after));
    m_to->setText(shown(step.to));
    m_hops->setValue(step.hops);
    m_then->setValue(step.thenStatus);
    m_time->setSpecialValueText(step.kind == StepKind::Hang ? tr("until the sender leaves") : QString());
    m_time->setMinimum(step.kind == StepKind::Hang ? 0 : 0.001);
    m_time->setMaximum(secondsOf(step.kind == StepKind::Continue ? answers::longestDelay : answers::longestWait));
    m_continue->setCurrentIndex(m_continue->findData(int(step.continueWay)));
    const bool hasNoTime = step.kind == StepKind::Continue && step.time == Millis(0); // yet: it may be chosen
    m_time->setValue(secondsOf(hasNoTime ? Millis(2000) : step.time));
    m_times->setValue(step.times);
    m_bytes->setValue(int(step.bytes));
    showRows();
    m_filling = false;
}

void StepForm::showRows()
{
    const StepKind of = kind();
    const bool withBody = hasBody(of);
    const BodyKind body = bodyKind();
    const bool redirect = of == StepKind::Redirect;
    const bool own = redirect && m_to->text().isEmpty();
    const auto show = [this](QWidget* field, bool visible) { m_form->setRowVisible(field, visible); };
    show(m_status, withBody || of == StepKind::Interim);
    show(m_redirect, redirect);
    show(m_fromPath, withBody);
    show(m_reason, withBody || redirect);
    show(m_headers, withBody || redirect);
    show(m_bodyKind, withBody);
    show(m_body, withBody && (body == BodyKind::Text || body == BodyKind::Template));
    m_body->setPlaceholderText(body == BodyKind::Template ? u"{{method}} {{path}} {{query.x}} {{header.Host}}\n"
                                                            "{{json.payload.event.event_name}}"_s : QString());
    show(m_fileRow, withBody && body == BodyKind::File);
    show(m_filler, withBody && body == BodyKind::Filler);
    show(m_delay, of == StepKind::Answer);
    show(m_piece, of == StepKind::Trickle);
    show(m_every, of == StepKind::Trickle);
    show(m_after, of == StepKind::Reset);
    show(m_to, redirect);
    show(m_hops, own);
    show(m_then, own);
    show(m_continue, of == StepKind::Continue);
    show(m_time, of == StepKind::Wait || of == StepKind::Hang || (of == StepKind::Continue && continueWay() == ContinueWay::Late));
    show(m_times, of == StepKind::Interim);
    show(m_bytes, of == StepKind::Garbage);
}

void StepForm::note()
{
    if (m_filling)
        return;
    showRows();
    Q_EMIT changed();
}

void StepForm::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Body of the answer"), m_file->text());
    if (path.isEmpty())
        return;
    m_file->setText(path);
    m_file->setModified(true);
    note();
}

void StepForm::takeBody(Step& step) const
{
    step.bodyKind = bodyKind();
    step.body.clear();
    step.bodyBytes = 0;
    const bool wasText = m_step.bodyKind == BodyKind::Text || m_step.bodyKind == BodyKind::Template;
    switch (step.bodyKind) {
    case BodyKind::Text:
    case BodyKind::Template: // what is not edited keeps bytes that a text field cannot show
        step.body = wasText && !m_body->document()->isModified() ? m_step.body : m_body->toPlainText().toStdString();
        return;
    case BodyKind::File:
        step.body = m_step.bodyKind == BodyKind::File && !m_file->isModified() ? m_step.body : m_file->text().toStdString();
        return;
    case BodyKind::Filler:
        step.bodyBytes = m_filler->value();
        return;
    }
}

Step StepForm::step() const
{
    Step step;
    step.kind = kind();
    if (hasBody(step.kind) || step.kind == StepKind::Redirect) {
        step.reason = m_reason->isModified() ? m_reason->text().trimmed().toStdString() : m_step.reason;
        step.headers = m_step.headers;
        if (m_headers->document()->isModified()) {
            step.headers.clear();
            const QStringList lines = m_headers->toPlainText().split(u'\n');
            for (const QString& line : lines) {
                if (!line.trimmed().isEmpty())
                    step.headers.push_back({line.section(u':', 0, 0).trimmed().toStdString(),
                                            line.section(u':', 1).trimmed().toStdString()});
            }
        }
    }
    if (hasBody(step.kind)) {
        step.status = m_status->value();
        step.statusFromPath = m_fromPath->isChecked();
        takeBody(step);
    }
    switch (step.kind) {
    case StepKind::Answer:
        step.delay = millisOf(*m_delay);
        break;
    case StepKind::Trickle:
        step.piece = m_piece->value();
        step.every = std::max(millisOf(*m_every), Millis(1));
        break;
    case StepKind::Reset:
        step.after = m_after->value();
        break;
    case StepKind::Redirect:
        step.status = m_redirect->currentData().toInt();
        step.to = m_to->text().trimmed().toStdString();
        if (step.to.empty()) {
            step.hops = m_hops->value();
            step.thenStatus = m_then->value();
        }
        break;
    case StepKind::Hang:
    case StepKind::Wait:
        step.time = millisOf(*m_time);
        break;
    case StepKind::Interim:
        step.status = m_status->value();
        step.times = m_times->value();
        break;
    case StepKind::Continue:
        step.continueWay = continueWay();
        if (step.continueWay == ContinueWay::Late)
            step.time = millisOf(*m_time);
        break;
    case StepKind::Garbage:
        step.bytes = m_bytes->value();
        break;
    case StepKind::Close:
        break;
    }
    return step;
}

QString StepForm::complaint() const
{
    const Step now = step();
    if (m_headers->document()->isModified() && !now.headers.empty()) {
        const QStringList lines = m_headers->toPlainText().split(u'\n');
        for (const QString& line : lines) {
            if (!line.trimmed().isEmpty() && !line.contains(u':'))
                return words::planErrorSentence({answers::PlanFault::BadHeader, 0, line.toStdString(), 0, 0});
        }
    }
    if (hasBody(now.kind) && now.bodyKind == BodyKind::File && now.body.empty())
        return tr("No file is chosen. Enter its path, or take another kind of body.");
    std::string text = answers::textOf(now);
    if (answers::isInFront(now.kind))
        text += "\nclose";
    auto error = answers::parseAnswerPlan(text).error;
    if (!error)
        return {};
    error->line = 0;
    return words::planErrorSentence(*error);
}

} // namespace hookloupe::ui
