// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/secret_feature.h"

#include "endpoints/endpoint_dialog.h"
#include "endpoints/endpoint_model.h"
#include "frame/banner.h"
#include "endpoints/endpoint_commands.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"
#include "words/secret_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SecretFeature::SecretFeature(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    session::Session* session = &parts.session;
    m_retry = makeAction(parts.window, u"retrySecrets"_s, tr("Read the secrets a&gain"),
                         tr("Look again for secrets that could not be read; the keychain may ask for its password"));
    parts.menus.endpoints->addAction(m_retry);
    connect(m_retry, &QAction::triggered, session, &session::Session::retrySecrets);
    connect(session, &session::Session::endpointsChanged, this, &SecretFeature::refresh);
    connect(session, &session::Session::secretTrouble, this, &SecretFeature::refresh);
    connect(session, &session::Session::secretFileLostChanged, this, &SecretFeature::refreshFile);
    connect(session, &session::Session::secretsReadable, this, [say = parts.say](const Endpoint& endpoint) {
        say(tr("The secrets of “%1” can be read again.").arg(endpointTitle(endpoint)));
    });
    refresh();
}

void SecretFeature::refresh()
{
    const auto unreadable = m_parts.session.unreadableSecrets();
    std::vector<EndpointId> ids;
    for (const auto& [endpoint, error] : unreadable)
        ids.push_back(endpoint);
    m_parts.endpointModel.setUnreadable(ids);
    setEnabledOr(m_retry, !ids.empty(), tr("all secrets can be read"));
    if (ids.empty())
        return m_parts.banner.withdraw(Warning::SecretsUnreadable);

    QStringList closed;
    QStringList open;
    std::optional<Endpoint> first;
    for (const Endpoint& endpoint : m_parts.session.endpoints()) {
        if (std::find(ids.begin(), ids.end(), endpoint.id) == ids.end())
            continue;
        (endpoint.rejectInvalid ? closed : open) << tr("“%1”").arg(endpointTitle(endpoint));
        if (endpoint.id == ids.front())
            first = endpoint;
    }
    QStringList sentences;
    if (!closed.isEmpty())
        sentences << tr("The secrets of %1 cannot be read: until they can, requests there are answered 503 and not passed on.")
                         .arg(closed.join(u", "_s));
    if (!open.isEmpty())
        sentences << tr("The secrets of %1 cannot be read: until they can, signatures are not judged there. As invalid ones are "
                        "not rejected there, all requests are let in as before.")
                         .arg(open.join(u", "_s));
    sentences << words::unreadableSecretsSentence(unreadable.front().error)
              << tr("If they are lost for good, set them anew in the settings of the endpoint.");
    const QString text = sentences.join(u' ');
    if (m_parts.banner.text(Warning::SecretsUnreadable) == text)
        return;
    std::vector<BannerButton> ways{{tr("Read again"), [this] { m_retry->trigger(); }}};
    if (first && !m_parts.session.store().readOnly())
        ways.push_back({tr("Set anew…"), [this, id = first->id] { setAnew(id); }});
    m_parts.banner.warn(Warning::SecretsUnreadable, text, true, ways);
}

void SecretFeature::refreshFile()
{
    const std::string file = m_parts.session.lostSecretFile();
    if (file.empty())
        return m_parts.banner.withdraw(Warning::SecretsFileLost);
    m_parts.banner.warn(Warning::SecretsFileLost,
                        tr("The file with the secrets is gone or cannot be read: %1. Signatures are still verified, with the secrets in "
                           "memory, until Hookloupe ends; at the next start the endpoints that have secrets would be closed. Put the "
                           "file back, or write it anew.").arg(shownText(file)),
                        true, {{tr("Write it anew"), [this] { m_parts.session.keepSecretsAgain(); }}});
}

void SecretFeature::setAnew(EndpointId id)
{
    for (const Endpoint& endpoint : m_parts.session.endpoints()) {
        if (endpoint.id == id)
            return m_parts.endpointCommands.edit(endpoint, QString::fromLatin1(EndpointDialog::secretsPage));
    }
}

} // namespace hookloupe::ui
