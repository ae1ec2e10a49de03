// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/endpoint_book.h"

#include "answers/plan_text.h"
#include "forward/forwarding.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace hookloupe::session {

namespace {

std::vector<ArmedEndpoint> unarmed(std::vector<Endpoint> endpoints)
{
    std::vector<ArmedEndpoint> armed;
    for (auto& endpoint : endpoints)
        armed.push_back({std::move(endpoint), {}});
    return armed;
}

/// Of secrets that are in the keychain, as the file says; else it is about the file.
bool isOfKeychain(const Error& error)
{
    return error.detail.starts_with("keychain:") || error.detail == "keychain entry";
}

/// The place of an endpoint in a list of them, which may be constant or not.
template <typename Armed>
auto placeOf(Armed& armed, EndpointId id)
{
    return std::find_if(armed.begin(), armed.end(), [id](const auto& one) { return one.endpoint.id == id; });
}

} // namespace

EndpointBook::EndpointBook(store::Store& store, std::vector<Endpoint> endpoints,
                           std::unique_ptr<secrets::SecretStore> secrets, ForAll forAll)
    : m_store(store), m_secrets(std::move(secrets)), m_forAll(std::move(forAll)), m_armed(unarmed(std::move(endpoints)))
{
    if (m_secrets) {
        m_watch = std::make_unique<SecretWatch>(m_secrets->path());
        connect(m_watch.get(), &SecretWatch::due, this, &EndpointBook::retrySecrets);
        connect(m_watch.get(), &SecretWatch::due, this, &EndpointBook::lookForFile);
        connect(m_secrets.get(), &secrets::SecretStore::answeredLate, this, [this] { retrySecrets(true); });
        if (auto guarded = m_store.guardedEndpoints(); guarded && *guarded)
            m_guarded.emplace((*guarded)->begin(), (*guarded)->end());
    }
    publish();
}

void EndpointBook::loadSecrets()
{
    const auto known = endpoints();
    m_loading = m_secrets ? static_cast<int>(known.size()) : 0;
    if (m_loading == 0) {
        Q_EMIT ready();
        return;
    }
    for (const auto& endpoint : known) {
        load(endpoint, [this] {
            if (--m_loading > 0)
                return;
            if (m_guarded || m_secrets->isFileReadable()) // else it is only guessed who has secrets
                noteGuards(true, {});
            Q_EMIT ready();
        });
    }
}

void EndpointBook::load(const Endpoint& endpoint, std::function<void()> then)
{
    m_secrets->load(endpoint.id, [this, endpoint, then = std::move(then)](Result<std::vector<std::string>> loaded) {
        took(endpoint, std::move(loaded));
        if (then)
            then();
    });
}

void EndpointBook::took(const Endpoint& endpoint, Result<std::vector<std::string>> loaded)
{
    const EndpointId id = endpoint.id;
    if (placeOf(m_armed, id) == m_armed.end() || (loaded && isTakenBack(id, *loaded)))
        return;
    const auto trouble = m_unreadable.find(id);
    const bool wasUnreadable = trouble != m_unreadable.end();
    const bool isEmpty = loaded && loaded->empty();
    const bool hasNone = isEmpty ? !isGuarded(id) && !(wasUnreadable && m_secrets->isFileGone())
                                 : !loaded && m_guarded && !isGuarded(id) && !m_secrets->isFileReadable();
    if (hasNone && !wasUnreadable)
        return;
    if (hasNone || (loaded && !isEmpty)) {
        m_unreadable.erase(id);
        arm(id, hasNone ? std::vector<std::string>() : std::move(*loaded));
        if (wasUnreadable) {
            Q_EMIT unreadableChanged();
            if (!m_given.contains(id))
                Q_EMIT secretsReadable(endpoint);
        }
        return;
    }
    const Error error = loaded ? Error{ErrorCode::NotFound, m_secrets->path()} : loaded.error();
    if (wasUnreadable && trouble->second == error)
        return;
    m_unreadable.insert_or_assign(id, error);
    publish();
    Q_EMIT unreadableChanged();
    if (!wasUnreadable)
        Q_EMIT secretTrouble(endpoint, error);
}

void EndpointBook::retrySecrets(bool mayAskUser)
{
    if (!m_secrets || m_unreadable.empty())
        return;
    m_secrets->readAgain();
    for (const Endpoint& endpoint : endpoints()) {
        if (m_unreadable.contains(endpoint.id) && (mayAskUser || !m_secrets->mayAskUser(endpoint.id)))
            load(endpoint);
    }
}

/// What is in memory goes on judging: nothing is let in for it. Whoever is not told loses it at the next start.
void EndpointBook::lookForFile()
{
    const bool lost = hasSecrets() && m_saving == 0 && !QFileInfo(QString::fromStdString(m_secrets->path())).isReadable();
    if (std::exchange(m_fileLost, lost) != lost)
        Q_EMIT fileLostChanged();
}

bool EndpointBook::hasSecrets() const
{
    return m_secrets && std::any_of(m_armed.begin(), m_armed.end(), [](const ArmedEndpoint& one) { return !one.secrets.empty(); });
}

void EndpointBook::keepSecretsAgain()
{
    if (!m_fileLost)
        return;
    m_secrets->readAgain(); // else what it had is taken for kept
    const auto armed = m_armed;
    for (const ArmedEndpoint& one : armed) {
        if (!one.secrets.empty())
            setSecrets(one.endpoint.id, one.secrets, [this, endpoint = one.endpoint](const Status& kept) {
                if (!kept)
                    Q_EMIT secretTrouble(endpoint, kept.error());
            });
    }
}

bool EndpointBook::isGuarded(EndpointId id) const
{
    return m_guarded && m_guarded->contains(id);
}

bool EndpointBook::isTakenBack(EndpointId id, const std::vector<std::string>& secrets) const
{
    const auto taken = m_takenBack.find(id);
    return taken != m_takenBack.end() && !secrets.empty() && taken->second == secrets;
}

/// With all that are known to have secrets; those of endpoints that were removed stay, as they may come back. A store that
/// can't take it is told at the next start.
void EndpointBook::noteGuards(bool guarded, const std::vector<EndpointId>& ids)
{
    std::set<EndpointId> now = m_guarded.value_or(std::set<EndpointId>());
    for (const ArmedEndpoint& armed : m_armed) {
        if (!armed.secrets.empty() || m_unreadable.contains(armed.endpoint.id))
            now.insert(armed.endpoint.id);
    }
    for (const EndpointId id : ids)
        guarded ? (void)now.insert(id) : (void)now.erase(id);
    if (now == m_guarded.value_or(std::set<EndpointId>()))
        return;
    m_guarded = now;
    (void)m_store.setGuardedEndpoints({now.begin(), now.end()});
}

void EndpointBook::reload()
{
    auto stored = m_store.endpoints();
    if (!stored || *stored == endpoints())
        return;
    std::vector<ArmedEndpoint> armed = unarmed(std::move(*stored));
    for (ArmedEndpoint& one : armed) {
        const auto known = placeOf(m_armed, one.endpoint.id);
        if (known == m_armed.end())
            continue;
        one.secrets = known->secrets;
        one.held = known->held;
    }
    m_armed = std::move(armed);
    publish();
    if (m_secrets)
        loadSecrets();
}

std::vector<Endpoint> EndpointBook::endpoints() const
{
    std::vector<Endpoint> list;
    for (const auto& armed : m_armed)
        list.push_back(armed.endpoint);
    return list;
}

std::vector<UnreadableSecrets> EndpointBook::unreadable() const
{
    std::vector<UnreadableSecrets> list;
    for (const ArmedEndpoint& armed : m_rules->endpoints) {
        if (armed.unreadable)
            list.push_back({armed.endpoint.id, m_unreadable.at(armed.endpoint.id)});
    }
    return list;
}

std::vector<EndpointId> EndpointBook::held() const
{
    std::vector<EndpointId> list;
    for (const auto& armed : m_armed) {
        if (armed.held)
            list.push_back(armed.endpoint.id);
    }
    return list;
}

std::vector<std::string> EndpointBook::secretsOf(EndpointId id) const
{
    const auto place = placeOf(m_rules->endpoints, id);
    return place == m_rules->endpoints.end() ? std::vector<std::string>{} : place->secrets;
}

Result<Endpoint> EndpointBook::save(Endpoint endpoint)
{
    const bool isCatchAll = endpoint.id == catchAllEndpoint && endpoint.path.empty();
    if (!isCatchAll) {
        const std::string path = normalisedPath(endpoint.path);
        if (path.empty())
            return Error{ErrorCode::InvalidInput, "path " + endpoint.path};
        endpoint.path = path;
    }
    if (!verify::findScheme(endpoint.scheme))
        return Error{ErrorCode::InvalidInput, "scheme " + endpoint.scheme};
    if (const auto fault = endpoint.answer.empty() ? std::nullopt : answers::parseAnswerPlan(endpoint.answer).error)
        return Error{ErrorCode::InvalidInput, "answer line " + std::to_string(fault->line) + ' ' + fault->text};
    if (const auto forwarding = forward::parseForwarding(endpoint.forward); !forwarding)
        return Error{ErrorCode::InvalidInput, "forwarding, " + forwarding.error().detail};
    auto saved = m_store.save(endpoint);
    if (!saved)
        return saved;
    std::optional<Endpoint> before;
    if (const auto place = placeOf(m_armed, saved->id); place == m_armed.end())
        m_armed.push_back({*saved, {}});
    else
        before = std::exchange(place->endpoint, *saved);
    Q_EMIT stored(*saved, before);
    publish();
    return saved;
}

Status EndpointBook::remove(EndpointId id)
{
    Status removed = m_store.removeEndpoint(id);
    if (!removed)
        return removed;
    const auto place = placeOf(m_armed, id);
    if (place == m_armed.end())
        return removed;
    const Endpoint endpoint = place->endpoint;
    m_armed.erase(place);
    m_given.erase(id);
    const bool wasUnreadable = m_unreadable.erase(id) > 0;
    publish();
    if (wasUnreadable) {
        Q_EMIT unreadableChanged();
    } else if (m_secrets) {
        m_secrets->save(id, {}, [this, endpoint](const Status& deleted) {
            if (deleted)
                noteGuards(false, {endpoint.id});
            else
                Q_EMIT secretTrouble(endpoint, deleted.error());
        });
    }
    return removed;
}

Status EndpointBook::restore(const Endpoint& endpoint, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    Status restored = m_store.restoreEndpoint(endpoint);
    if (!restored)
        return restored;
    m_armed.push_back({endpoint, {}});
    const bool leftWhereTheyAre = secrets.empty() && m_secrets && isGuarded(endpoint.id);
    if (!leftWhereTheyAre) {
        setSecrets(endpoint.id, std::move(secrets), std::move(then));
        return restored;
    }
    m_unreadable.insert_or_assign(endpoint.id, Error{ErrorCode::NotFound, m_secrets->path()}); // until they are read
    publish();
    Q_EMIT unreadableChanged();
    load(endpoint);
    if (then)
        then(success());
    return restored;
}

void EndpointBook::setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    if (placeOf(m_armed, id) == m_armed.end())
        return;
    if (m_secrets && !secrets.empty())
        noteGuards(true, {id}); // before they are kept: what is known too early closes, too late opens
    m_takenBack.erase(id);
    const auto trouble = m_unreadable.find(id);
    const bool wasUnreadable = trouble != m_unreadable.end();
    if (wasUnreadable) {
        if (isOfKeychain(trouble->second))
            m_replacedInKeychain.insert(id);
        else
            m_replacedInKeychain.erase(id);
        m_unreadable.erase(trouble);
    }
    arm(id, secrets);
    if (wasUnreadable)
        Q_EMIT unreadableChanged();
    const auto tell = [then = std::move(then)](Status status) {
        if (then)
            then(std::move(status));
    };
    if (!m_secrets)
        return tell(success());
    ++m_saving;
    m_secrets->save(id, std::move(secrets), [this, id, tell](Status status) {
        --m_saving;
        if (m_fileLost)
            lookForFile();
        const auto place = placeOf(m_armed, id);
        const bool hasNewOnes = place != m_armed.end() && !place->secrets.empty(); // set while these were being removed
        if (!m_secrets->mayHave(id) && !m_unreadable.contains(id) && !hasNewOnes)
            noteGuards(false, {id});
        tell(std::move(status));
    });
}

void EndpointBook::awaitSecrets(EndpointId id, std::function<void(Status)> then)
{
    if (!m_secrets)
        return setSecrets(id, {}, std::move(then));
    const auto place = placeOf(m_armed, id);
    if (place == m_armed.end())
        return;
    const Endpoint endpoint = place->endpoint;
    const std::vector<std::string> replacing = place->secrets;
    const bool wereInKeychain = m_replacedInKeychain.contains(id);
    Error trouble{ErrorCode::NotFound, m_secrets->path()};
    if (wereInKeychain && m_secrets->isOverwritten(id))
        trouble.detail = "keychain: no such entry";
    else if (wereInKeychain)
        trouble = {ErrorCode::Failed, "keychain: not asked yet"};
    noteGuards(true, {id});
    m_takenBack.insert_or_assign(id, replacing);
    m_unreadable.insert_or_assign(id, std::move(trouble)); // first: it is open at no moment
    arm(id, {});
    Q_EMIT unreadableChanged();
    m_secrets->takeBack(id, replacing, wereInKeychain,
                        [this, endpoint, then = std::move(then)](const Result<secrets::SecretStore::Instead>& instead) {
        if (instead && m_unreadable.contains(endpoint.id)) {
            m_takenBack.erase(endpoint.id); // from now on whoever comes was put back
            if (*instead == secrets::SecretStore::Instead::Others)
                load(endpoint);
        }
        if (then)
            then(instead ? success() : Status(instead.error()));
    });
}

void EndpointBook::useSecrets(EndpointId id, std::vector<std::string> secrets)
{
    m_given.insert_or_assign(id, std::move(secrets));
    publish();
}

void EndpointBook::arm(EndpointId id, std::vector<std::string> secrets)
{
    if (const auto place = placeOf(m_armed, id); place != m_armed.end())
        place->secrets = std::move(secrets);
    publish();
}

void EndpointBook::setHeld(EndpointId id, bool held)
{
    const auto place = placeOf(m_armed, id);
    if (place == m_armed.end() || place->held == held)
        return;
    place->held = held;
    publish();
}

void EndpointBook::setAnswerFolder(const std::string& folder)
{
    if (std::exchange(m_forAll.answerFolder, folder) != folder)
        publish();
}

void EndpointBook::remakeRules()
{
    publish();
}

void EndpointBook::publish()
{
    auto judging = m_armed;
    for (ArmedEndpoint& armed : judging) {
        const auto given = m_given.find(armed.endpoint.id);
        armed.unreadable = given == m_given.end() && m_unreadable.contains(armed.endpoint.id);
        if (given != m_given.end())
            armed.secrets = given->second;
        else if (armed.secrets.empty() && !armed.unreadable)
            armed.secrets = m_forAll.secrets;
    }
    m_rules = makeRules(std::move(judging), m_forAll);
    if (m_watch)
        m_watch->setActive(!m_unreadable.empty() || hasSecrets());
    Q_EMIT changed();
}

} // namespace hookloupe::session
