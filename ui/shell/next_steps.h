// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/next_step.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QUndoStack>

#include <optional>

class QAction;

namespace hookloupe::ui {

/// Carries out what the verdict line offers. Changes of an endpoint can be taken back.
class NextSteps : public QObject {
    Q_OBJECT

public:
    explicit NextSteps(const WindowParts& parts);

private:
    void take(const NextStep& step);
    void change(const NextStep& step, const Endpoint& endpoint);
    void showActions();
    [[nodiscard]] std::optional<Endpoint> endpointOf(EndpointId id) const;

    const WindowParts m_parts;
    QUndoStack m_stack;
    QAction* m_first;   ///< the first of the steps offered
    QAction* m_undo;
};

} // namespace hookloupe::ui
