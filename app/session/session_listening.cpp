// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_parts.h"

namespace hookloupe::session {

void Session::Private::listen(Session* session)
{
    listenWhenReady = false;
    auto* server = &thread->server();
    QMetaObject::invokeMethod(
        server,
        [this, session, server, settings = options.listen] {
            const auto result = server->listen(settings);
            QMetaObject::invokeMethod(
                session, [this, session, result, now = server->listening()] { listened(session, result, now); },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Session::Private::listened(Session* session, const Result<server::ListenAddress>& result,
                                const std::optional<server::ListenAddress>& now)
{
    if (!result && now) { // where it was before
        status.error = result.error();
        options.listen = used;
        return tell(session, paused ? ListenState::Paused : ListenState::Listening);
    }
    if (forwarder) // after stopListening() it is left as it was: the queue is not to be tried on what has just closed
        forwarder->setListening(result ? *result : server::ListenAddress{});
    status = {};
    status.wantedPort = options.listen.port;
    if (!result) {
        status.error = result.error();
        return tell(session, ListenState::Failed);
    }
    used = options.listen;
    status.address = *result;
    status.tookAnotherPort = options.listen.port != 0 && result->port != options.listen.port;
    tell(session, paused ? ListenState::Paused : ListenState::Listening);
}

void Session::startListening()
{
    if (d->store->readOnly()) {
        d->status = {};
        d->status.error = Error{ErrorCode::LockedByOther, d->store->path()};
        return d->tell(this, ListenState::Failed);
    }
    d->listenWhenReady = true;
    if (d->book->isReady())
        d->listen(this);
}

void Session::stopListening()
{
    d->listenWhenReady = false;
    auto* server = &d->thread->server();
    QMetaObject::invokeMethod(server, &server::CaptureServer::stopAccepting, Qt::QueuedConnection);
}

void Session::setPaused(bool paused)
{
    d->paused = paused;
    d->pipeline.setPaused(paused);
    if (d->status.state == ListenState::Listening || d->status.state == ListenState::Paused)
        d->tell(this, paused ? ListenState::Paused : ListenState::Listening);
}

void Session::setListenSettings(const server::ListenSettings& settings)
{
    d->options.listen = settings;
}

void Session::setLimits(const server::Limits& limits)
{
    d->options.listen.limits = limits;
    auto* server = &d->thread->server();
    QMetaObject::invokeMethod(server, [server, limits] { server->setLimits(limits); }, Qt::QueuedConnection);
}

Status Session::reloadCertificate(const std::string& certificatePem, const std::string& privateKeyPem)
{
    Status status = success();
    auto* server = &d->thread->server();
    QMetaObject::invokeMethod(
        server, [&] { status = server->reloadCertificate(certificatePem, privateKeyPem); },
        Qt::BlockingQueuedConnection);
    if (status) {
        d->options.listen.certificatePem = certificatePem;
        d->options.listen.privateKeyPem = privateKeyPem;
    }
    return status;
}

ListenStatus Session::listenStatus() const
{
    return d->status;
}

} // namespace hookloupe::session
