// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulator_choice.h"
#include "consent/host_consents.h"
#include "simulator/simulator_run.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <memory>
#include <string>

class QMenu;

namespace hookloupe::ui {

class SimulatorDialog;

/// Sends made-up events: to the window's own address at once, of a kind from the menu, or what is chosen in a dialog, also
/// elsewhere and many. What comes to the window's own address arrives like any other request.
class Simulator : public QObject {
    Q_OBJECT

public:
    Simulator(const WindowParts& parts, std::shared_ptr<HostConsents> consents);

    void openDialog();

private:
    void fillMenus();
    void fillToolBar();
    void offerEvents();                         ///< of the chosen endpoint's sender
    void update();
    void sendAgain();
    void send();                                ///< what is chosen in the dialog
    void start(const SimulatorChoice& choice);
    void askThenStart(const SimulatorChoice& choice, const SimulatorDestination& destination);
    void run(const SimulatorChoice& choice, const SimulatorDestination& destination);
    void finished(const SimulatorRun& run, const replay::BulkProgress& progress, const SentEvent& last);
    void preview();
    void useCapture();
    void say(const QString& sentence, bool trouble);
    [[nodiscard]] bool listens() const;
    [[nodiscard]] EndpointId chosenEndpoint() const;
    [[nodiscard]] std::string chosenScheme() const;
    [[nodiscard]] std::string chosenSender() const;
    [[nodiscard]] simulate::EventOrder orderForChosen() const;
    void aimAtChosen(SimulatorChoice& choice) const;
    [[nodiscard]] Result<SimulatorDestination> destinationOf(const SimulatorChoice& choice) const;

    const WindowParts m_parts;
    QAction* m_again;
    QAction* m_choose;
    QAction* m_useCapture;
    QMenu* m_events = nullptr;                   ///< of the tool bar's button
    std::string m_offered;                       ///< whose events it has
    SimulatorChoice m_last;
    QPointer<SimulatorDialog> m_dialog;
    QPointer<SimulatorRun> m_run;                ///< of many; single events go beside it
    std::shared_ptr<HostConsents> m_consents;
    std::uint32_t m_turn = 0;                    ///< so that no two sendings have the same ids
};

} // namespace hookloupe::ui
