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
        return Error{ErrorCode::InvalidInput, "the TLS library of Qt can not use this certificate or its key"};
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace

class CaptureServer::Private {
public:
    explicit Private(ExchangeHandler& handler) : gate(handler) {}

    Gate gate;
    std::optional<QSslConfiguration> tls;
    std::unique_ptr<Listener> listener;
};

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
    d->listener.reset(); // its port may be the one asked for
    auto listener = std::make_unique<Listener>([this](qintptr descriptor) {
        d->gate.take(descriptor, d->tls ? &*d->tls : nullptr);
    });
    auto address = listener->start(settings);
    if (!address)
        return address;
    d->gate.setLimits(settings.limits);
    d->gate.setStopping(false);
    d->tls = std::move(tls);
    d->listener = std::move(listener);
    return address;
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

void CaptureServer::refuse(std::span<const std::pair<Ticket, Refusal>> tickets)
{
    d->gate.refuse(tickets);
}

Counters CaptureServer::counters() const
{
    return d->gate.counters();
}

} // namespace hookloupe::server
