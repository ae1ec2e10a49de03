// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/next_steps.h"

#include "crypto/hmac.h"
#include "detail/detail_pane.h"
#include "endpoints/endpoint_commands.h"
#include "frame/undo_history.h"
#include "style/short_words.h"
#include "verify/scheme.h"
#include "words/error_words.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QUndoCommand>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

using Failed = std::function<void(const QString& sentence, const Error& error)>;
using Say = std::function<void(const QString& sentence)>;

/// The endpoint's settings and secrets, before and after a step.
struct Settings {
    Endpoint endpoint;
    std::vector<std::string> secrets; ///< in memory only

    ~Settings()
    {
        for (std::string& secret : secrets)
            crypto::wipe(secret);
    }
};

class ChangeEndpoint : public QUndoCommand {
public:
    /// `done` is what is said when it is done, or done once more, by `sayDone`; `say` tells that it was taken back.
    ChangeEndpoint(session::Session& session, Settings before, Settings after, const NextStep& step, QString done, Say say,
                   Say sayDone, Failed failed)
        : QUndoCommand(step.label), m_session(session), m_before(std::move(before)), m_after(std::move(after)),
          m_done(std::move(done)), m_say(std::move(say)), m_sayDone(std::move(sayDone)), m_failed(std::move(failed))
    {
    }

    void redo() override
    {
        if (apply(m_before, m_after))
            m_sayDone(m_done);
    }
    void undo() override
    {
        if (apply(m_after, m_before))
            m_say(NextSteps::tr("“%1” has the settings back that it had before.").arg(endpointTitle(m_before.endpoint)));
    }

private:
    bool apply(const Settings& from, const Settings& to)
    {
        if (from.endpoint != to.endpoint) {
            if (const auto saved = m_session.saveEndpoint(to.endpoint); !saved) {
                setObsolete(true);
                m_failed(NextSteps::tr("The endpoint was not changed. %1"), saved.error());
                return false;
            }
        }
        if (from.secrets != to.secrets) {
            m_session.setSecrets(to.endpoint.id, to.secrets, [failed = m_failed](const Status& kept) {
                if (!kept)
                    failed(NextSteps::tr("The secrets are used until Hookloupe ends, but could not be kept. %1"), kept.error());
            });
        }
        return true;
    }

    session::Session& m_session;
    Settings m_before;
    Settings m_after;
    QString m_done;
    Say m_say;
    Say m_sayDone;
    Failed m_failed;
};

/// The endpoint as the step makes it.
Settings changed(const Settings& before, const NextStep& step)
{
    Settings after{before.endpoint, before.secrets};
    switch (step.kind) {
    case StepKind::UseSecret: {
        const auto known = std::find(after.secrets.begin(), after.secrets.end(), step.secret);
        if (known != after.secrets.end())
            after.secrets.erase(known);
        after.secrets.insert(after.secrets.begin(), step.secret);
        break;
    }
    case StepKind::UseScheme: after.endpoint.scheme = step.scheme; break;
    case StepKind::AnswerOk: after.endpoint.rejectInvalid = false; break;
    case StepKind::EnableEndpoint: after.endpoint.enabled = true; break;
    case StepKind::ReadSecrets:
    case StepKind::OpenEndpoint:
    case StepKind::ShowSigned:
    case StepKind::CopySample: break;
    }
    return after;
}

QString doneSentence(const NextStep& step, const Endpoint& endpoint)
{
    const QString title = endpointTitle(endpoint);
    switch (step.kind) {
    case StepKind::UseSecret: return NextSteps::tr("“%1” takes the secret that fits, in front of those it had.").arg(title);
    case StepKind::UseScheme:
        if (const auto* scheme = verify::findScheme(step.scheme); scheme && scheme->covered != verify::Covered::SpeckleBody)
            return NextSteps::tr("“%1” takes signatures of the form %2 from now on.")
                .arg(title, QString::fromUtf8(scheme->title.data(), qsizetype(scheme->title.size())));
        return NextSteps::tr("“%1” takes Speckle's signature in the other form from now on.").arg(title);
    case StepKind::AnswerOk:
        return NextSteps::tr("“%1” rejects no invalid signatures any more: it answers 200 from now on.").arg(title);
    case StepKind::EnableEndpoint: return NextSteps::tr("“%1” is enabled.").arg(title);
    case StepKind::CopySample: return NextSteps::tr("Copied the check as a function for your handler.");
    case StepKind::ReadSecrets:
    case StepKind::OpenEndpoint:
    case StepKind::ShowSigned: break;
    }
    return {};
}

} // namespace

NextSteps::NextSteps(const WindowParts& parts, UndoHistory& history)
    : QObject(&parts.window), m_parts(parts), m_history(history)
{
    parts.detail.setEndpointsFixed(parts.session.store().readOnly());
    m_first = makeAction(parts.window, u"nextStep"_s, tr("Next &step"), tr("Do what the verdict of the selected request offers first"),
                         QKeySequence(u"Ctrl+Return"_s));
    parts.menus.requests->addSeparator();
    parts.menus.requests->addAction(m_first);
    connect(&parts.detail, &DetailPane::stepRequested, this, &NextSteps::take);
    connect(&parts.detail, &DetailPane::stepsChanged, this, &NextSteps::showActions);
    connect(m_first, &QAction::triggered, this, [this] {
        if (const NextStep* first = firstStep())
            m_parts.detail.take(*first);
    });
    showActions();
}

void NextSteps::take(const NextStep& step)
{
    const auto endpoint = endpointOf(step.endpoint);
    switch (step.kind) {
    case StepKind::UseSecret:
    case StepKind::UseScheme:
    case StepKind::AnswerOk:
    case StepKind::EnableEndpoint:
        if (endpoint)
            change(step, *endpoint);
        break;
    case StepKind::OpenEndpoint:
        if (endpoint)
            m_parts.endpointCommands.edit(*endpoint, step.page);
        break;
    case StepKind::ReadSecrets: m_parts.session.retrySecrets(); break;
    case StepKind::CopySample:
        QGuiApplication::clipboard()->setText(step.sample);
        m_parts.say(doneSentence(step, {}));
        break;
    case StepKind::ShowSigned: break; // the pane has shown it
    }
}

void NextSteps::change(const NextStep& step, const Endpoint& endpoint)
{
    Settings before{endpoint, m_parts.session.secretsOf(endpoint.id)};
    Settings after = changed(before, step);
    Failed fail = [self = QPointer(this)](const QString& sentence, const Error& error) {
        if (self) // the keychain may answer late
            self->m_parts.sayTrouble(sentence.arg(words::errorSentence(error)));
    };
    // An endpoint's change is not to go unnoticed, nor to need a search for the way back.
    Say done = [this](const QString& sentence) {
        m_parts.say(sentence);
        m_history.offer(sentence);
    };
    m_history.push(new ChangeEndpoint(m_parts.session, std::move(before), std::move(after), step, doneSentence(step, endpoint),
                                      m_parts.say, std::move(done), std::move(fail))); // which owns it
}

void NextSteps::showActions()
{
    const NextStep* first = firstStep();
    m_first->setEnabled(first);
    m_first->setText(first ? tr("Next &step: %1").arg(first->label) : tr("Next &step"));
}

const NextStep* NextSteps::firstStep() const
{
    const auto& steps = m_parts.detail.steps();
    return steps.empty() || steps.front().weakens ? nullptr : &steps.front();
}

std::optional<Endpoint> NextSteps::endpointOf(EndpointId id) const
{
    const auto endpoints = m_parts.session.endpoints();
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), [id](const Endpoint& each) { return each.id == id; });
    return found == endpoints.end() ? std::nullopt : std::optional(*found);
}

} // namespace hookloupe::ui
