// SPDX-License-Identifier: GPL-3.0-or-later
// The registration of the window's features: one line each. The order is that of their entries in a menu.
#include "window/features.h"

#include "captures/annotation_feature.h"
#include "frame/appearance.h"
#include "resend/bulk_feature.h"
#include "window/capture_jump.h"
#include "window/comparison_feature.h"
#include "endpoints/endpoint_actions.h"
#include "endpoints/endpoint_commands.h"
#include "endpoints/endpoint_list.h"
#include "endpoints/endpoint_panel.h"
#include "window/first_steps.h"
#include "queue/inbox_feature.h"
#include "loops/loop_feature.h"
#include "window/lost_store.h"
#include "window/navigation.h"
#include "window/next_steps.h"
#include "commands/palette_feature.h"
#include "resend/replay_feature.h"
#include "window/selection_figures.h"
#include "window/settings_feature.h"
#include "commands/shortcut_book.h"
#include "simulator/simulator.h"
#include "captures/table_feature.h"
#include "timeline/timeline_feature.h"
#include "notices/notifications.h"
#include "window/removals.h"
#include "endpoints/secret_feature.h"
#include "window/store_windows.h"
#include "trust/trust_feature.h"
#include "frame/undo_history.h"

namespace hookloupe::ui {

void addFeatures(const WindowParts& parts)
{
    addEndpointActions(parts);
    auto* history = new UndoHistory(parts);
    new Removals(parts, *history);
    parts.endpointCommands.setHistory(*history);
    addNavigation(parts);
    addComparison(parts);
    new NextSteps(parts, *history);
    auto* timeline = new TimelineFeature(parts);
    QObject::connect(&parts.endpoints, &EndpointPanel::chosen, timeline, [timeline, endpoints = &parts.endpoints] {
        timeline->setEndpoint(endpoints->currentId());
    });
    new EndpointList(parts, timeline->model());
    new TableFeature(parts);
    new AnnotationFeature(parts);
    const auto consents = std::make_shared<replay::HostConsents>(); // what is agreed on in one place holds in the other
    auto* jump = new CaptureJump(parts);
    auto* replay = new ReplayFeature(parts, consents);
    new BulkFeature(parts, *replay, [jump](CaptureId id) { jump->goTo(id); });
    addSelectionFigures(parts);
    addFirstSteps(parts);
    new Simulator(parts, consents);
    new SecretFeature(parts);
    new LoopFeature(parts);
    new InboxFeature(parts, *history);
    new TrustFeature(parts);
    new StoreWindows(parts);
    new LostStore(parts);
    new Notifications(parts);
    new AppearanceKeeper(parts);
    new PaletteFeature(parts);
    new SettingsFeature(parts);
    new ShortcutBook(parts); // the last one: it knows the actions of all others
}

} // namespace hookloupe::ui
