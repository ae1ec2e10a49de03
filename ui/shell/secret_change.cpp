// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/secret_change.h"

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

SecretChange::SecretChange(session::Session& session, Endpoint endpoint, std::vector<std::string> before,
                           std::vector<std::string> after, bool wasUnreadable, Told told)
    : QUndoCommand(after.empty() ? Words::tr("Remove secrets") : Words::tr("Change secrets")), m_session(session),
      m_endpoint(std::move(endpoint)), m_before(std::move(before)), m_after(std::move(after)), m_wasUnreadable(wasUnreadable),
      m_told(std::move(told))
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
    m_session.setSecrets(m_endpoint.id, m_after, ifNotKept());
    const QString title = endpointTitle(m_endpoint);
    m_told.done(m_after.empty() ? Words::tr("“%1” has no secret any more: its requests are let in, whoever sends them.").arg(title)
                                : Words::tr("Changed the secrets of “%1”.").arg(title));
}

void SecretChange::undo()
{
    const QString title = endpointTitle(m_endpoint);
    if (m_wasUnreadable) {
        m_session.awaitSecrets(m_endpoint.id, ifNotKept());
        return m_told.takenBack(Words::tr("“%1” waits for its secrets once more: they cannot be read.").arg(title));
    }
    m_session.setSecrets(m_endpoint.id, m_before, ifNotKept());
    m_told.takenBack(m_before.empty() ? Words::tr("“%1” has no secret, as before.").arg(title)
                                      : Words::tr("“%1” has the secrets back that it had before.").arg(title));
}

std::function<void(const Status&)> SecretChange::ifNotKept() const
{
    return [notKept = m_told.notKept](const Status& kept) {
        if (!kept)
            notKept(Words::tr("The secrets are used until Hookloupe ends, but could not be kept. %1"), kept.error());
    };
}

} // namespace hookloupe::ui
