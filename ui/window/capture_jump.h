// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>

#include <optional>

namespace hookloupe::ui {

/// Leads to a capture in the table, wherever it is: if the list is narrowed so that it is not in it, the list is widened.
class CaptureJump : public QObject {
    Q_OBJECT

public:
    explicit CaptureJump(const WindowParts& parts);

    void goTo(CaptureId id);

private:
    bool choose(CaptureId id);
    void listEverything();
    void loaded();

    const WindowParts m_parts;
    std::optional<CaptureId> m_wanted;   ///< as soon as the table has its rows
};

} // namespace hookloupe::ui
