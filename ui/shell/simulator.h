// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/simulator_choice.h"
#include "replay/bulk.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <set>

namespace hookloupe::ui {

class SimulatorDialog;

/// Sends made-up events: to the window's own address at once, of a kind from the menu, or what is chosen in a dialog, also
/// elsewhere and many. What comes to the window's own address arrives like any other request.
class Simulator : public QObject {
    Q_OBJECT

public:
    explicit Simulator(const WindowParts& parts);

    void openDialog();

private:
    /// What a run needs to know of its target.
    struct Destination {
        replay::WebUrl url;
        std::string webhookUrl;
        std::string secret;
    };

    void fillMenus();
    void fillToolBar();
    void update();
    void sendAgain();
    void send();                                ///< what is chosen in the dialog
    void start(const SimulatorChoice& choice);
    void askThenStart(const SimulatorChoice& choice, const Destination& destination);
    void run(const SimulatorChoice& choice, const Destination& destination);
    void answered(const SimulatorChoice& choice, const replay::BulkResult& result);
    void finished(const SimulatorChoice& choice, const replay::BulkProgress& progress);
    void preview();
    void useCapture();
    void say(const QString& sentence, bool trouble);
    [[nodiscard]] bool listens() const;
    [[nodiscard]] EndpointId chosenEndpoint() const;
    [[nodiscard]] Result<Destination> destinationOf(const SimulatorChoice& choice) const;

    const WindowParts m_parts;
    QAction* m_again;
    QAction* m_choose;
    QAction* m_useCapture;
    SimulatorChoice m_last;
    QPointer<SimulatorDialog> m_dialog;
    QPointer<replay::BulkRun> m_run;             ///< of the dialog; what is sent at once goes beside it
    std::set<std::string> m_allowedHosts;        ///< that the user was asked about
    std::uint32_t m_turn = 0;                    ///< so that no two sendings have the same ids
};

} // namespace hookloupe::ui
