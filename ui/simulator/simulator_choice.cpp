// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator_choice.h"

#include "client/web_url.h"
#include "simulate/storyline.h"
#include "speckle/event.h"
#include "style/short_words.h"
#include "verify/scheme.h"

#include <QCoreApplication>

#include <algorithm>

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SimulatorChoice)
};

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isSpeckle(const SimulatorChoice& choice)
{
    return choice.order.provider == simulate::speckleProvider;
}

/// What is to be known about the event itself; empty for one that Speckle offers and sends.
QString eventNote(const std::string& wireName)
{
    const speckle::EventType* event = speckle::findEvent(wireName);
    if (!event)
        return {};
    if (event->documentedOnly)
        return Words::tr("Only Speckle's events page describes this event; no server was seen to send it.");
    if (!event->sentToday)
        return Words::tr("Speckle offers this event, but its servers have not sent it since version 2.25.8.");
    if (!event->offered)
        return Words::tr("Speckle's window does not offer this event; a program can subscribe to it.");
    return {};
}

QString shapeNote(const SimulatorChoice& choice)
{
    if (choice.order.ownTemplate || choice.storyline)
        return {};
    const auto* known = simulate::findTemplate(choice.order.event);
    if (!known || known->has(choice.order.shape) || speckle::findEvent(choice.order.event)->documentedOnly)
        return {};
    return Words::tr("This event is only known as it is really sent, so it has that shape.");
}

QString speckleNotes(const SimulatorChoice& choice)
{
    if (choice.storyline)
        return Words::tr("Five events with ids that fit together: the project is set up, a model is made, a version sent, commented on "
                         "and received. Speckle sends nothing when a project is made.");
    return choice.order.ownTemplate ? QString() : eventNote(choice.order.event);
}

bool fitsScheme(const SimulatorChoice& choice, const verify::Scheme& scheme)
{
    if (!isSpeckle(choice))
        return scheme.name == choice.order.provider;
    return scheme.name == "speckle" || (scheme.dialect && *scheme.dialect == choice.order.dialect && scheme.name.starts_with("speckle"));
}

QString signatureNote(const SimulatorChoice& choice, const SimulatorTarget& target)
{
    const verify::Scheme* scheme = verify::findScheme(target.endpoint.scheme);
    if (scheme && !fitsScheme(choice, *scheme))
        return Words::tr("This endpoint checks signatures of %1. The event is signed as %2 signs, so its signature will not be valid.")
            .arg(utf8(scheme->title), providerTitle(choice.order.provider));
    if (choice.secret)
        return {};
    if (target.hasSecret)
        return Words::tr("It is signed with the first secret of this endpoint.");
    if (isSpeckle(choice))
        return Words::tr("This endpoint has no secret, so the event carries the signature that Speckle sends for an empty one.");
    return {};
}

} // namespace

QString providerTitle(const std::string& provider)
{
    const verify::Scheme* scheme = verify::findScheme(provider);
    return scheme ? utf8(scheme->title) : utf8(provider);
}

std::vector<std::string> fieldNames(const SimulatorChoice& choice)
{
    if (!choice.storyline)
        return simulate::fieldsOf(choice.order);
    std::vector<std::string> names;
    simulate::EventOrder order = choice.order;
    for (const auto event : simulate::storyline()) {
        order.event = event;
        for (const std::string& name : simulate::fieldsOf(order)) {
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
        }
    }
    return names;
}

QStringList notesOn(const SimulatorChoice& choice, const SimulatorTarget* target, bool listens)
{
    QStringList notes;
    if (target && !listens)
        notes << Words::tr("Nothing listens now, so nothing can be sent.");
    if (isSpeckle(choice))
        notes << speckleNotes(choice) << shapeNote(choice);
    if (target) {
        const auto& triggers = target->endpoint.triggers;
        const bool expected = triggers.empty() || std::find(triggers.begin(), triggers.end(), choice.order.event) != triggers.end();
        if (isSpeckle(choice) && !choice.storyline && !expected)
            notes << Words::tr("This endpoint does not expect this event, so it will be marked as unexpected.");
        if (!target->endpoint.enabled)
            notes << Words::tr("This endpoint is disabled, so it will answer 503.");
        notes << signatureNote(choice, *target);
    } else if (const auto url = client::parseUrl(choice.url); url && !url->isLoopback()) {
        notes << Words::tr("%1 is another machine: you are asked before the first event goes there.").arg(shownText(url->hostField));
    }
    notes.removeAll(QString());
    return notes;
}

} // namespace hookloupe::ui
