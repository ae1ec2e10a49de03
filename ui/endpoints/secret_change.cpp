// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/secret_change.h"

#include "crypto/hmac.h"
#include "style/short_words.h"

#include <QCoreApplication>

#include <utility>

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SecretChange)
};

} // namespace

SecretChange::SecretChange(session::Session& session, Endpoint endpoint, std::vector<std::string> after, Told told)
    : QUndoCommand(after.empty() ? Words::tr("Remove secrets") : Words::tr("Change secrets")), m_session(session),
      m_endpoint(std::move(endpoint)), m_after(std::move(after)), m_told(std::move(told))
{
}

SecretChange::~SecretChange()
{
    for (auto* secrets : {&m_before, &m_after}) {
        for (std::string& secret : *secrets)
            crypto::wipe(secret);
    }
}

void SecretChange::redo()
{
    rememberWhatIs();
    m_session.setSecrets(m_endpoint.id, m_after, ifNotDone(m_after.empty()));
    const QString title = endpointTitle(m_endpoint);
    m_told.done(m_after.empty() ? Words::tr("“%1” has no secret any more: nothing is rejected there for its signature.").arg(title)
                                : Words::tr("Changed the secrets of “%1”.").arg(title));
}

void SecretChange::undo()
{
    const QString title = endpointTitle(m_endpoint);
    if (m_wasUnreadable) {
        m_session.awaitSecrets(m_endpoint.id, ifNotDone(true));
        return m_told.takenBack(wordsOfWaiting().arg(title));
    }
    m_session.setSecrets(m_endpoint.id, m_before, ifNotDone(m_before.empty()));
    m_told.takenBack(m_before.empty() ? Words::tr("“%1” has no secret, as before.").arg(title)
                                      : Words::tr("“%1” has the secrets back that it had before.").arg(title));
}

/// Once more each time: what could not be read when it was done first may have been read since it was taken back.
void SecretChange::rememberWhatIs()
{
    for (std::string& secret : m_before)
        crypto::wipe(secret);
    m_before = m_session.secretsOf(m_endpoint.id);
    m_wasUnreadable = trouble().has_value();
}

std::optional<Error> SecretChange::trouble() const
{
    for (const auto& [endpoint, error] : m_session.unreadableSecrets()) {
        if (endpoint == m_endpoint.id)
            return error;
    }
    return std::nullopt;
}

QString SecretChange::wordsOfWaiting() const
{
    const auto waits = trouble();
    if (!waits)
        return Words::tr("“%1” has the secrets back that could not be read before.");
    if (waits->code == ErrorCode::NotFound && waits->detail.starts_with("keychain:"))
        return Words::tr("“%1” waits for its secrets once more, but the keychain has overwritten or deleted them: set them anew.");
    return Words::tr("“%1” waits for its secrets once more: they cannot be read.");
}

std::function<void(const Status&)> SecretChange::ifNotDone(bool deleting) const
{
    const QString sentence = deleting ? Words::tr("The secrets could not be deleted where they are kept. %1")
                                      : Words::tr("The secrets are used until Hookloupe ends, but could not be kept. %1");
    return [notKept = m_told.notKept, sentence](const Status& done) {
        if (!done)
            notKept(sentence, done.error());
    };
}

} // namespace hookloupe::ui
