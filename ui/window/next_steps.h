// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/next_step.h"
#include "frame/window_parts.h"

#include <QObject>

#include <optional>

class QAction;

namespace hookloupe::ui {

class UndoHistory;

/// Carries out what the verdict line offers. Changes of an endpoint can be taken back.
class NextSteps : public QObject {
    Q_OBJECT

public:
    NextSteps(const WindowParts& parts, UndoHistory& history);

private:
    void take(const NextStep& step);
    void change(const NextStep& step, const Endpoint& endpoint);
    void showActions();
    [[nodiscard]] const NextStep* firstStep() const;
    [[nodiscard]] std::optional<Endpoint> endpointOf(EndpointId id) const;

    const WindowParts m_parts;
    UndoHistory& m_history;
    QAction* m_first;   ///< the first of the steps offered; none that weakens an endpoint
};

} // namespace hookloupe::ui
