// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/answer_page.h"

#include "answers/plan_text.h"
#include "answers/prediction.h"
#include "endpoints/fault_lab.h"
#include "endpoints/step_form.h"
#include "style/plain_text.h"
#include "widgets/choice_bar.h"
#include "words/answer_words.h"
#include "words/record_words.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

AnswerPage::AnswerPage(const Endpoint& endpoint, std::optional<std::string> folder, QWidget* parent)
    : EndpointPage(parent), m_folder(std::move(folder))
{
    setObjectName(QLatin1StringView(pageName));
    m_way = new ChoiceBar(tr("What is answered"), this);
    m_way->addChoice(tr("&200 OK"));
    m_way->addChoice(tr("A &fixed answer"));
    m_way->addChoice(tr("A scr&ipt, request by request"));
    m_stack = new QStackedWidget(this);

    auto* usual = plainLabel(tr("Every request gets 200 with the body “OK”, which Speckle takes for success. A disabled endpoint answers "
                                "503, a rejected signature 401, whatever is chosen here."), m_stack);
    usual->setWordWrap(true);
    usual->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_stack->addWidget(usual);

    auto* fixed = new QWidget(m_stack);
    auto* fixedLayout = new QVBoxLayout(fixed);
    fixedLayout->setContentsMargins(0, 0, 0, 0);
    m_fixed = new StepForm(StepForm::Kinds::AnswerAlone, fixed);
    m_record = plainLabel({}, fixed);
    m_record->setWordWrap(true);
    fixedLayout->addWidget(m_fixed, 1);
    fixedLayout->addWidget(m_record);
    m_stack->addWidget(fixed);

    m_lab = new FaultLab(m_stack);
    if (m_folder)
        m_lab->setAnswerFolder(*m_folder);
    m_stack->addWidget(m_lab);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_way, 0, Qt::AlignLeft);
    layout->addWidget(m_stack, 1);

    Way way = Usual;
    const answers::ParsedPlan parsed = answers::parseAnswerPlan(endpoint.answer);
    if (!endpoint.answer.empty() && parsed.error) {
        m_lab->setUnread(endpoint.answer);
        way = Script;
    } else if (!endpoint.answer.empty()) {
        way = answers::isFixed(parsed.plan) ? Fixed : Script;
        if (way == Fixed)
            m_fixed->setStep(parsed.plan.steps.front());
        m_lab->setPlan(parsed.plan);
    }
    m_way->setCurrent(way);
    m_stack->setCurrentIndex(way);
    connect(m_way, &ChoiceBar::currentChanged, this, &AnswerPage::choose);
    connect(m_fixed, &StepForm::changed, this, [this] {
        showRecord();
        Q_EMIT edited();
    });
    connect(m_lab, &FaultLab::changed, this, &AnswerPage::edited);
    showRecord();
}

QString AnswerPage::title() const
{
    return tr("Answer"); // Ctrl+Tab turns to it: its letters belong to what is on the pages
}

void AnswerPage::takeInto(Endpoint& endpoint) const
{
    if (m_way->current() == Fixed)
        endpoint.answer = answers::textOf(answers::AnswerPlan{true, {m_fixed->step()}});
    else if (m_way->current() == Script)
        endpoint.answer = m_lab->text();
    else
        endpoint.answer.clear();
}

QString AnswerPage::complaint() const
{
    if (m_way->current() == Fixed)
        return m_fixed->complaint();
    return m_way->current() == Script ? m_lab->complaint() : QString();
}

void AnswerPage::aboutToShow(const Endpoint& now, bool hasSecrets)
{
    m_lab->setRejectsInvalid(now.rejectInvalid && hasSecrets);
}

void AnswerPage::choose(int way)
{
    if (way == Script && m_lab->isEmpty())
        m_lab->setPlan({true, {m_fixed->step()}});
    m_stack->setCurrentIndex(way);
    showRecord();
    Q_EMIT edited();
}

void AnswerPage::showRecord()
{
    if (m_stack->currentIndex() != Fixed)
        return;
    if (const QString why = m_fixed->complaint(); !why.isEmpty())
        return m_record->setText(why);
    const answers::AnswerPlan plan{true, {m_fixed->step()}};
    const QString trouble = m_folder ? words::fileTroubleIn(plan, *m_folder) : QString();
    const auto record = answers::predicted(plan, false, m_folder).front();
    const QString sentence = record ? words::recordSentence(*record) : m_folder ? tr("What Speckle records depends on where the answer leads it.")
                 : tr("What Speckle records depends on the file, which was not looked at.");
    m_record->setText(trouble.isEmpty() ? sentence : trouble + u' ' + sentence);
}

} // namespace hookloupe::ui
