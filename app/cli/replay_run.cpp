// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/replay_run.h"

#include "cli/command.h"
#include "cli/delivery_line.h"
#include "cli/totals.h"
#include "http/request.h"
#include "signing/credentials.h"
#include "signing/resign.h"
#include "store/integrity.h"
#include "words/error_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

/// The head with another target in its request line; every other byte stays.
std::string withTarget(std::string_view head, std::string_view target)
{
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first)
        return std::string(head);
    return std::string(head.substr(0, first + 1)).append(target).append(head.substr(last));
}

} // namespace

ReplayRun::ReplayRun(ReplayPlan plan, const Stored& stored)
    : m_plan(std::move(plan)), m_stored(stored),
      m_bulk(m_plan.bulk, [this](std::size_t index, const replay::BulkRun::Give& give) { give(item(m_plan.ids[index])); })
{
    m_bulk.setGood([this](const Delivery& delivery) { return isSuccess(delivery, m_plan.expected); });
    connect(&m_bulk, &replay::BulkRun::sent, this, &ReplayRun::print);
    connect(&m_bulk, &replay::BulkRun::finished, this, &ReplayRun::finish);
}

void ReplayRun::start()
{
    sayWhereTo();
    m_bulk.start();
}

void ReplayRun::sayWhereTo()
{
    if (m_plan.toHandler)
        complain(text("To %1, the handler that the endpoint forwards to.").arg(shown(m_plan.to.shown())));
    if (m_plan.to.isLoopback())
        return;
    const QString host = shown(m_plan.to.hostField);
    if (m_plan.sendCredentials)
        complain(text("%1 is not this machine. As asked for by --send-credentials, it gets what the stored requests hold of "
                      "Authorization, Cookie and signatures.").arg(host));
    else
        complain(text("%1 is not this machine. Stored Authorization, Cookie and signature fields are left out; --send-credentials "
                      "sends them.").arg(host));
    if (m_plan.resign)
        complain(text("%1 gets a signature made with the secret given.").arg(host));
}

Result<replay::BulkItem> ReplayRun::item(CaptureId id)
{
    auto read = m_stored.reader->capture(id);
    if (!read)
        return read.error();
    const Capture& capture = **read;
    if (capture.summary.kind == CaptureKind::Malformed)
        return Error{ErrorCode::Unsupported, "capture " + std::to_string(toInt(id)) + " was refused, its bytes are not whole"};
    if (!m_plan.sendAltered && !store::isUnaltered(capture)) {
        m_altered = true;
        return Error{ErrorCode::Altered, "capture " + std::to_string(toInt(id))};
    }
    replay::BulkItem item;
    item.arrivedAt = capture.summary.arrivedAt;
    client::Shipment& shipment = item.shipment;
    shipment.url = m_plan.to;
    shipment.mode = m_plan.mode;
    shipment.limit = m_plan.limit;
    if (m_plan.mode == client::Mode::Exact) {
        shipment.head = m_plan.to.hasPath ? withTarget(capture.head, m_plan.to.path) : capture.head;
        shipment.body = capture.body;
        if (!m_plan.to.isLoopback() && !m_plan.sendCredentials)
            leaveOut(shipment);
        auto head = headFor(capture, std::move(shipment.head));
        if (!head)
            return head.error();
        shipment.head = std::move(*head);
        return item;
    }
    shipment.body = capture.content();
    shipment.stayOnMachine = m_plan.to.isLoopback() && !m_plan.sendCredentials;
    if (!m_plan.to.hasPath && capture.summary.target.starts_with('/'))
        shipment.url.path = capture.summary.target;
    if (m_plan.resign) {
        shipment.secret = m_plan.secret;
        return item;
    }
    const auto view = http::viewHead(capture.head);
    const auto signature = http::headerValue(view.headers, verify::findScheme("speckle")->header);
    if (!signature)
        return Error{ErrorCode::Unsupported, "capture " + std::to_string(toInt(id)) + " has no signature to send; --resign makes one"};
    shipment.signature = std::string(*signature);
    return item;
}

const verify::Scheme* ReplayRun::schemeFor(const Capture& capture) const
{
    if (m_plan.scheme)
        return m_plan.scheme;
    const auto endpoint = std::find_if(m_stored.endpoints.begin(), m_stored.endpoints.end(),
                                       [&](const Endpoint& one) { return one.id == capture.summary.endpoint; });
    return signing::ownScheme(capture.summary.signature, capture.head,
                               endpoint == m_stored.endpoints.end() ? std::string() : endpoint->scheme);
}

Result<std::string> ReplayRun::headFor(const Capture& capture, std::string head)
{
    if (!m_plan.resign)
        return head;
    const auto* scheme = schemeFor(capture);
    if (!scheme)
        return Error{ErrorCode::Unsupported, "capture " + std::to_string(toInt(capture.summary.id))
                                                 + " has an endpoint that is gone; --scheme says how to sign"};
    const auto* before = verify::findScheme(capture.summary.signature.scheme);
    if (before && before->header != scheme->header)
        head = signing::withoutSignature(*before, head);
    return signing::resigned(*scheme, head, capture.content(), m_plan.secret, utcNow());
}

void ReplayRun::leaveOut(client::Shipment& shipment)
{
    const auto names = signing::credentialFields(shipment.head, shipment.body);
    if (names.empty())
        return;
    shipment.body = signing::bodyWithoutFields(shipment.head, shipment.body, names);
    shipment.head = signing::withoutFields(shipment.head, names);
    for (const std::string& name : names) {
        if (m_leftOut.insert(name).second)
            complain(text("Left out: %1").arg(shown(name)));
    }
}

void ReplayRun::print(const replay::BulkResult& result)
{
    if (m_unreadable)
        return;
    const std::int64_t id = toInt(m_plan.ids[result.index]);
    if (result.error) {
        complain(u"hookloupe-cli: "_s + words::errorSentence(*result.error));
        return;
    }
    m_unreadable = !(m_plan.json ? say(deliveryJson(result.delivery).add("id", id).line())
                                 : say(text("%1: %2").arg(id).arg(deliveryLine(result.delivery))));
    if (m_unreadable)
        m_bulk.cancel();
}

void ReplayRun::finish(const replay::BulkProgress& progress)
{
    if (progress.total > 1 || progress.cancelled)
        complain(totalSentence(progress, m_unreadable));
    if (m_altered)
        complain(text("What was altered was not sent; --send-altered sends it as it is now."));
    if (progress.cancelled && progress.underWay > 0)
        complain(text("Broken off without an answer: %1. The receiver may have them.").arg(progress.underWay));
    const bool good = progress.failed == 0 && progress.done == progress.total;
    QCoreApplication::exit(m_unreadable ? Unreadable : good ? Good : CheckFailed);
}

} // namespace hookloupe::cli
