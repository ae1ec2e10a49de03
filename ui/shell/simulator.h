// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/simulator_choice.h"
#include "replay/bulk.h"
#include "replay/host_consents.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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
    /// What a run needs to know of its target.
    struct Destination {
        replay::WebUrl url;
        std::string webhookUrl;
        std::string secret;
        std::vector<std::string> leftOut{};  ///< names of fields that do not go there
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
    std::shared_ptr<HostConsents> m_consents;
    std::uint32_t m_turn = 0;                    ///< so that no two sendings have the same ids
};

} // namespace hookloupe::ui
