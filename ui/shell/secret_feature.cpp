// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/secret_feature.h"

#include "models/endpoint_model.h"
#include "shell/banner.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>

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

    QStringList names;
    bool closed = false;
    for (const Endpoint& endpoint : m_parts.session.endpoints()) {
        if (std::find(ids.begin(), ids.end(), endpoint.id) == ids.end())
            continue;
        names << tr("“%1”").arg(endpointTitle(endpoint));
        closed = closed || endpoint.rejectInvalid;
    }
    const QString what = closed ? tr("The secrets of %1 cannot be read: until they can, requests there are answered 503 and not passed on.")
                                : tr("The secrets of %1 cannot be read: until they can, signatures are not judged there.");
    const QString text = what.arg(names.join(u", "_s)) + u' ' + words::errorSentence(unreadable.front().error);
    if (m_parts.banner.text(Warning::SecretsUnreadable) != text)
        m_parts.banner.warn(Warning::SecretsUnreadable, text, true);
}

} // namespace hookloupe::ui
