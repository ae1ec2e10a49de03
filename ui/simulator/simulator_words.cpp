// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator_words.h"

#include "simulate/provider_events.h"
#include "style/short_words.h"
#include "verify/scheme.h"
#include "widgets/event_choice.h"
#include "words/delivery_words.h"
#include "words/error_words.h"
#include "words/record_words.h"
#include "words/template_words.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SimulatorWords)
};

} // namespace

QString eventTitle(const SimulatorChoice& choice, const std::string& event)
{
    return choice.order.provider == simulate::speckleProvider ? eventNames(event) : shownText(event);
}

QString answerSentence(const SimulatorChoice& choice, const Delivery& delivery)
{
    QString sentence = delivery.fault == DeliveryFault::None
        ? Words::tr("Test event %1 was answered %2 after %3.").arg(eventTitle(choice, choice.order.event)).arg(delivery.status)
              .arg(durationWords(delivery.timings.total))
        : Words::tr("Test event %1: %2").arg(eventTitle(choice, choice.order.event), words::deliverySentence(delivery));
    if (choice.order.provider == simulate::speckleProvider)
        sentence += u' ' + words::recordSentence(delivery.record);
    return sentence;
}

QString bulkSentence(const SimulatorChoice& choice, const replay::BulkProgress& progress)
{
    const auto done = static_cast<int>(progress.done);
    const auto failed = static_cast<int>(progress.failed);
    QString sentence = done == 1 ? Words::tr("One event was sent.") : Words::tr("%n events were sent.", nullptr, done);
    const bool speckle = choice.order.provider == simulate::speckleProvider;
    if (!speckle && failed == 0)
        sentence += u' ' + Words::tr("All were answered with 200, 201, 202 or 204.");
    else if (!speckle)
        sentence += u' ' + (failed == 1 ? Words::tr("One was not answered with 200, 201, 202 or 204.")
                                        : Words::tr("%n were not answered with 200, 201, 202 or 204.", nullptr, failed));
    else if (failed == 0)
        sentence += u' ' + Words::tr("Speckle would record all of them as a success.");
    else
        sentence += u' ' + (failed == 1 ? Words::tr("Speckle would record one of them as a failure.")
                                        : Words::tr("Speckle would record %n of them as failures.", nullptr, failed));
    if (progress.cancelled)
        sentence += u' ' + Words::tr("The rest was not sent, as you stopped it.");
    return sentence;
}

QString storedSentence(std::size_t sent, std::size_t notStored)
{
    if (notStored > 0)
        return notStored == 1 ? Words::tr("One could not be stored.")
                              : Words::tr("%n could not be stored.", nullptr, static_cast<int>(notStored));
    return sent == 1 ? Words::tr("It is kept in the list, under Everything else.")
                     : Words::tr("They are kept in the list, under Everything else.");
}

QString makingTrouble(const SimulatorChoice& choice, const Error& error)
{
    if (choice.templateError)
        return words::errorSentence(*choice.templateError);
    const std::string& detail = error.detail;
    if (error.code == ErrorCode::InvalidInput && detail.starts_with("secret")) {
        const verify::Scheme* scheme = verify::findScheme(choice.order.provider);
        if (scheme && scheme->key == verify::KeyForm::WhsecBase64)
            return Words::tr("%1 signs with a secret of this form: whsec_ and Base64. Give such a one.")
                .arg(providerTitle(choice.order.provider));
        return Words::tr("%1 signs every request. Give a secret.").arg(providerTitle(choice.order.provider));
    }
    if (choice.order.ownTemplate) {
        if (const auto fault = simulate::faultOf(choice.order.provider, *choice.order.ownTemplate))
            return words::templateSentence(choice.templateName, *fault);
    }
    return words::errorSentence(error);
}

} // namespace hookloupe::ui
