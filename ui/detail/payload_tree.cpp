// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tree.h"

#include "detail/payload_delegate.h"
#include "detail/payload_tree_model.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>

namespace hookloupe::ui {

namespace {

constexpr int keyWidth = 190;
constexpr int typeWidth = 130;    ///< px; "string holding JSON" fits
constexpr int sizeWidth = 70;
constexpr int comfortable = 60;   ///< rows: about what a screen shows

const QKeySequence copyPathKeys(Qt::CTRL | Qt::SHIFT | Qt::Key_C);

QString asText(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

bool isCopyPath(const QKeyEvent& event)
{
    return event.key() == Qt::Key_C && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

} // namespace

PayloadTree::PayloadTree(PayloadTreeModel* model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new PayloadDelegate(this));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setExpandsOnDoubleClick(true);
    setSelectionBehavior(SelectRows);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Payload as a tree"));
    header()->resizeSection(PayloadTreeModel::KeyColumn, keyWidth);
    header()->resizeSection(PayloadTreeModel::TypeColumn, typeWidth);
    header()->resizeSection(PayloadTreeModel::SizeColumn, sizeWidth);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(PayloadTreeModel::ValueColumn, QHeaderView::Stretch);
    header()->setSectionsMovable(false);
    connect(this, &QTreeView::activated, m_model, &PayloadTreeModel::showMore);
    // What was read beside the window arrives after its row was opened.
    connect(m_model, &PayloadTreeModel::unfolded, this, [this](const QModelIndex& index) {
        if (isExpanded(index))
            scheduleDelayedItemsLayout();
    });
}

void PayloadTree::openFirstLevels()
{
    const QScopedValueRollback guard(m_startsOut, true);
    openLevels(4, comfortable);
    setCurrentIndex(m_model->index(0, 0));
    scrollToTop();
}

bool PayloadTree::openLevels(int levels, int mostRows)
{
    const QModelIndex current = currentIndex();
    collapseAll();
    // With a layout pending, expand() only notes what is to be open: one layout for all instead of one for each.
    scheduleDelayedItemsLayout();
    // Breadth first, so that the outer structure is open before any detail.
    int shown = m_model->rowCount();
    bool complete = true;
    std::vector<QModelIndex> level;
    for (int row = 0; row < std::min(shown, mostRows); ++row)
        level.push_back(m_model->index(row, 0));
    for (int depth = 1; depth < levels && !level.empty(); ++depth) {
        std::vector<QModelIndex> deeper;
        for (const QModelIndex& index : level) {
            if (!m_model->hasChildren(index) || index.data(PayloadTreeModel::HoldsJsonRole).toBool())
                continue;
            const int children = m_model->rowCount(index);
            if (shown + children > mostRows) {
                complete = false;
                continue;
            }
            shown += children;
            expand(index);
            for (int row = 0; row < children; ++row)
                deeper.push_back(m_model->index(row, 0, index));
        }
        level = std::move(deeper);
    }
    executeDelayedItemsLayout();
    if (current.isValid()) {
        QModelIndex visible = current;
        for (QModelIndex at = current.parent(); at.isValid(); at = at.parent())
            visible = isExpanded(at) ? visible : at;
        setCurrentIndex(visible);
        scrollTo(visible);
    }
    return complete;
}

void PayloadTree::goTo(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    for (QModelIndex at = index.parent(); at.isValid(); at = at.parent())
        expand(at);
    setCurrentIndex(index.siblingAtColumn(0));
    scrollTo(index.siblingAtColumn(0));
}

void PayloadTree::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentMoved(current);
}

bool PayloadTree::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Find) || isCopyPath(*key)) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void PayloadTree::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Asterisk)
        openLevels(allLevels); // QTreeView's own way has no end for a body of millions of nodes
    else if (event->matches(QKeySequence::Copy))
        copyRole(PayloadTreeModel::WholeValueRole);
    else if (isCopyPath(*event))
        copyRole(PayloadTreeModel::PathRole);
    else if (event->matches(QKeySequence::Find))
        Q_EMIT filterWanted();
    else
        QTreeView::keyPressEvent(event);
}

void PayloadTree::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || m_model->standsForMore(index))
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy &value"), QKeySequence(QKeySequence::Copy), this,
                   [this] { copyRole(PayloadTreeModel::WholeValueRole); });
    menu.addAction(tr("Copy &key"), this, [this] { copyRole(PayloadTreeModel::WholeKeyRole); });
    menu.addAction(tr("Copy JSON &path"), copyPathKeys, this, [this] { copyRole(PayloadTreeModel::PathRole); });
    menu.addAction(tr("Copy &bytes as on the wire"), this, &PayloadTree::copyToken)
        ->setEnabled(!m_model->tokenOf(index).empty());
    menu.addSeparator();
    menu.addAction(tr("Show in the &text"), this, [this, index] { Q_EMIT textWanted(index); })
        ->setEnabled(m_model->bytesOf(index).has_value());
    menu.addAction(tr("Show its bytes in &Raw"), this, [this, index] { Q_EMIT bytesWanted(index); })
        ->setEnabled(m_model->bytesOf(index).has_value());
    menu.exec(event->globalPos());
}

void PayloadTree::copyRole(int role) const
{
    const QModelIndex index = currentIndex().siblingAtColumn(PayloadTreeModel::KeyColumn);
    if (!index.isValid() || m_model->standsForMore(index))
        return;
    const auto type = m_model->typeOf(index);
    const bool container = type == decode::NodeType::Object || type == decode::NodeType::Array;
    if (role == PayloadTreeModel::WholeValueRole && container)
        copyToken();
    else
        QGuiApplication::clipboard()->setText(index.data(role).toString());
}

void PayloadTree::copyToken() const
{
    const std::string_view token = m_model->tokenOf(currentIndex());
    if (!token.empty())
        QGuiApplication::clipboard()->setText(asText(token));
}

} // namespace hookloupe::ui
