// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/delivery_words.h"

#include "base/text.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

struct DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(DeliveryWords)
};

} // namespace

QString faultSentence(DeliveryFault fault)
{
    switch (fault) {
    case DeliveryFault::None:
        return {};
    case DeliveryFault::NameNotFound:
        return DeliveryWords::tr("No address is known for this name. Check the spelling of the URL's host.");
    case DeliveryFault::NotConnected:
        return DeliveryWords::tr("There was no connection: nothing listens there, or it cannot be reached. Check host and port, and "
                                 "that the receiver runs.");
    case DeliveryFault::Tls:
        return DeliveryWords::tr("The connection could not be encrypted: the certificate is not one to trust, or the receiver does "
                                 "not speak HTTPS.");
    case DeliveryFault::ConnectionLost:
        return DeliveryWords::tr("The receiver closed the connection before its answer was complete.");
    case DeliveryFault::NotHttp:
        return DeliveryWords::tr("What came back is no answer of HTTP/1.1.");
    case DeliveryFault::TimedOut:
        return DeliveryWords::tr("The answer was not complete when the time was over.");
    case DeliveryFault::AnswerTooLarge:
        return DeliveryWords::tr("The answer is larger than what is read of one.");
    case DeliveryFault::TooManyRedirects:
        return DeliveryWords::tr("The receiver redirected too many times.");
    case DeliveryFault::BadRedirect:
        return DeliveryWords::tr("The receiver redirected to an address that cannot be followed.");
    case DeliveryFault::Cancelled:
        return DeliveryWords::tr("The sending was cancelled; the receiver may have got the request.");
    case DeliveryFault::Altered:
        return DeliveryWords::tr("Not sent: the stored bytes are not those that arrived. The disk or another program has changed "
                                 "them.");
    }
    return {};
}

QString faultLabel(DeliveryFault fault)
{
    switch (fault) {
    case DeliveryFault::None:
        return {};
    case DeliveryFault::NameNotFound:
        return DeliveryWords::tr("name not found");
    case DeliveryFault::NotConnected:
        return DeliveryWords::tr("not connected");
    case DeliveryFault::Tls:
        return DeliveryWords::tr("not encrypted");
    case DeliveryFault::ConnectionLost:
        return DeliveryWords::tr("connection lost");
    case DeliveryFault::NotHttp:
        return DeliveryWords::tr("not HTTP");
    case DeliveryFault::TimedOut:
        return DeliveryWords::tr("timed out");
    case DeliveryFault::AnswerTooLarge:
        return DeliveryWords::tr("answer too large");
    case DeliveryFault::TooManyRedirects:
        return DeliveryWords::tr("too many redirects");
    case DeliveryFault::BadRedirect:
        return DeliveryWords::tr("bad redirect");
    case DeliveryFault::Cancelled:
        return DeliveryWords::tr("cancelled");
    case DeliveryFault::Altered:
        return DeliveryWords::tr("altered, not sent");
    }
    return {};
}

QString deliveryLabel(const Delivery& delivery)
{
    const QString fault = faultLabel(delivery.fault);
    if (delivery.status == 0)
        return fault.isEmpty() ? DeliveryWords::tr("no answer") : fault;
    if (fault.isEmpty())
        return QString::number(delivery.status);
    return DeliveryWords::tr("%1, %2", "status, what went wrong").arg(delivery.status).arg(fault);
}

QString deliverySentence(const Delivery& delivery)
{
    if (delivery.fault == DeliveryFault::None)
        return delivery.status == 0 ? DeliveryWords::tr("The receiver did not answer.")
                                    : DeliveryWords::tr("The receiver answered %1.").arg(delivery.status);
    const QString sentence = faultSentence(delivery.fault);
    if (delivery.detail.empty())
        return sentence;
    return DeliveryWords::tr("%1 (%2)", "sentence, technical detail")
        .arg(sentence, QString::fromStdString(visibleText(delivery.detail)));
}

} // namespace hookloupe::words
