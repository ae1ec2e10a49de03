// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/capture_list_panel.h"

#include "delegates/capture_delegate.h"
#include "models/capture_model.h"
#include "panels/capture_columns.h"
#include "panels/empty_state.h"
#include "style/icons.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

CaptureListPanel::CaptureListPanel(CaptureModel& model, QWidget* parent) : QWidget(parent), m_model(model)
{
    m_view = new QTableView(this);
    m_view->setModel(&model);
    m_view->setItemDelegate(new CaptureDelegate(m_view));
    m_view->setAccessibleName(tr("Captured requests"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setFrameShape(QFrame::NoFrame);
    new CaptureColumns(*m_view);
    m_view->installEventFilter(this);
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
    connect(&model, &CaptureModel::loaded, this, &CaptureListPanel::showPage);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_ownMove)
            userMovedTo(index.row());
        if (const auto id = m_model.idAt(index.row()); id != m_current) {
            m_current = id;
            Q_EMIT currentChanged();
        }
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CaptureListPanel::selectionChanged);
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
    m_view->verticalHeader()->hide();
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
    std::vector<CaptureId> ids;
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        if (range.left() > 0) // one range a row span: selections are whole rows
            continue;
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (const auto id = m_model.idAt(row))
                ids.push_back(*id);
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::size_t CaptureListPanel::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection())
        count += range.left() == 0 ? range.height() : 0;
    return static_cast<std::size_t>(count);
}

void CaptureListPanel::setFollowing(bool following)
{
    const bool changed = following != m_following;
    m_following = following;
    if (following) {
        m_choseRow = false;
        m_unseen = 0;
        showNewest();
    }
    showNewButton();
    if (changed)
        Q_EMIT followingChanged(following);
}

void CaptureListPanel::showNewest()
{
    const QScopedValueRollback guard(m_ownMove, true);
    const int last = m_model.rowCount() - 1;
    if (last < 0)
        return;
    if (m_view->currentIndex().row() != last)
        m_view->setCurrentIndex(m_model.index(last, 0));
    m_view->scrollToBottom();
}

void CaptureListPanel::rowsCame(int first, int last)
{
    if (m_following) {
        showNewest();
    } else {
        m_unseen += last - first + 1;
        showNewButton();
    }
    showPage();
}

void CaptureListPanel::rowsWent()
{
    if (m_following)
        showNewest();
    m_unseen = std::min(m_unseen, m_model.rowCount());
    showNewButton();
    showPage();
}

void CaptureListPanel::modelWasReset()
{
    m_unseen = 0;
    const int row = m_current && !m_following ? m_model.rowOf(*m_current) : -1;
    if (row >= 0) {
        const QScopedValueRollback guard(m_ownMove, true);
        m_view->setCurrentIndex(m_model.index(row, 0));
    } else {
        if (m_current) {
            m_current.reset();
            Q_EMIT currentChanged();
        }
        setFollowing(true);
    }
    showNewButton();
    showPage();
}

void CaptureListPanel::userMovedTo(int row)
{
    if (row < 0)
        return;
    const bool atEnd = row == m_model.rowCount() - 1;
    m_choseRow = !atEnd;
    if (atEnd != m_following)
        setFollowing(atEnd);
}

void CaptureListPanel::userScrolled(int value)
{
    if (m_ownMove)
        return;
    const bool atEnd = value == m_view->verticalScrollBar()->maximum();
    if (!atEnd && m_following)
        setFollowing(false);
    else if (atEnd && !m_following && !m_choseRow)
        setFollowing(true);
}

void CaptureListPanel::showNewButton()
{
    m_newButton->setVisible(!m_following && m_unseen > 0);
    m_newButton->setText(m_unseen == 1 ? tr("One new request") : tr("%n new requests", nullptr, m_unseen));
    m_newButton->adjustSize();
    const QSize size = m_newButton->size();
    m_newButton->move((width() - size.width()) / 2, height() - size.height() - 24);
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
    // Whole rows are chosen here: Home and End lead to the first and the last, not to the ends of a row.
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnd = key->key() == Qt::Key_Home || key->key() == Qt::Key_End;
        if (isEnd && (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
            m_view->setCurrentIndex(m_model.index(key->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1, 0));
            return true;
        }
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
