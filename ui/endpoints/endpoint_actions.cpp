// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_actions.h"

#include "endpoints/answer_page.h"
#include "endpoints/endpoint_panel.h"
#include "endpoints/endpoint_commands.h"
#include "frame/window_parts.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

namespace hookloupe::ui {

void addEndpointActions(const WindowParts& parts)
{
    const Actions& actions = parts.actions;
    EndpointCommands* commands = &parts.endpointCommands;
    EndpointPanel* panel = &parts.endpoints;
    const auto withCurrent = [panel](auto what) {
        return [panel, what] {
            if (const Endpoint* endpoint = panel->current())
                what(*endpoint);
        };
    };
    const auto edit = withCurrent([commands](const Endpoint& endpoint) { commands->edit(endpoint); });
    const auto copyUrl = withCurrent(
        [commands, copy = parts.copyText](const Endpoint& endpoint) { copy(commands->urlOf(endpoint)); });
    QAction* answer = makeAction(parts.window, QStringLiteral("answerEndpoint"),
                                 QCoreApplication::translate("EndpointActions", "Ans&wer…"),
                                 QCoreApplication::translate("EndpointActions", "Choose what senders get: a fixed answer or a script of faults"));
    answer->setEnabled(actions.editEndpoint->isEnabled());
    QObject::connect(actions.editEndpoint, &QAction::enabledChanged, answer, &QAction::setEnabled);
    QObject::connect(answer, &QAction::triggered, commands, withCurrent([commands](const Endpoint& endpoint) {
        commands->edit(endpoint, QLatin1StringView(AnswerPage::pageName));
    }));
    parts.menus.endpoints->addAction(answer);
    panel->addMenuActions({answer});
    QObject::connect(actions.newEndpoint, &QAction::triggered, commands, &EndpointCommands::create);
    QObject::connect(actions.editEndpoint, &QAction::triggered, commands, edit);
    QObject::connect(panel, &EndpointPanel::activated, commands, edit);
    QObject::connect(actions.copyEndpointUrl, &QAction::triggered, commands, copyUrl);
    QObject::connect(commands, &EndpointCommands::saved, panel, [say = parts.say] {
        say(QCoreApplication::translate("EndpointActions", "The endpoint is saved."));
    });
    QObject::connect(commands, &EndpointCommands::created, panel, [panel](qint64 id) { panel->choose(EndpointId{id}); });
    QObject::connect(commands, &EndpointCommands::failed, panel, parts.sayTrouble);
    QObject::connect(commands, &EndpointCommands::takenBack, panel, parts.say);
}

} // namespace hookloupe::ui
