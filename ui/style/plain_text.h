// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/text.h"

#include <QString>

#include <string_view>

namespace hookloupe::ui {

/// Hostile bytes as a text that is safe to show in a plain-text widget; see visibleText().
[[nodiscard]] inline QString shown(std::string_view bytes, bool keepLineBreaks = false)
{
    return QString::fromStdString(visibleText(bytes, keepLineBreaks));
}

/// A text for setToolTip(), which has no plain-text mode: escaped, so that what looks like markup stays text.
[[nodiscard]] inline QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

} // namespace hookloupe::ui
