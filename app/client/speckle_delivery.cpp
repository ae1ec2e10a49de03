// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/speckle_delivery.h"

#include "crypto/hmac.h"
#include "client/delivery_record.h"
#include "signing/speckle_request.h"

#include <QHostAddress>

namespace hookloupe::client {

namespace {

/// Node's HTTP client takes no longer head (its max-http-header-size).
constexpr std::size_t longestHead = 16 * 1024;

/// Where a redirect's head leads to; nothing for any other answer.
std::optional<std::string_view> locationOf(const http::ReceivedAnswer& answer)
{
    return isRedirect(answer.status) ? http::headerValue(answer.headers, "Location") : std::nullopt;
}

/// What Speckle's own guard refuses unless its server is told otherwise (speckle.md section 2).
bool isLocalAddress(const WebUrl& url)
{
    if (url.isLoopback())
        return true;
    const QHostAddress address(QString::fromStdString(url.target.host));
    if (address.isNull())
        return false;
    for (const char* net : {"0.0.0.0/32", "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(QLatin1StringView(net))))
            return true;
    }
    return address.isUniqueLocalUnicast() || address.isLinkLocal();
}

SpeckleRecord refusedAsLocal()
{
    SpeckleRecord record;
    record.status = SpeckleStatus::Failure;
    record.reason = SpeckleReason::LocalNetworkRefused;
    return record;
}

std::optional<Micros> after(Micros start, const std::optional<Micros>& moment)
{
    return moment ? std::optional(start + *moment) : std::nullopt;
}

} // namespace

SpeckleDelivery::SpeckleDelivery(Shipment shipment, std::chrono::milliseconds limit, Then then, QObject* owner)
    : QObject(owner), m_shipment(std::move(shipment)), m_url(m_shipment.url), m_limit(limit), m_then(std::move(then))
{
    if (auto url = resolved(m_url, {})) // with the dots taken out of its path
        m_url = std::move(url).value();
    m_signature = m_shipment.signature ? *m_shipment.signature
                                       : signing::speckleSignature(m_shipment.body, m_shipment.secret);
    crypto::wipe(m_shipment.secret);
}

std::string SpeckleDelivery::request() const
{
    return signing::speckleRequest({.target = m_url.path,
                                     .host = m_url.hostField,
                                     .userInfo = m_url.userInfo,
                                     .body = m_get ? std::string() : m_shipment.body,
                                     .secret = {},
                                     .signature = m_signature,
                                     .get = m_get});
}

void SpeckleDelivery::start()
{
    m_clock.start();
    m_delivery.url = m_url.shown();
    m_delivery.startedAt = utcNow();
    m_delivery.contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, m_shipment.body);
    const std::string first = request();
    m_delivery.head = first.substr(0, first.size() - m_shipment.body.size());
    hop();
}

void SpeckleDelivery::hop()
{
    const auto left = m_limit - std::chrono::duration_cast<std::chrono::milliseconds>(now());
    m_meter.reset();
    m_metered = 0;
    const Micros began = now();
    WireRequest request{.bytes = this->request(), .limit = std::max(left, std::chrono::milliseconds(0))};
    request.answer.head = longestHead;
    request.watch = [this](const http::AnswerReader& reader) { return watch(reader); };
    send(this, m_url.target, std::move(request), [this, began](const Outcome& outcome) { arrived(outcome, began); });
}

std::optional<Fault> SpeckleDelivery::watch(const http::AnswerReader& reader)
{
    using State = http::AnswerReader::State;
    const http::ReceivedAnswer& answer = reader.answer();
    if (reader.state() == State::Head || answer.status == 0)
        return std::nullopt;
    if (answer.status == 101)
        return Fault::TimedOut; // the sender takes no notice of it, and hears nothing more until its time is over
    if (http::headerCount(answer.headers, "Content-Length") > 1)
        return Fault::NotHttp; // Node's client refuses it even if both say the same
    if (locationOf(answer))
        return Fault::None;
    if (!m_meter)
        m_meter.emplace(answer.status, answer.headers);
    const std::string_view content = reader.contentSoFar();
    m_meter->feed(content.substr(m_metered));
    m_metered = content.size();
    if (reader.state() == State::Complete)
        m_meter->end();
    if (m_meter->bytes() > speckle::answerByteLimit)
        return Fault::AnswerTooLarge;
    if (m_meter->damaged())
        return Fault::NotHttp;
    return std::nullopt;
}

void SpeckleDelivery::arrived(const Outcome& outcome, Micros hopBegan)
{
    const http::ReceivedAnswer& answer = outcome.answer;
    m_delivery.answer = answer.interim + answer.rawHead + answer.rawBody;
    m_delivery.status = answer.status;
    m_delivery.timings = {.name = after(hopBegan, outcome.timings.name),
                          .connected = after(hopBegan, outcome.timings.connected),
                          .encrypted = after(hopBegan, outcome.timings.encrypted),
                          .firstByte = after(hopBegan, outcome.timings.firstByte)};
    if (const auto location = locationOf(answer); location && outcome.fault == Fault::None)
        return redirect(answer.status, *location);
    std::string detail = outcome.detail;
    if (outcome.fault == Fault::None && outcome.surplus)
        return finish(Fault::NotHttp, "more came than the answer said it would be");
    if (answer.status == 101)
        detail = "101 changes to another protocol: Speckle would wait for an answer until its time is over";
    else if (detail.empty() && outcome.fault == Fault::NotHttp)
        detail = m_meter && m_meter->damaged() ? "the answer's compressed body is damaged" : "the answer has two Content-Length fields";
    finish(outcome.fault, std::move(detail));
}

void SpeckleDelivery::redirect(int status, std::string_view location)
{
    auto next = resolved(m_url, location);
    if (!next)
        return finish(Fault::BadRedirect, next.error().detail);
    if (m_delivery.redirects == speckle::redirectLimit)
        return finish(Fault::TooManyRedirects, {});
    if (m_shipment.stayOnMachine && !next->isLoopback()) {
        m_leavesMachine = true;
        return finish(Fault::BadRedirect, "the Location leads to another machine and was not followed");
    }
    // Who was asked about one host has agreed to no other; nor is a stranger to reach what only this machine can.
    if (!m_url.isLoopback() && (next->target.host != m_url.target.host || next->isLoopback())) {
        m_leavesMachine = !isLocalAddress(*next);
        m_refusedAsLocal = !m_leavesMachine;
        return finish(Fault::BadRedirect, m_leavesMachine ? "the Location leads to another host and was not followed"
                                                          : "the Location leads to a local address and was not followed, as Speckle does not either");
    }
    ++m_delivery.redirects;
    m_get = m_get || status == 301 || status == 302 || status == 303;
    m_url = std::move(next).value();
    hop();
}

void SpeckleDelivery::finish(Fault fault, std::string detail)
{
    m_delivery.timings.total = now();
    m_delivery.fault = fault;
    m_delivery.detail = std::move(detail);
    m_delivery.record = m_leavesMachine ? SpeckleRecord{} : m_refusedAsLocal ? refusedAsLocal() : recordOf(m_delivery, m_meter ? m_meter->bytes() : 0);
    crypto::wipe(m_signature);
    deleteLater();
    const Then then = std::move(m_then); // may end the owner, and this with it
    then(std::move(m_delivery));
}

} // namespace hookloupe::client
