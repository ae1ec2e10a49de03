// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QString>

namespace hookloupe::ui {

/// The columns of the captures table, in their first order.
enum class CaptureColumn { Mark, Time, Method, Endpoint, Event, Project, Summary, Signature, Answer, Record, Size, Peer };
inline constexpr int captureColumnCount = 12;

[[nodiscard]] QString columnTitle(CaptureColumn column);
/// What a cell shows: one line of harmless plain text. `endpoint` is the endpoint's title.
[[nodiscard]] QString cellText(const CaptureSummary& capture, CaptureColumn column, const QString& endpoint, UtcTime now);
/// What hovering over a cell says; plain text, may have several lines.
[[nodiscard]] QString cellHint(const CaptureSummary& capture, CaptureColumn column, const QString& endpoint);
/// A capture as one sentence, for people who hear the table.
[[nodiscard]] QString rowSentence(const CaptureSummary& capture, const QString& endpoint, UtcTime now);
/// A capture as one line of tab-separated text, for the clipboard; with the columns of `columnTitle()` but the mark as a word.
[[nodiscard]] QString rowLine(const CaptureSummary& capture, const QString& endpoint);

} // namespace hookloupe::ui
