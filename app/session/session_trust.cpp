// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_parts.h"

#include "session/trust_digest.h"

#include <utility>

namespace hookloupe::session {

Status Session::Private::openTrust(const std::vector<Endpoint>& endpoints, bool olderState)
{
    const auto opened = openReader();
    if (!opened)
        return opened.error();
    TrustOptions wanted;
    wanted.folder = options.trustFolder;
    wanted.forwardGiven = !options.forward.empty();
    wanted.answerGiven = !options.answer.empty();
    wanted.givenTargets = targetsIn(options.forward);
    wanted.olderState = olderState;
    wanted.reached = &reached;
    trust = std::make_unique<StoreTrust>(*store, **opened, endpoints, std::move(wanted));
    if (store->readOnly())
        return success();
    if (const auto& left = trust->left(); left && !std::exchange(lookedBack, true))
        missingSinceLastUse = store->goOnAfter(left->reached, left->acknowledged);
    (void)trust->begin(endpoints); // an error means that it is asked about once more
    return success();
}

/// After a loss: who put another file in the store's place, or in that of its waiting requests, is asked about.
Status Session::Private::trustAnew(const store::StoreLoss& loss)
{
    const auto endpoints = store->endpoints();
    if (!endpoints)
        return endpoints.error();
    if (!loss.sameFile)
        return openTrust(*endpoints, loss.fate == store::Fate::Older || loss.missing > 0);
    (void)trust->follow(*endpoints); // an error means that it is asked about the next time
    return success();
}

void Session::Private::tellIfNotKept(Session* session, const Status& kept)
{
    if (!kept)
        Q_EMIT session->trustNotKept(kept.error());
}

/// When nothing is sent any more: what waits now is what will be found.
void Session::Private::endTrust()
{
    if (!store || !trust || store->readOnly())
        return;
    store->flush();
    if (const auto opened = openReader())
        (void)trust->end(**opened);
}

ForAll Session::Private::forAll() const
{
    return {.scheme = options.scheme, .answer = options.answer, .acceptUnsigned = options.acceptUnsigned, .secrets = options.secrets,
            .answerFolder = options.answerFolder,
            .holdsAnswer = [this](const Endpoint& endpoint) { return trust->holdsAnswer(endpoint); }};
}

std::int64_t Session::missingSinceLastUse() const
{
    return d->missingSinceLastUse;
}

HeldStore Session::heldStore() const
{
    return d->trust->held(d->book->endpoints());
}

bool Session::holdsForwarding(const Endpoint& endpoint) const
{
    return d->trust->holdsForwarding(endpoint);
}

bool Session::holdsAnswer(const Endpoint& endpoint) const
{
    return d->trust->holdsAnswer(endpoint);
}

bool Session::holdsDrafts() const
{
    return d->trust->holdsDrafts();
}

Status Session::agree(const TrustConsent& consent)
{
    const Status kept = d->trust->agree(consent, d->book->endpoints());
    d->book->remakeRules();
    Q_EMIT endpointsChanged();
    return kept;
}

} // namespace hookloupe::session
