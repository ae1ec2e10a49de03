// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/text.h"

#include <QString>

#include <string_view>

class QLabel;
class QWidget;

namespace hookloupe::ui {

/// Hostile bytes as a text that is safe to show in a plain-text widget; see visibleText().
[[nodiscard]] inline QString shown(std::string_view bytes, bool keepLineBreaks = false)
{
    return QString::fromStdString(visibleText(bytes, keepLineBreaks));
}

/// A text for setToolTip(), which has no plain-text mode: escaped, so that what looks like markup stays text. Line breaks
/// stay, long lines wrap.
[[nodiscard]] QString plainToolTip(const QString& text);
/// A label that shows its text as it is, owned by `parent`.
[[nodiscard]] QLabel* plainLabel(const QString& text, QWidget* parent);

} // namespace hookloupe::ui
