// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/capture_name.h"

#include "style/short_words.h"

#include <QCoreApplication>

namespace hookloupe::ui {

QString captureName(const CaptureSummary& capture)
{
    const QString event = shownText(capture.event.wireName, 60);
    const QString what = event.isEmpty() ? shownText(capture.method + ' ' + capture.target, 80) : event;
    return QCoreApplication::translate("CaptureName", "%1, %2", "what, when").arg(what, timeWords(capture.arrivedAt, utcNow()));
}

} // namespace hookloupe::ui
