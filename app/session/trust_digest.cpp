// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/trust_digest.h"

#include "answers/plan_text.h"
#include "forward/forwarding.h"
#include "client/web_url.h"

#include <QCryptographicHash>

namespace hookloupe::session {

namespace {

// Of waiting requests: with a handler that is down for long, a store is not to be opened and closed slowly.
constexpr std::int64_t mostBytes = 32 * 1024 * 1024;
constexpr int mostRequests = 10'000;

class Digest {
public:
    explicit Digest(std::string_view of) { add(of); }

    void add(std::int64_t number) { add(std::to_string(number)); }
    void add(std::string_view bytes)
    {
        const std::string length = std::to_string(bytes.size()) + ':';
        m_hash.addData(QByteArrayView(length));
        m_hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    }
    [[nodiscard]] std::string hex() const { return m_hash.result().toHex().toStdString(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

/// Which requests it is about: without a signature that is checked, everybody's. Every field is named, so that a new one does
/// not go unseen: it belongs in here, unless it decides nothing.
void addGate(Digest& digest, const Endpoint& endpoint)
{
    const auto& [id, path, description, triggers, scheme, enabled, rejectInvalid, acceptUnsigned, answer, forward] = endpoint;
    (void)description;
    (void)triggers; // what is unexpected is marked, and treated like all else
    (void)answer;   // what is agreed to, itself
    (void)forward;
    digest.add(toInt(id));
    digest.add(path);
    digest.add(scheme);
    digest.add(std::int64_t{enabled});
    digest.add(std::int64_t{rejectInvalid});
    if (acceptUnsigned) // so that what was agreed to before there was such a field stays agreed to
        digest.add("accepts unsigned members");
}

} // namespace

std::string forwardDigest(const Endpoint& endpoint)
{
    if (targetsIn(endpoint.forward).empty())
        return {};
    Digest digest("forward");
    addGate(digest, endpoint);
    digest.add(endpoint.forward);
    return digest.hex();
}

std::string answerDigest(const Endpoint& endpoint)
{
    if (endpoint.answer.empty())
        return {};
    Digest digest("answer");
    addGate(digest, endpoint);
    digest.add(endpoint.answer);
    return digest.hex();
}

std::string queueDigest(const store::InboxTarget& queue)
{
    Digest digest("queue");
    digest.add(toInt(queue.first));
    digest.add(queue.second);
    return digest.hex();
}

Result<std::string> inboxDigest(const store::Store& store, const store::Reader& reader)
{
    constexpr std::size_t page = 1000;
    Digest digest("inbox");
    std::int64_t bytesLeft = mostBytes;
    int requestsLeft = mostRequests;
    std::int64_t last = 0;
    for (bool more = true; more;) {
        const auto items = store.inbox(last, page);
        if (!items)
            return items.error();
        for (const InboxItem& item : *items) {
            last = item.position;
            digest.add(item.position);
            digest.add(toInt(item.capture));
            digest.add(toInt(item.endpoint));
            digest.add(item.target);
            if (bytesLeft <= 0 || --requestsLeft < 0)
                continue;
            const auto capture = reader.capture(item.capture);
            if (!capture)
                return capture.error();
            digest.add((*capture)->head);
            digest.add((*capture)->body);
            bytesLeft -= static_cast<std::int64_t>((*capture)->head.size() + (*capture)->body.size());
        }
        more = items->size() == page;
    }
    return digest.hex();
}

std::vector<std::string> targetsIn(const std::string& text)
{
    std::vector<std::string> targets;
    if (const auto forwarding = forward::parseForwarding(text)) {
        for (const forward::ForwardTarget& target : forwarding->targets)
            targets.push_back(target.url);
    }
    return targets;
}

std::vector<TrustTarget> trustTargetsIn(const std::string& text)
{
    std::vector<TrustTarget> targets;
    const auto forwarding = forward::parseForwarding(text);
    for (const forward::ForwardTarget& target : forwarding ? forwarding->targets : std::vector<forward::ForwardTarget>()) {
        TrustTarget one{target.url, TrustTarget::Place::Elsewhere, !target.withoutCredentials};
        if (const auto url = client::parseUrl(target.url); url && !url->target.socketPath.empty())
            one.place = TrustTarget::Place::Socket;
        else if (url && url->isLoopback())
            one.place = TrustTarget::Place::ThisMachine;
        targets.push_back(std::move(one));
    }
    return targets;
}

bool meansSameForwarding(const std::string& a, const std::string& b)
{
    const auto one = forward::parseForwarding(a);
    const auto other = forward::parseForwarding(b);
    return one && other ? *one == *other : a == b;
}

bool meansSameAnswer(const std::string& a, const std::string& b)
{
    if (a.empty() || b.empty())
        return a == b;
    const auto one = answers::parseAnswerPlan(a);
    const auto other = answers::parseAnswerPlan(b);
    return one.error || other.error ? a == b : one.plan == other.plan;
}

} // namespace hookloupe::session
