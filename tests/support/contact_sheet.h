// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace hookloupe::test {

/// Puts the pictures "STATE--VARIANT.png" of a folder together: for each state one "sheet-STATE.png" with all its variants
/// side by side, titled. The sheets' paths, in the order of their names; empty if one could not be written.
[[nodiscard]] QStringList writeContactSheets(const QString& folder);

} // namespace hookloupe::test
