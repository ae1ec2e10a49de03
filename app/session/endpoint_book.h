// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secret_store.h"
#include "session/judge.h"
#include "session/secret_watch.h"
#include "session/unreadable_secrets.h"
#include "store/store.h"

#include <QObject>

#include <map>
#include <set>

namespace hookloupe::session {

/// The endpoints and their secrets, in the owner's thread: the store keeps the first, the secret store the second, and
/// every change makes new Rules. The store also knows which endpoints have secrets, so that one whose secrets are gone or
/// can't be read is closed, not open.
class EndpointBook : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive this. Without `secrets` they live in memory only. See SessionOptions.
    EndpointBook(store::Store& store, std::vector<Endpoint> endpoints, std::unique_ptr<secrets::SecretStore> secrets,
                 ForAll forAll);

    void loadSecrets();                        ///< ready() follows, at once if no keychain is concerned
    /// The store has other endpoints by now, perhaps: those that stayed keep their secrets. changed() follows.
    void reload();
    [[nodiscard]] bool isReady() const { return m_loading == 0; }

    [[nodiscard]] RulesPtr rules() const { return m_rules; }
    [[nodiscard]] std::vector<Endpoint> endpoints() const;
    /// Those that judge: its own, or those given for this run.
    [[nodiscard]] std::vector<std::string> secretsOf(EndpointId id) const;
    [[nodiscard]] std::vector<UnreadableSecrets> unreadable() const;
    /// Secrets judge in this run whose file is no longer there, or cannot be read: they are lost when it ends.
    [[nodiscard]] bool isFileLost() const { return m_fileLost; }
    [[nodiscard]] std::vector<EndpointId> held() const;
    [[nodiscard]] const secrets::SecretStore* secretStore() const { return m_secrets.get(); }

    /// InvalidInput for a path, a scheme or an answer (its line) that is none; else as Store::save().
    [[nodiscard]] Result<Endpoint> save(Endpoint endpoint);
    /// Deletes its secrets, too; those that can't be read stay where they are.
    [[nodiscard]] Status remove(EndpointId id);
    /// Takes remove() back; errors as of Store::restoreEndpoint().
    [[nodiscard]] Status restore(const Endpoint& endpoint, std::vector<std::string> secrets,
                                 std::function<void(Status)> then);
    void setSecrets(EndpointId id, std::vector<std::string> secrets, std::function<void(Status)> then);
    /// It has secrets that cannot be read, and waits for them; those that were set in their place are deleted, and judge no more
    /// in this run even if they cannot be. What was put back meanwhile is taken. Where none are kept it has none then.
    void awaitSecrets(EndpointId id, std::function<void(Status)> then);
    /// For this run alone, in the place of its own; never kept.
    void useSecrets(EndpointId id, std::vector<std::string> secrets);
    /// Looks for those that could not be read. Else this is done every few seconds, and when their file changes.
    void retrySecrets(bool mayAskUser);
    void keepSecretsAgain();                   ///< those of isFileLost()
    void setHeld(EndpointId id, bool held);    ///< not stored; an unknown endpoint is none
    /// See ForAll::answerFolder.
    void setAnswerFolder(const std::string& folder);
    void remakeRules();                        ///< ForAll::holdsAnswer() says something else

Q_SIGNALS:
    /// save() has stored an endpoint, which was another one before, or is new; its rules come after this.
    void stored(const hookloupe::Endpoint& endpoint, const std::optional<hookloupe::Endpoint>& before);
    void changed();                            ///< rules() are new
    void ready();
    void unreadableChanged();
    void fileLostChanged();
    void secretTrouble(const hookloupe::Endpoint& endpoint, const hookloupe::Error& error);
    void secretsReadable(const hookloupe::Endpoint& endpoint); ///< after secretTrouble()

private:
    void load(const Endpoint& endpoint, std::function<void()> then = {});
    void took(const Endpoint& endpoint, Result<std::vector<std::string>> loaded);
    [[nodiscard]] bool isGuarded(EndpointId id) const;
    [[nodiscard]] bool isTakenBack(EndpointId id, const std::vector<std::string>& secrets) const;
    void noteGuards(bool guarded, const std::vector<EndpointId>& ids);
    void lookForFile();
    [[nodiscard]] bool hasSecrets() const;
    void arm(EndpointId id, std::vector<std::string> secrets);
    void publish();

    store::Store& m_store;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    std::unique_ptr<SecretWatch> m_watch;      // as long as there are secrets to be kept
    ForAll m_forAll;
    std::vector<ArmedEndpoint> m_armed;        // with the secrets that are their own
    std::map<EndpointId, std::vector<std::string>> m_given;
    std::map<EndpointId, Error> m_unreadable;
    std::map<EndpointId, std::vector<std::string>> m_takenBack; // kept until they are deleted; not those that are waited for
    std::set<EndpointId> m_replacedInKeychain; // setSecrets() came in the place of secrets that the keychain did not give
    std::optional<std::set<EndpointId>> m_guarded; // as the store has it; nothing: it was never told
    RulesPtr m_rules;
    int m_loading = 0;
    int m_saving = 0;                          // their file may not be there yet
    bool m_fileLost = false;
};

} // namespace hookloupe::session
