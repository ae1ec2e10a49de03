// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_parts.h"

namespace hookloupe::session {

std::vector<Endpoint> Session::endpoints() const
{
    return d->book->endpoints();
}

Result<Endpoint> Session::saveEndpoint(const Endpoint& endpoint)
{
    auto saved = d->book->save(endpoint);
    if (saved)
        Q_EMIT endpointsChanged();
    return saved;
}

Status Session::removeEndpoint(EndpointId id)
{
    Status removed = d->book->remove(id);
    if (removed) {
        d->tellIfNotKept(this, d->trust->keep(d->book->endpoints()));
        Q_EMIT endpointsChanged();
    }
    return removed;
}

Status Session::restoreEndpoint(const Endpoint& endpoint, std::vector<std::string> secrets,
                                std::function<void(Status)> then)
{
    Status restored = d->book->restore(endpoint, std::move(secrets), std::move(then));
    if (restored) {
        d->tellIfNotKept(this, d->trust->keep(d->book->endpoints()));
        Q_EMIT endpointsChanged();
    }
    return restored;
}

std::vector<std::string> Session::secretsOf(EndpointId id) const
{
    return d->book->secretsOf(id);
}

void Session::setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    if (d->options.keepSecrets)
        d->tellIfNotKept(this, d->trust->keep(d->book->endpoints())); // first: it is noted whose they are
    d->book->setSecrets(id, std::move(secrets), std::move(then));
    Q_EMIT endpointsChanged();
}

void Session::awaitSecrets(EndpointId id, std::function<void(Status)> then)
{
    d->book->awaitSecrets(id, std::move(then));
    Q_EMIT endpointsChanged();
}

void Session::useSecrets(EndpointId id, std::vector<std::string> secrets)
{
    d->book->useSecrets(id, std::move(secrets));
    Q_EMIT endpointsChanged();
}

std::string Session::lostSecretFile() const
{
    return d->book->isFileLost() ? d->book->secretStore()->path() : std::string();
}

void Session::keepSecretsAgain()
{
    d->book->keepSecretsAgain();
}

std::vector<UnreadableSecrets> Session::unreadableSecrets() const
{
    return d->book->unreadable();
}

void Session::retrySecrets()
{
    d->book->retrySecrets(true);
}

void Session::setHeld(EndpointId id, bool held)
{
    d->book->setHeld(id, held);
    if (!held)
        d->loopGuard.forget(id);
    Q_EMIT endpointsChanged();
}

std::vector<EndpointId> Session::held() const
{
    return d->book->held();
}

void Session::setAnswerFolder(const std::string& folder)
{
    if (std::exchange(d->options.answerFolder, folder) == folder)
        return;
    d->book->setAnswerFolder(folder);
    Q_EMIT endpointsChanged();
}

const std::string& Session::answerFolder() const
{
    return d->options.answerFolder;
}

LoopGuard& Session::loopGuard()
{
    return d->loopGuard;
}

bool Session::secretsInKeychain() const
{
    const auto* secrets = d->book->secretStore();
    return secrets && secrets->backing() == secrets::Backing::Keychain;
}

std::string Session::secretFilePath() const
{
    const auto* secrets = d->book->secretStore();
    return secrets ? secrets->filePath() : std::string();
}

bool Session::secretFileWasOpenToOthers() const
{
    const auto* secrets = d->book->secretStore();
    return secrets && secrets->fileWasOpenToOthers();
}

std::vector<CaptureSummary> Session::lastOfEachEndpoint() const
{
    const auto reader = d->openReader();
    if (!reader)
        return {};
    auto last = (*reader)->lastOfEachEndpoint();
    if (last)
        d->verdicts->enter(*last);
    return last ? std::move(*last) : std::vector<CaptureSummary>{};
}

} // namespace hookloupe::session
