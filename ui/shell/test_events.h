// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/test_event_dialog.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QPointer>

namespace hookloupe::replay {
struct Outcome;
}

namespace hookloupe::ui {

/// Sends made-up events to the window's own address: at once, of a kind from the menu, or chosen in a dialog. They arrive
/// like any other request.
class TestEvents : public QObject {
    Q_OBJECT

public:
    explicit TestEvents(const WindowParts& parts);

    void send(const TestEvent& event);
    void openDialog();

private:
    void sendAgain();
    void fillToolBar();
    void update();
    void answered(const TestEvent& event, const replay::Outcome& outcome);
    [[nodiscard]] bool listens() const;
    [[nodiscard]] EndpointId chosenEndpoint() const;

    const WindowParts m_parts;
    QAction* m_again;
    QAction* m_choose;
    TestEvent m_last;
    QPointer<TestEventDialog> m_dialog;
};

} // namespace hookloupe::ui
