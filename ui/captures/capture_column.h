// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace hookloupe::ui {

/// The columns of the captures table, in their first order.
enum class CaptureColumn {
    Mark,
    Time,
    Method,
    Endpoint,
    Event,
    Project,
    Actor,
    Tags,
    Summary,
    Signature,
    Answer,
    Record,
    Size,
    Duration,
    Peer,
};
inline constexpr int captureColumnCount = 15;

/// For the user: "Time", "Speckle records". The mark's column has a name too, though its header shows none.
[[nodiscard]] QString columnName(CaptureColumn column);
/// Stable, for settings: "time", "record".
[[nodiscard]] QString columnKey(CaptureColumn column);
[[nodiscard]] std::optional<CaptureColumn> columnOfKey(const QString& key);
/// Numbers: their ends are below each other.
[[nodiscard]] bool isRightAligned(CaptureColumn column);

} // namespace hookloupe::ui
