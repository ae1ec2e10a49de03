// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/endpoint_book.h"

#include "answers/plan_text.h"
#include "forward/forwarding.h"

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

auto placeOf(const std::vector<ArmedEndpoint>& armed, EndpointId id)
{
    return std::find_if(armed.begin(), armed.end(), [id](const auto& one) { return one.endpoint.id == id; });
}

} // namespace

EndpointBook::EndpointBook(store::Store& store, std::vector<Endpoint> endpoints,
                           std::unique_ptr<secrets::SecretStore> secrets, ForAll forAll)
    : m_store(store), m_secrets(std::move(secrets)), m_forAll(std::move(forAll)),
      m_rules(makeRules(unarmed(std::move(endpoints)), m_forAll))
{
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
        m_secrets->load(endpoint.id, [this, endpoint](Result<std::vector<std::string>> loaded) {
            if (!loaded)
                Q_EMIT secretTrouble(endpoint, loaded.error());
            else if (!loaded->empty())
                arm(endpoint.id, std::move(*loaded));
            if (--m_loading == 0)
                Q_EMIT ready();
        });
    }
}

std::vector<Endpoint> EndpointBook::endpoints() const
{
    std::vector<Endpoint> list;
    for (const auto& armed : m_rules->endpoints)
        list.push_back(armed.endpoint);
    return list;
}

std::vector<EndpointId> EndpointBook::held() const
{
    std::vector<EndpointId> list;
    for (const auto& armed : m_rules->endpoints) {
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
    auto armed = m_rules->endpoints;
    const auto place = placeOf(armed, saved->id);
    if (place == armed.end())
        armed.push_back({*saved, {}});
    else
        armed[static_cast<std::size_t>(place - armed.begin())].endpoint = *saved;
    publish(std::move(armed));
    return saved;
}

Status EndpointBook::remove(EndpointId id)
{
    Status removed = m_store.removeEndpoint(id);
    if (!removed)
        return removed;
    auto armed = m_rules->endpoints;
    const auto place = placeOf(armed, id);
    if (place == armed.end())
        return removed;
    const Endpoint endpoint = place->endpoint;
    armed.erase(place);
    publish(std::move(armed));
    if (m_secrets) {
        m_secrets->save(id, {}, [this, endpoint](const Status& deleted) {
            if (!deleted)
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
    auto armed = m_rules->endpoints;
    armed.push_back({endpoint, {}});
    publish(std::move(armed));
    setSecrets(endpoint.id, std::move(secrets), std::move(then));
    return restored;
}

void EndpointBook::setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    arm(id, secrets);
    const auto tell = [then = std::move(then)](Status status) {
        if (then)
            then(std::move(status));
    };
    if (!m_secrets)
        return tell(success());
    m_secrets->save(id, std::move(secrets), tell);
}

void EndpointBook::arm(EndpointId id, std::vector<std::string> secrets)
{
    auto armed = m_rules->endpoints;
    const auto place = placeOf(armed, id);
    if (place == armed.end())
        return;
    armed[static_cast<std::size_t>(place - armed.begin())].secrets = std::move(secrets);
    publish(std::move(armed));
}

void EndpointBook::setHeld(EndpointId id, bool held)
{
    auto armed = m_rules->endpoints;
    const auto place = placeOf(armed, id);
    if (place == armed.end() || place->held == held)
        return;
    armed[static_cast<std::size_t>(place - armed.begin())].held = held;
    publish(std::move(armed));
}

void EndpointBook::publish(std::vector<ArmedEndpoint> armed)
{
    m_rules = makeRules(std::move(armed), m_forAll);
    Q_EMIT changed();
}

} // namespace hookloupe::session
