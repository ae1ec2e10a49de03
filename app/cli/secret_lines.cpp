// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_lines.h"

#include "cli/command.h"
#include "words/secret_words.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr std::chrono::seconds patience{2}; // with a keychain

QString nameOf(const Endpoint& endpoint)
{
    return endpoint.id == catchAllEndpoint ? text("every other path") : shown(endpoint.path);
}

} // namespace

SecretLines::SecretLines(session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent)
    : QObject(parent), m_session(session), m_plan(plan), m_printer(printer)
{
    connect(&session, &session::Session::listenStatusChanged, this, &SecretLines::listenStatusChanged);
    connect(&session, &session::Session::secretTrouble, this, [this](const Endpoint& endpoint, const Error& error) {
        if (m_said)
            sayUnreadable(endpoint, error);
    });
    connect(&session, &session::Session::secretsReadable, this, [this](const Endpoint& endpoint) {
        if (m_said)
            m_printer.complain(text("The secrets of %1 can be read now; they judge its requests again.").arg(nameOf(endpoint)));
    });
    QTimer::singleShot(patience, this, [this] {
        if (!m_said && m_session.listenStatus().state == session::ListenState::Stopped)
            m_printer.complain(text("Waiting for the keychain, which has secrets of this store's endpoints…"));
    });
}

void SecretLines::listenStatusChanged()
{
    if (m_session.listenStatus().state != session::ListenState::Listening || std::exchange(m_said, true))
        return;
    sayWhoIsGuarded();
    const auto endpoints = m_session.endpoints();
    for (const auto& [id, error] : m_session.unreadableSecrets()) {
        const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [id = id](const auto& one) { return one.id == id; });
        if (endpoint != endpoints.end())
            sayUnreadable(*endpoint, error);
    }
}

void SecretLines::sayWhoIsGuarded() const
{
    const auto unreadable = m_session.unreadableSecrets();
    QStringList given;
    QStringList open;
    for (const Endpoint& endpoint : m_session.endpoints()) {
        const bool isUnreadable = std::any_of(unreadable.begin(), unreadable.end(),
                                              [&](const auto& one) { return one.endpoint == endpoint.id; });
        const auto secrets = m_session.secretsOf(endpoint.id);
        if (isUnreadable || !endpoint.enabled)
            continue;
        if (secrets.empty() && endpoint.rejectInvalid)
            open << nameOf(endpoint);
        else if (!secrets.empty() && secrets == m_plan.session.secrets)
            given << nameOf(endpoint);
    }
    if (!given.isEmpty())
        m_printer.complain(text("The secret given here judges requests for: %1.").arg(given.join(u", "_s)));
    if (!open.isEmpty())
        m_printer.complain(text("Without a secret, so nothing is rejected there for its signature: %1.").arg(open.join(u", "_s)));
}

void SecretLines::sayUnreadable(const Endpoint& endpoint, const Error& error) const
{
    const QString what = endpoint.rejectInvalid
        ? text("The secrets of %1 cannot be read: until they can, it answers 503 and passes nothing on.").arg(nameOf(endpoint))
        : text("The secrets of %1 cannot be read: until they can, signatures are not judged there. As invalid ones are "
               "not rejected there, all requests are let in as before.").arg(nameOf(endpoint));
    m_printer.complain(what + u' ' + words::unreadableSecretsSentence(error) + u' ' + text("Without kept secrets: --ignore-kept-secrets."));
}

} // namespace hookloupe::cli
