// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/capture_jump.h"

#include "detail/detail_pane.h"
#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"

#include <QAction>
#include <QMainWindow>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

CaptureJump::CaptureJump(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    setObjectName(u"captureJump"_s);
    connect(&parts.detail, &DetailPane::captureWanted, this, [this](qint64 id) { goTo(CaptureId{id}); });
    connect(&parts.captureModel, &CaptureModel::loaded, this, &CaptureJump::loaded);
}

void CaptureJump::goTo(CaptureId id)
{
    m_parts.window.raise();
    m_parts.window.activateWindow();
    m_wanted.reset();
    if (choose(id))
        return;
    m_wanted = id;
    if (m_parts.captureModel.loading())
        return;
    if (m_parts.captureModel.query().acceptsAll())
        return loaded();
    listEverything();
}

bool CaptureJump::choose(CaptureId id)
{
    if (!m_parts.captures.choose(id))
        return false;
    m_parts.captures.view()->setFocus();
    return true;
}

void CaptureJump::listEverything()
{
    m_parts.endpoints.choose(std::nullopt);
    if (auto* clear = m_parts.window.findChild<QAction*>(u"timelineClearSpan"_s); clear && clear->isEnabled())
        clear->trigger();
}

void CaptureJump::loaded()
{
    if (!m_wanted)
        return;
    const CaptureId id = *m_wanted;
    if (!choose(id) && !m_parts.captureModel.query().acceptsAll())
        return listEverything();
    m_wanted.reset();
    if (m_parts.captures.currentId() != id)
        m_parts.sayTrouble(tr("Request %1 is not stored any more.").arg(toInt(id)));
}

} // namespace hookloupe::ui
