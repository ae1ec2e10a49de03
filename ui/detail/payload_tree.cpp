// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tree.h"

#include "models/payload_tree_model.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStyledItemDelegate>

namespace hookloupe::ui {

namespace {

constexpr int keyWidth = 220;
constexpr int mostOpened = 60;    ///< rows: about what a screen shows
constexpr int rowPadding = 5;     ///< px, so that rows can be read apart

class RoomyDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, rowPadding);
    }
};

} // namespace

PayloadTree::PayloadTree(PayloadTreeModel* model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new RoomyDelegate(this));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setExpandsOnDoubleClick(true);
    setSelectionBehavior(SelectRows);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Payload as a tree"));
    header()->resizeSection(PayloadTreeModel::KeyColumn, keyWidth);
    header()->resizeSection(PayloadTreeModel::ValueColumn, keyWidth * 2);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(PayloadTreeModel::ValueColumn, QHeaderView::Stretch);
    header()->setSectionsMovable(false);
    connect(this, &QTreeView::activated, m_model, &PayloadTreeModel::showMore);
}

void PayloadTree::openFirstLevels()
{
    // Breadth first, so that the outer structure is open before any detail.
    int shown = m_model->rowCount();
    std::vector<QModelIndex> level;
    for (int row = 0; row < std::min(shown, mostOpened); ++row)
        level.push_back(m_model->index(row, 0));
    for (int depth = 0; depth < 3 && !level.empty(); ++depth) {
        std::vector<QModelIndex> deeper;
        for (const QModelIndex& index : level) {
            const int children = m_model->hasChildren(index) ? m_model->rowCount(index) : 0;
            if (children == 0 || shown + children > mostOpened)
                continue;
            shown += children;
            expand(index);
            for (int row = 0; row < children; ++row)
                deeper.push_back(m_model->index(row, 0, index));
        }
        level = std::move(deeper);
    }
    setCurrentIndex(m_model->index(0, 0));
    scrollToTop();
}

bool PayloadTree::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void PayloadTree::keyPressEvent(QKeyEvent* event)
{
    // The asterisk would open every level at once: without end for a body of millions of nodes.
    if (event->key() == Qt::Key_Asterisk)
        return;
    if (event->matches(QKeySequence::Copy))
        copyRole(PayloadTreeModel::WholeValueRole);
    else
        QTreeView::keyPressEvent(event);
}

void PayloadTree::contextMenuEvent(QContextMenuEvent* event)
{
    if (!currentIndex().isValid() || m_model->standsForMore(currentIndex()))
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy value"), QKeySequence(QKeySequence::Copy), this,
                   [this] { copyRole(PayloadTreeModel::WholeValueRole); });
    menu.addAction(tr("Copy key"), this, [this] { copyRole(Qt::DisplayRole); });
    menu.exec(event->globalPos());
}

void PayloadTree::copyRole(int role) const
{
    const QModelIndex index = currentIndex().siblingAtColumn(PayloadTreeModel::KeyColumn);
    if (index.isValid() && !m_model->standsForMore(index))
        QGuiApplication::clipboard()->setText(index.data(role).toString());
}

} // namespace hookloupe::ui
