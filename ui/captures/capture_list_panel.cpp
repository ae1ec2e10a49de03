// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_list_panel.h"

#include "captures/capture_delegate.h"
#include "captures/capture_model.h"
#include "captures/capture_columns.h"
#include "captures/empty_state.h"
#include "captures/row_ranges.h"
#include "style/icons.h"
#include "widgets/row_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

CaptureListPanel::CaptureListPanel(CaptureModel& model, QWidget* parent) : QWidget(parent), m_model(model)
{
    // Before the view knows of the model: what it does with the current row then is not the user's doing.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { rowsAboutToGo(first, last); });
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { m_changing = true; });
    m_view = new RowTable(this);
    m_view->setModel(&model);
    auto* delegate = new CaptureDelegate(m_view);
    m_view->setItemDelegate(delegate);
    m_view->setAccessibleName(tr("Captured requests"));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->setCornerButtonEnabled(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_columns = new CaptureColumns(*m_view);
    const auto placeTags = [this, delegate] {
        delegate->setTagsInSummary(!m_columns->isShown(CaptureColumn::Tags));
        m_view->viewport()->update();
    };
    connect(m_columns, &CaptureColumns::shownChanged, this, placeTags);
    placeTags();
    m_view->horizontalHeader()->setSortIndicator(static_cast<int>(CaptureColumn::Time), Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    fitRows();

    m_empty = new EmptyState(this);
    auto* emptyPage = new QScrollArea(this); // so that its height does not keep the table from being made small
    emptyPage->setWidget(m_empty);
    emptyPage->setWidgetResizable(true);
    emptyPage->setFrameShape(QFrame::NoFrame);
    emptyPage->setFocusPolicy(Qt::NoFocus);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_view);
    m_pages->addWidget(emptyPage);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    m_newButton = new QPushButton(icon(Glyph::Follow), {}, this);
    m_newButton->setObjectName(u"newRequests"_s);
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, [this] { setFollowing(true); });

    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { rowsCame(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] { rowsWent(); });
    connect(&model, &QAbstractItemModel::modelReset, this, &CaptureListPanel::modelWasReset);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &CaptureListPanel::rowsWereRearranged);
    connect(m_view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this] {
        m_orderChosen = true;
        if (!isInOrderOfTime())
            setFollowing(false);
    });
    connect(&model, &CaptureModel::loaded, this, [this] {
        if (m_following)
            showNewest();
        showPage();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (m_changing)
            return; // the row that comes next is chosen when they are gone
        if (!m_ownMove)
            userMovedTo(index.row());
        noteCurrent();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_ownMove && !m_changing)
            userSelected();
        Q_EMIT selectionChanged();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &CaptureListPanel::userScrolled);
    connect(m_view->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_following)
            showNewest();
    });
    showPage();
}

void CaptureListPanel::fitRows()
{
    // Fixed: measuring the contents of a million rows takes half a minute.
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setMinimumSectionSize(1);
    m_view->verticalHeader()->setDefaultSectionSize(CaptureDelegate::rowHeight(m_view->fontMetrics()));
}

void CaptureListPanel::setActions(const QList<QAction*>& actions)
{
    m_view->addActions(actions);
}

std::optional<CaptureId> CaptureListPanel::currentId() const
{
    return m_model.idAt(m_view->currentIndex().row());
}

std::vector<CaptureId> CaptureListPanel::selectedIds() const
{
    std::vector<CaptureId> ids = selectedIdsAsShown();
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<CaptureId> CaptureListPanel::selectedIdsAsShown() const
{
    std::vector<CaptureId> ids;
    for (const int row : rowsOf(m_view->selectionModel()->selection())) {
        if (const auto id = m_model.idAt(row))
            ids.push_back(*id);
    }
    return ids;
}

std::size_t CaptureListPanel::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection())
        count += range.left() == 0 ? range.height() : 0;
    return static_cast<std::size_t>(count);
}

bool CaptureListPanel::isInOrderOfTime() const
{
    return m_model.query().order == CaptureOrder::Arrival;
}

int CaptureListPanel::newestRow() const
{
    if (!isInOrderOfTime() || m_model.rowCount() == 0)
        return -1;
    return m_model.query().descending ? 0 : m_model.rowCount() - 1;
}

void CaptureListPanel::setFollowing(bool following)
{
    if (following) {
        m_choseRow = false;
        if (!isInOrderOfTime())
            m_view->sortByColumn(static_cast<int>(CaptureColumn::Time), Qt::AscendingOrder);
        showNewest();
    }
    noteFollowing(following);
}

/// Without a move: the user is where following begins or ends.
void CaptureListPanel::noteFollowing(bool following)
{
    const bool changed = std::exchange(m_following, following) != following;
    if (following)
        m_unseen = 0;
    showNewButton();
    if (changed)
        Q_EMIT followingChanged(following);
}

void CaptureListPanel::noteCurrent()
{
    const auto id = currentId();
    if (std::exchange(m_current, id) != id)
        Q_EMIT currentChanged();
}

bool CaptureListPanel::choose(CaptureId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    m_view->setCurrentIndex(m_model.index(row, 0));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    return true;
}

bool CaptureListPanel::select(const std::vector<CaptureId>& ids)
{
    std::vector<int> rows;
    for (const CaptureId id : ids) {
        if (const int row = m_model.rowOf(id); row >= 0)
            rows.push_back(row);
    }
    if (rows.empty())
        return false;
    const QModelIndex last = m_model.index(rows.back(), 0);
    const bool atNewest = rows.size() == 1 && last.row() == newestRow();
    {
        const QScopedValueRollback guard(m_ownMove, true);
        m_view->setCurrentIndex(last);
        m_view->selectionModel()->select(selectionOf(m_model, std::move(rows)),
                                         QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_view->scrollTo(last, QAbstractItemView::PositionAtCenter);
    }
    m_choseRow = !atNewest;
    noteFollowing(atNewest);
    return true;
}

void CaptureListPanel::showNewest()
{
    const QScopedValueRollback guard(m_ownMove, true);
    const int newest = newestRow();
    if (newest < 0 || m_model.loading()) // while they are read they may be in another order
        return;
    const QModelIndex place = m_model.index(newest, 0);
    if (m_view->currentIndex().row() != newest || !m_view->selectionModel()->isSelected(place))
        m_view->setCurrentIndex(place);
    if (newest == 0)
        m_view->scrollToTop();
    else
        m_view->scrollToBottom();
}

void CaptureListPanel::noteNewest()
{
    if (const auto id = m_model.idAt(m_model.newestRow()))
        m_newestKnown = std::max(m_newestKnown, *id);
}

void CaptureListPanel::rowsCame(int first, int last)
{
    m_changing = false;
    int unseen = 0; // what was deleted and came back is not new
    for (int row = first; row <= last && !m_following; ++row)
        unseen += m_model.idAt(row) > m_newestKnown ? 1 : 0;
    noteNewest();
    if (m_following) {
        showNewest();
    } else {
        const int count = last - first + 1;
        if (QScrollBar* bar = m_view->verticalScrollBar(); first <= bar->value() && first < m_model.rowCount() - count) {
            // They came above what is in sight, which stays where it is.
            const QScopedValueRollback guard(m_ownMove, true);
            const int place = bar->value() + count;
            m_view->doItemsLayout();
            bar->setValue(place);
        }
        m_unseen += unseen;
        showNewButton();
    }
    showPage();
}

void CaptureListPanel::rowsAboutToGo(int first, int last)
{
    m_changing = true;
    m_hadSelection = m_view->selectionModel()->hasSelection();
    const int current = m_view->currentIndex().row();
    const int below = last + 1 < m_model.rowCount() ? last + 1 : first - 1;
    m_next = m_model.index(current >= first && current <= last ? below : current, 0);
}

void CaptureListPanel::rowsWent()
{
    m_changing = false;
    if (m_following && !m_model.loading()) { // else that comes when it is read
        showNewest();
    } else if (m_next.isValid()) {
        // What the details show is selected, so that Delete can be pressed again.
        const QScopedValueRollback guard(m_ownMove, true);
        const bool selected = m_view->selectionModel()->hasSelection();
        if (m_view->currentIndex().row() != m_next.row() || (m_hadSelection && !selected))
            m_view->setCurrentIndex(m_next);
    }
    noteCurrent();
    m_unseen = std::min(m_unseen, m_model.rowCount());
    showNewButton();
    showPage();
}

void CaptureListPanel::modelWasReset()
{
    m_unseen = 0;
    noteNewest();
    const int row = m_current && !m_following ? m_model.rowOf(*m_current) : -1;
    if (row >= 0) {
        const QScopedValueRollback guard(m_ownMove, true);
        m_view->setCurrentIndex(m_model.index(row, 0));
    } else {
        if (m_current) {
            m_current.reset();
            Q_EMIT currentChanged();
        }
        setFollowing(isInOrderOfTime());
    }
    Q_EMIT selectionChanged(); // a reset empties the selection without a word
    showNewButton();
    showPage();
}

void CaptureListPanel::rowsWereRearranged()
{
    // What came last goes to its place every now and then: that moves no view.
    const bool chosen = std::exchange(m_orderChosen, false);
    if (m_following)
        showNewest();
    else if (chosen && m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    showNewButton();
}

void CaptureListPanel::userMovedTo(int row)
{
    if (row < 0)
        return;
    const bool atEnd = row == newestRow();
    m_choseRow = !atEnd;
    noteFollowing(atEnd); // the view is there already, and may be about to select more than this row
}

void CaptureListPanel::userSelected()
{
    const std::size_t count = selectedCount();
    if (count > 1)
        noteFollowing(false);
    else if (count == 1 && !m_following && m_view->currentIndex().row() == newestRow()) // the newest of several
        userMovedTo(newestRow());
}

void CaptureListPanel::userScrolled(int value)
{
    if (m_ownMove || !isInOrderOfTime())
        return;
    const QScrollBar* bar = m_view->verticalScrollBar();
    const bool atEnd = value == (m_model.query().descending ? bar->minimum() : bar->maximum());
    if (!atEnd && m_following)
        setFollowing(false);
    else if (atEnd && !m_following && !m_choseRow)
        setFollowing(true);
}

QString CaptureListPanel::newButtonText() const
{
    const int count = m_unseen;
    if (isInOrderOfTime())
        return count == 1 ? tr("One new request") : tr("%n new requests", nullptr, count);
    return count == 1 ? tr("One new request: sort by time") : tr("%n new requests: sort by time", nullptr, count);
}

void CaptureListPanel::showNewButton()
{
    m_newButton->setVisible(!m_following && m_unseen > 0);
    m_newButton->setText(newButtonText());
    m_newButton->adjustSize();
    const QSize size = m_newButton->size();
    const bool atTop = isInOrderOfTime() && m_model.query().descending; // where they would be
    const int top = atTop ? m_view->horizontalHeader()->height() + 12 : height() - size.height() - 24;
    m_newButton->move((width() - size.width()) / 2, top);
    m_newButton->raise();
}

void CaptureListPanel::showPage()
{
    // While rows are being read the empty table stays: the way to the first capture would only flash up. A span without
    // requests does not wait for the first one either.
    const bool narrowed = m_model.query().span.has_value();
    m_pages->setCurrentIndex(m_model.rowCount() > 0 || m_model.loading() || narrowed ? 0 : 1);
}

bool CaptureListPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const bool beside = !m_view->indexAt(mouse->position().toPoint()).isValid();
        if (beside && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier)
            m_view->setCurrentIndex({}); // the view empties its selection: nothing is selected, so nothing is shown
    }
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
        // Whole rows are chosen here: Home and End lead to the first and the last, not to the ends of a row.
        const bool isEnd = key->key() == Qt::Key_Home || key->key() == Qt::Key_End;
        if (isEnd && modifiers == Qt::NoModifier) {
            m_view->setCurrentIndex(m_model.index(key->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1, 0));
            return true;
        }
        // A letter would make the view look for a row that starts with it: in a million rows, fetched one by one.
        const bool isLetter = !key->text().isEmpty() && key->text().at(0).isPrint() && key->key() != Qt::Key_Space;
        if (isLetter && (modifiers & ~Qt::ShiftModifier) == Qt::NoModifier)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CaptureListPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showNewButton();
}

void CaptureListPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

} // namespace hookloupe::ui
