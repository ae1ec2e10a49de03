// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/comparison_feature.h"

#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "frame/window_parts.h"
#include "widgets/menu_actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

/// Of two that are selected the one that is not shown.
std::optional<CaptureId> otherOf(const CaptureListPanel& captures)
{
    const auto shown = captures.currentId();
    if (captures.selectedCount() != 2 || !shown)
        return std::nullopt;
    const auto ids = captures.selectedIds();
    const auto other = std::find_if(ids.begin(), ids.end(), [&](CaptureId id) { return id != *shown; });
    const bool isSelected = std::find(ids.begin(), ids.end(), *shown) != ids.end();
    return isSelected && other != ids.end() ? std::optional(*other) : std::nullopt;
}

} // namespace

void addComparison(const WindowParts& parts)
{
    QAction* compare = makeAction(parts.window, u"compareSelected"_s, Words::tr("Comp&are the two selected"),
                                  Words::tr("Show what differs between the two selected requests, under Changes"),
                                  QKeySequence(u"Ctrl+D"_s));
    parts.menus.requests->addAction(compare);
    parts.captures.setActions({compare});
    CaptureListPanel* captures = &parts.captures;
    DetailPane* detail = &parts.detail;
    const auto update = [captures, detail, compare] {
        const auto other = otherOf(*captures);
        setEnabledOr(compare, other.has_value(), Words::tr("not just two requests are selected"));
        detail->setSelectedBeside(other);
    };
    QObject::connect(captures, &CaptureListPanel::selectionChanged, compare, update);
    QObject::connect(captures, &CaptureListPanel::currentChanged, compare, update);
    QObject::connect(compare, &QAction::triggered, detail, &DetailPane::showChanges);
    update();
}

} // namespace hookloupe::ui
