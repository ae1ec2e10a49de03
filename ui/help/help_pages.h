// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/help_topic.h"

#include <QList>
#include <QString>

#include <optional>

namespace hookloupe::ui {

/// One page of the guide.
struct HelpPage {
    HelpTopic topic = HelpTopic::FirstCapture;
    QString file;      ///< "signatures": its name in resources/help, by which other pages link to it; empty = made here
    QString title;
    QString markdown;
    QString text;      ///< as it is read, for searching
};

/// All of them, in the order of HelpTopic.
[[nodiscard]] QList<HelpPage> helpPages();

/// How often each of the words stands in a text, regardless of case; 0 if one of them does not.
[[nodiscard]] int countOf(const QString& text, const QString& words);
/// "hmac key" → the words to look for.
[[nodiscard]] QStringList searchWords(const QString& text);

} // namespace hookloupe::ui
