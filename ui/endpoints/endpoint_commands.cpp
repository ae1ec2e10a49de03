// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_commands.h"

#include "endpoints/endpoint_dialog.h"
#include "forward/forwarding.h"
#include "consent/host_consents.h"
#include "frame/reachable_url.h"
#include "endpoints/secret_change.h"
#include "frame/undo_history.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <memory>

namespace hookloupe::ui {

namespace {

/// Of the targets in an endpoint's forwarding that get credentials.
std::vector<std::string> urlsOf(const std::string& forwardingText)
{
    std::vector<std::string> urls;
    if (const auto forwarding = forward::parseForwarding(forwardingText)) {
        for (const forward::ForwardTarget& target : forwarding->targets) {
            if (!target.withoutCredentials)
                urls.push_back(target.url);
        }
    }
    return urls;
}

} // namespace

EndpointCommands::EndpointCommands(session::Session& session, QWidget* window)
    : QObject(window), m_session(session), m_window(window)
{
}

void EndpointCommands::create()
{
    openDialog({}, true);
}

void EndpointCommands::edit(const Endpoint& endpoint, const QString& page)
{
    openDialog(endpoint, false, page);
}

void EndpointCommands::openDialog(const Endpoint& endpoint, bool isNew, const QString& page)
{
    const auto secrets = isNew ? std::vector<std::string>{} : m_session.secretsOf(endpoint.id);
    const bool forwardHeld = m_session.holdsForwarding(endpoint);
    const bool answerHeld = m_session.holdsAnswer(endpoint);
    // What came with the file was never agreed to.
    const auto confirm = [before = forwardHeld ? std::string() : endpoint.forward](QWidget* over, const Endpoint& after, std::function<void()> thenSave) {
        const auto hosts = replay::newElsewhere(urlsOf(before), urlsOf(after.forward));
        if (hosts.empty())
            return thenSave();
        askAboutForwarding(over, hosts, std::move(thenSave));
    };
    const bool unreadable = !isNew && isUnreadable(endpoint.id);
    EndpointSurroundings around{baseUrl(), m_session.endpoints(), secretPlace()};
    around.listening = m_session.listenStatus().address;
    around.confirm = confirm;
    around.secretsUnreadable = unreadable;
    if (!answerHeld)
        around.answerFolder = m_session.answerFolder();
    if (answerHeld)
        around.answerNote = tr("This answer came with the store. It is held until you agree, and a request that is let in is answered "
                               "200 OK: “What this store would do…” in the menu Endpoints. An answer that you write here is yours at once.");
    if (forwardHeld)
        around.forwardNote = tr("These handlers came with the store. Nothing is passed on to them until you agree: “What this store "
                                "would do…” in the menu Endpoints. Handlers that you enter here are yours at once.");
    auto* dialog = new EndpointDialog(endpoint, secrets, isNew, std::move(around), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, isNew, unreadable, before = secrets] {
        // What was not touched stays: what the dialog shows may not be what is there, as the keychain can be slow.
        const bool touched = dialog->secrets() != before || (unreadable && !dialog->keepsUnreadableSecrets());
        save(dialog->endpoint(), touched ? std::optional(dialog->secrets()) : std::nullopt, isNew);
    });
    dialog->showPage(page);
    dialog->open();
}

void EndpointCommands::save(const Endpoint& endpoint, const std::optional<std::vector<std::string>>& secrets, bool isNew)
{
    const auto stored = m_session.saveEndpoint(endpoint);
    if (!stored) {
        Q_EMIT failed(tr("The endpoint was not saved. %1").arg(words::errorSentence(stored.error())));
        return;
    }
    if (secrets)
        changeSecrets(*stored, *secrets, isNew);
    Q_EMIT saved(toInt(stored->id));
    if (isNew)
        Q_EMIT created(toInt(stored->id));
}

void EndpointCommands::changeSecrets(const Endpoint& endpoint, const std::vector<std::string>& secrets, bool isNew)
{
    const auto offer = [this, isNew](const QString& sentence) {
        if (!isNew)
            m_history->offer(sentence);
    };
    SecretChange::Told told{.done = offer, .takenBack = [this](const QString& sentence) { Q_EMIT takenBack(sentence); }, .notKept = complain()};
    auto change = std::make_unique<SecretChange>(m_session, endpoint, secrets, std::move(told));
    if (isNew) // an endpoint that was made is not unmade by Undo, nor is a part of it
        change->redo();
    else
        m_history->push(change.release()); // which owns it
}

bool EndpointCommands::isUnreadable(EndpointId id) const
{
    const auto all = m_session.unreadableSecrets();
    return std::any_of(all.begin(), all.end(), [id](const auto& one) { return one.endpoint == id; });
}

std::function<void(const QString&, const Error&)> EndpointCommands::complain()
{
    return [self = QPointer(this)](const QString& sentence, const Error& error) {
        if (self) // the keychain may answer late
            Q_EMIT self->failed(sentence.arg(words::errorSentence(error)));
    };
}

QString EndpointCommands::baseUrl() const
{
    const session::ListenStatus status = m_session.listenStatus();
    const bool open = status.state == session::ListenState::Listening || status.state == session::ListenState::Paused;
    return open ? reachableUrl(status.address) : QString();
}

QString EndpointCommands::urlOf(const Endpoint& endpoint) const
{
    const QString base = baseUrl();
    return base.isEmpty() ? base : base + QString::fromStdString(endpoint.path);
}

QString EndpointCommands::secretPlace() const
{
    if (m_session.secretsInKeychain())
        return tr("Secrets are kept in the system's keychain.");
    const std::string path = m_session.secretFilePath();
    if (path.empty())
        return tr("Secrets are kept in memory only, until Hookloupe ends.");
    return tr("No keychain was found, so secrets are kept in the file %1, which only your account can read (mode 0600).")
        .arg(shownText(path));
}

} // namespace hookloupe::ui
