// SPDX-License-Identifier: GPL-3.0-or-later
// The registration of the window's features: one line each. The order is that of their entries in a menu.
#include "shell/features.h"

#include "shell/endpoint_actions.h"
#include "shell/navigation.h"
#include "shell/themes.h"

namespace hookloupe::ui {

void addFeatures(const WindowParts& parts)
{
    addEndpointActions(parts);
    addNavigation(parts);
    addThemes(parts);
}

} // namespace hookloupe::ui
