// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/file_names.h"

#include "decode/media_type.h"

#include <QDateTime>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

QString fileNameFor(const Capture& capture, const QString& suffix, bool altered)
{
    QString name;
    for (const char c : capture.summary.event.wireName.substr(0, 60)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        name += plain ? char16_t(c) : u'_';
    }
    if (name.isEmpty())
        name = u"request"_s;
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(capture.summary.arrivedAt.time_since_epoch());
    const QDateTime arrived = QDateTime::fromMSecsSinceEpoch(milliseconds.count());
    return name + arrived.toString(u"-yyyyMMdd-HHmmss"_s) + (altered ? u".altered"_s : QString()) + suffix;
}

QString suffixFor(const http::Headers& headers)
{
    const auto type = decode::parseMediaType(http::headerValue(headers, "Content-Type").value_or("")).name;
    if (type == "application/json" || type.ends_with("+json"))
        return u".json"_s;
    if (type == "application/xml" || type == "text/xml" || type.ends_with("+xml"))
        return u".xml"_s;
    return type.starts_with("text/") || type == "application/x-www-form-urlencoded" ? u".txt"_s : u".bin"_s;
}

} // namespace hookloupe::ui
