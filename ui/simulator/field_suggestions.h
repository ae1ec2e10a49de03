// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace hookloupe::ui {

/// What a field of a made-up event could hold: values that senders use, and names and ids out of these captures, the first
/// ones in front. By name of the field; only what can be shown as it is.
[[nodiscard]] QHash<QString, QStringList> suggestionsFrom(const std::vector<CaptureSummary>& captures);

/// The same of the newest captures; `then` is called later.
void fetchSuggestions(CaptureSource& source, std::function<void(const QHash<QString, QStringList>&)> then);

} // namespace hookloupe::ui
