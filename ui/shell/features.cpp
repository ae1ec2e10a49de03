// SPDX-License-Identifier: GPL-3.0-or-later
// The registration of the window's features: one line each. The order is that of their entries in a menu.
#include "shell/features.h"

#include "shell/annotation_feature.h"
#include "shell/appearance.h"
#include "shell/bulk_feature.h"
#include "shell/capture_jump.h"
#include "shell/comparison_feature.h"
#include "shell/endpoint_actions.h"
#include "shell/endpoint_commands.h"
#include "shell/endpoint_list.h"
#include "shell/first_steps.h"
#include "shell/inbox_feature.h"
#include "shell/loop_feature.h"
#include "shell/lost_store.h"
#include "shell/navigation.h"
#include "shell/next_steps.h"
#include "shell/palette_feature.h"
#include "shell/replay_feature.h"
#include "shell/selection_figures.h"
#include "shell/settings_feature.h"
#include "shell/shortcut_book.h"
#include "shell/simulator.h"
#include "shell/table_feature.h"
#include "shell/timeline_feature.h"
#include "shell/notifications.h"
#include "shell/removals.h"
#include "shell/secret_feature.h"
#include "shell/store_windows.h"
#include "shell/trust_feature.h"
#include "shell/undo_history.h"

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
    const auto* timeline = new TimelineFeature(parts);
    new EndpointList(parts, timeline->model());
    new TableFeature(parts);
    new AnnotationFeature(parts);
    const auto consents = std::make_shared<replay::HostConsents>(); // what is agreed on in one place holds in the other
    auto* jump = new CaptureJump(parts);
    auto* replay = new ReplayFeature(parts, consents);
    new BulkFeature(parts, *replay, *jump);
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
