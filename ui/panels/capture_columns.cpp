// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/capture_columns.h"

#include "models/capture_text.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>
#include <array>

namespace hookloupe::ui {

namespace {

constexpr int markColumn = static_cast<int>(CaptureColumn::Mark);
constexpr int summaryColumn = static_cast<int>(CaptureColumn::Summary);

/// A text as wide as a column's usual content, in the order of CaptureColumn.
constexpr std::array<QStringView, captureColumnCount> usualTexts{
    u"m", u"00:00:00.000", u"DELETE", u"Everything else", u"comment_archived", u"A project's name", u"Somebody", u"to check",
    u"Somebody published a v", u"mismatch · object", u"200 open", u"2 Webhook called", u"999 kB", u"999 ms", u"127.0.0.1:65535"};

/// The summary names project and actor and shows the tags, and the details name the rest.
constexpr std::array hiddenAtFirst{CaptureColumn::Project, CaptureColumn::Actor, CaptureColumn::Tags,
                                   CaptureColumn::Duration, CaptureColumn::Peer};

int usualWidth(const QTableView& view, int column)
{
    return view.fontMetrics().horizontalAdvance(usualTexts.at(static_cast<std::size_t>(column)).toString()) + 14;
}

} // namespace

CaptureColumns::CaptureColumns(QTableView& view) : QObject(&view), m_view(view)
{
    QHeaderView* header = view.horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(28);
    header->setTextElideMode(Qt::ElideRight);
    for (int column = 0; column < captureColumnCount; ++column)
        view.setColumnWidth(column, usualWidth(view, column));
    for (const CaptureColumn column : hiddenAtFirst)
        view.setColumnHidden(static_cast<int>(column), true);
    // Last, so that the verdict needs no scrolling in a narrow window.
    header->moveSection(header->visualIndex(summaryColumn), captureColumnCount - 1);
    header->setSectionResizeMode(markColumn, QHeaderView::Fixed);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &CaptureColumns::offerChoice);
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_ownMove)
            return;
        m_summaryChosen |= column == summaryColumn;
        fitSummary();
    });
    view.viewport()->installEventFilter(this);
}

bool CaptureColumns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_view.viewport())
        fitSummary();
    return QObject::eventFilter(watched, event);
}

void CaptureColumns::fitSummary()
{
    if (m_summaryChosen)
        return;
    const QScopedValueRollback guard(m_ownMove, true);
    const QHeaderView* header = m_view.horizontalHeader();
    const int others = header->length() - header->sectionSize(summaryColumn);
    m_view.setColumnWidth(summaryColumn, std::max(usualWidth(m_view, summaryColumn), m_view.viewport()->width() - others));
}

void CaptureColumns::offerChoice(const QPoint& place)
{
    auto* menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < captureColumnCount; ++column) {
        if (column == markColumn || column == summaryColumn)
            continue;
        QAction* action = menu->addAction(columnName(static_cast<CaptureColumn>(column)));
        action->setCheckable(true);
        action->setChecked(!m_view.isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { m_view.setColumnHidden(column, !shown); });
    }
    menu->popup(m_view.horizontalHeader()->viewport()->mapToGlobal(place));
}

} // namespace hookloupe::ui
