// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/capture_server.h"

#include "crypto/certificate.h"
#include "server/gate.h"
#include "server/listener.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <array>
#include <optional>

namespace hookloupe::server {

namespace {

QSslKey keyFromPem(const QByteArray& pem)
{
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

Result<QSslConfiguration> tlsConfiguration(const std::string& certificatePem, const std::string& privateKeyPem)
{
    if (const Status checked = crypto::checkCertificate({certificatePem, privateKeyPem}); !checked)
        return checked.error();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // senders have no certificate
    configuration.setLocalCertificateChain(QSslCertificate::fromData(QByteArray::fromStdString(certificatePem)));
    const QSslKey key = keyFromPem(QByteArray::fromStdString(privateKeyPem));
    if (key.isNull() || configuration.localCertificate().isNull())
        return Error{ErrorCode::InvalidInput, "Qt can't use a certificate with a key of this kind; make one with an RSA key of "
                                              "2048 bits or more, or an EC key P-256"};
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace

class CaptureServer::Private {
public:
    explicit Private(ExchangeHandler& handler) : gate(handler) {}

    /// Whether `settings` ask for the place where it listens already.
    [[nodiscard]] bool isThere(const ListenSettings& settings) const
    {
        return listener && settings.address == given.address
            && (settings.port == address.port || (settings.port == 0 && given.port == 0));
    }
    [[nodiscard]] Result<ListenAddress> move(const ListenSettings& settings);
    [[nodiscard]] std::unique_ptr<Listener> makeListener()
    {
        return std::make_unique<Listener>(
            Listener::Events{[this](qintptr descriptor) { gate.take(descriptor, tls ? &*tls : nullptr); },
                             [this] { return gate.dropOldestIdle(); }, [this] { gate.countWithoutDescriptor(); },
                             [this] { return tls.has_value(); }});
    }

    Gate gate;
    std::optional<QSslConfiguration> tls;
    std::unique_ptr<Listener> listener;
    ListenSettings given;       // of `listener`
    ListenAddress address;      // of `listener`
};

/// Another listener in the place of the one there is, or at least the one there is.
Result<ListenAddress> CaptureServer::Private::move(const ListenSettings& settings)
{
    auto next = makeListener();
    if (!listener || settings.port != address.port) {
        auto started = next->start(settings);
        if (started) {
            if (listener)
                listener->takeWaiting();
            listener = std::move(next);
        }
        return started;
    }
    // The same port on another address: the two may overlap, so the old one has to go first.
    listener->takeWaiting();
    listener.reset();
    auto started = next->start(settings);
    if (started) {
        listener = std::move(next);
        return started;
    }
    auto again = makeListener();
    ListenSettings before = given;
    before.port = address.port;
    before.nextFreePort = false;
    if (again->start(before))
        listener = std::move(again);
    return started;
}

CaptureServer::CaptureServer(ExchangeHandler& handler, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(handler))
{
    connect(&d->gate, &Gate::drained, this, &CaptureServer::drained);
}

CaptureServer::~CaptureServer() = default;

Result<ListenAddress> CaptureServer::listen(const ListenSettings& settings)
{
    if (!d->gate.ready())
        return Error{ErrorCode::Failed, "QHttpServer could not be set up: no loopback address"};
    std::optional<QSslConfiguration> tls;
    if (!settings.certificatePem.empty()) {
        auto configuration = tlsConfiguration(settings.certificatePem, settings.privateKeyPem);
        if (!configuration)
            return configuration.error();
        tls = std::move(configuration).value();
    }
    if (!d->isThere(settings)) {
        auto address = d->move(settings);
        if (!address)
            return address;
        d->address = *address;
    }
    d->address.tls = tls.has_value();
    d->given = settings;
    d->gate.setLimits(settings.limits);
    d->gate.setStopping(false);
    d->tls = std::move(tls);
    return d->address;
}

std::optional<ListenAddress> CaptureServer::listening() const
{
    return d->listener ? std::optional(d->address) : std::nullopt;
}

Status CaptureServer::reloadCertificate(const std::string& certificatePem, const std::string& privateKeyPem)
{
    auto configuration = tlsConfiguration(certificatePem, privateKeyPem);
    if (!configuration)
        return configuration.error();
    if (!d->tls)
        return Error{ErrorCode::InvalidInput, "listening without TLS"};
    d->tls = std::move(configuration).value();
    return success();
}

void CaptureServer::setLimits(const Limits& limits)
{
    d->gate.setLimits(limits);
}

void CaptureServer::stopAccepting()
{
    d->listener.reset();
    d->gate.setStopping(true);
}

void CaptureServer::release(std::span<const Ticket> tickets)
{
    d->gate.release(tickets);
}

void CaptureServer::release(Ticket ticket, std::string wire)
{
    d->gate.release(ticket, std::move(wire));
}

void CaptureServer::refuse(std::span<const std::pair<Ticket, Refusal>> tickets)
{
    d->gate.refuse(tickets);
}

Counters CaptureServer::counters() const
{
    return d->gate.counters();
}

} // namespace hookloupe::server
