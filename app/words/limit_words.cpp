// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/limit_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;

QString limitSentence(LimitMeasure measure, std::uint64_t count)
{
    const QString number = QString::number(count);
    switch (measure) {
    case LimitMeasure::IdleDropped:
        return QCoreApplication::translate("Limits",
            "Idle connections were closed to make room for new ones: %1. Somebody opens many and sends nothing, or the limit of open "
            "connections is low.").arg(number);
    case LimitMeasure::WithoutDescriptor:
        return QCoreApplication::translate("Limits",
            "Connections were turned away because this program may open no more files: %1. Raise what the system allows (ulimit -n), "
            "or lower the limit of open connections.").arg(number);
    case LimitMeasure::WebPagesRefused:
        return QCoreApplication::translate("Limits",
            "Requests of web pages were answered 429 because they sent more within a minute than the limit: %1. If they are yours, "
            "raise it (web-page-bytes); else close the page.").arg(number);
    }
    return {};
}

QString limitName(LimitMeasure measure)
{
    switch (measure) {
    case LimitMeasure::IdleDropped:
        return u"idle_dropped"_s;
    case LimitMeasure::WithoutDescriptor:
        return u"without_descriptor"_s;
    case LimitMeasure::WebPagesRefused:
        return u"web_pages_refused"_s;
    }
    return {};
}

} // namespace hookloupe::words
