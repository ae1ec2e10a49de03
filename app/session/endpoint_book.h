// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secret_store.h"
#include "session/judge.h"
#include "store/store.h"

#include <QObject>

namespace hookloupe::session {

/// The endpoints and their secrets, in the owner's thread: the store keeps the first, the secret store the second, and
/// every change makes new Rules.
class EndpointBook : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive this. Without `secrets` they live in memory only. See SessionOptions.
    EndpointBook(store::Store& store, std::vector<Endpoint> endpoints, std::unique_ptr<secrets::SecretStore> secrets,
                 ForAll forAll);

    void loadSecrets();                        ///< ready() follows, at once if no keychain is concerned
    [[nodiscard]] bool isReady() const { return m_loading == 0; }

    [[nodiscard]] RulesPtr rules() const { return m_rules; }
    [[nodiscard]] std::vector<Endpoint> endpoints() const;
    [[nodiscard]] std::vector<std::string> secretsOf(EndpointId id) const;
    [[nodiscard]] std::vector<EndpointId> held() const;
    [[nodiscard]] const secrets::SecretStore* secretStore() const { return m_secrets.get(); }

    /// InvalidInput for a path, a scheme or an answer (its line) that is none; else as Store::save().
    [[nodiscard]] Result<Endpoint> save(Endpoint endpoint);
    [[nodiscard]] Status remove(EndpointId id);
    /// Takes remove() back; errors as of Store::restoreEndpoint().
    [[nodiscard]] Status restore(const Endpoint& endpoint, std::vector<std::string> secrets,
                                 std::function<void(Status)> then);
    void setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then);
    void setHeld(EndpointId id, bool held);    ///< not stored; an unknown endpoint is none

Q_SIGNALS:
    void changed();                            ///< rules() are new
    void ready();
    void secretTrouble(const hookloupe::Endpoint& endpoint, const hookloupe::Error& error);

private:
    void arm(EndpointId id, std::vector<std::string> secrets);
    void publish(std::vector<ArmedEndpoint> armed);

    store::Store& m_store;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    ForAll m_forAll;
    RulesPtr m_rules;
    int m_loading = 0;
};

} // namespace hookloupe::session
