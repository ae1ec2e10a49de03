// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/changes_tree.h"

#include "compare/token_hashes.h"
#include "detail/changes_model.h"
#include "detail/changes_words.h"
#include "style/colours.h"
#include "style/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QResizeEvent>
#include <QStyledItemDelegate>

#include <vector>

namespace hookloupe::ui {

namespace {

constexpr int mostOpened = 2'000; ///< rows

/// Colours a row by what became of it. A value that is gone or new is coloured, not the one it is compared with.
class ChangeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int kind = index.data(ChangesModel::KindRole).toInt();
        const int column = index.column();
        if (column == ChangesModel::FieldColumn)
            option->font.setBold(kind < 0);
        else
            option->font = codeFont();
        // What is inside a container says it.
        const bool container = index.model()->rowCount(index.siblingAtColumn(0)) > 0;
        const bool plain = container && kind == int(compare::Kind::Changed);
        if (const QColor colour = colourOf(plain ? -1 : kind, column, option->palette); colour.isValid())
            option->palette.setColor(QPalette::Text, colour);
    }

private:
    static QColor colourOf(int kind, int column, const QPalette& palette)
    {
        if (kind < 0)
            return {};
        const Colours colours = coloursFor(palette);
        const bool field = column == ChangesModel::FieldColumn;
        switch (compare::Kind(kind)) {
        case compare::Kind::Added:
            return colours.good;
        case compare::Kind::Removed:
            return colours.bad;
        case compare::Kind::Changed:
            return field ? QColor() : column == ChangesModel::BeforeColumn ? colours.bad : colours.good;
        case compare::Kind::Same:
        case compare::Kind::LeftOut:
        case compare::Kind::NotSent:
            return colours.subtle;
        case compare::Kind::Respelled:
        case compare::Kind::Reordered:
            return {};
        }
        return {};
    }
};

} // namespace

ChangesTree::ChangesTree(ChangesModel* model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new ChangeDelegate(this));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("What differs"));
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
}

void ChangesTree::openDifferences()
{
    std::vector<QModelIndex> level;
    int rows = m_model->rowCount();
    for (int row = 0; row < std::min(rows, mostOpened); ++row)
        level.push_back(m_model->index(row, 0));
    while (!level.empty()) {
        std::vector<QModelIndex> deeper;
        for (const QModelIndex& index : level) {
            const int children = m_model->rowCount(index);
            const auto kind = index.data(ChangesModel::KindRole).toInt();
            const bool opens = kind < 0 || kind == int(compare::Kind::Changed) || kind == int(compare::Kind::Respelled);
            if (children == 0 || !opens || rows + children > mostOpened)
                continue;
            rows += children;
            expand(index);
            for (int row = 0; row < children; ++row)
                deeper.push_back(m_model->index(row, 0, index));
        }
        level = std::move(deeper);
    }
    // The first row that says something by itself.
    QModelIndex first = m_model->index(0, 0);
    while (m_model->rowCount(first) > 0 && isExpanded(first))
        first = m_model->index(0, 0, first);
    setCurrentIndex(first);
    scrollToTop();
}

void ChangesTree::shareWidth()
{
    const int width = viewport()->width();
    header()->resizeSection(ChangesModel::FieldColumn, width * 3 / 10);
    header()->resizeSection(ChangesModel::BeforeColumn, width * 35 / 100);
}

void ChangesTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        shareWidth();
}

bool ChangesTree::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void ChangesTree::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySentence();
    else
        QTreeView::keyPressEvent(event);
}

void ChangesTree::contextMenuEvent(QContextMenuEvent* event)
{
    const ChangesModel::Place place = m_model->place(currentIndex());
    if (!place.entry)
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy as a sentence"), QKeySequence(QKeySequence::Copy), this, &ChangesTree::copySentence);
    menu.addAction(tr("Copy the value before"), this, [this] { copyValue(false); })->setEnabled(place.entry->before >= 0);
    menu.addAction(tr("Copy the value after"), this, [this] { copyValue(true); })->setEnabled(place.entry->after >= 0);
    menu.exec(event->globalPos());
}

void ChangesTree::copySentence() const
{
    const ChangesModel::Place place = m_model->place(currentIndex());
    if (place.entry)
        QGuiApplication::clipboard()->setText(changeSentence(*place.section, *place.entry));
}

void ChangesTree::copyValue(bool after) const
{
    const ChangesModel::Place place = m_model->place(currentIndex());
    if (!place.entry)
        return;
    const decode::Document& document = after ? *place.section->after : *place.section->before;
    const std::int32_t node = after ? place.entry->after : place.entry->before;
    if (node < 0)
        return;
    const auto token = compare::tokenOf(document, node);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(token.data(), qsizetype(token.size())));
}

} // namespace hookloupe::ui
