// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace hookloupe::ui {

/// What Clear deletes: the requests that the list shows.
struct ClearScope {
    QString endpoint{};    ///< title of the chosen one; empty: of all endpoints
    bool inSpan = false;   ///< only of the span chosen in the timeline
    int count = 0;

    [[nodiscard]] bool isEverything() const { return endpoint.isEmpty() && !inSpan; }
};

/// "C&lear 2 of “GitHub”", for a menu; without its & for a button.
[[nodiscard]] QString clearLabel(const ClearScope& scope);
/// A whole sentence: what it does.
[[nodiscard]] QString clearHint(const ClearScope& scope);
/// "Deleted 2 requests of “GitHub”."
[[nodiscard]] QString clearedSentence(const ClearScope& scope, std::int64_t count);
/// "Deleted 2 requests."
[[nodiscard]] QString deletedSentence(std::int64_t count);

} // namespace hookloupe::ui
