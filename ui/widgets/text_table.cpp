// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_table.h"

#include "style/plain_text.h"
#include "style/theme.h"

#include <QAbstractTableModel>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace hookloupe::ui {

class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    TextTableModel(QStringList titles, QObject* parent) : QAbstractTableModel(parent), m_titles(std::move(titles)) {}

    void setCodeColumn(int column) { m_codeColumn = column; }
    void setRows(std::vector<QStringList> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_titles.size()); }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (index.isValid() && role == Qt::FontRole && index.column() == m_codeColumn)
            return codeFont();
        if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
            return {};
        const QString text = m_rows[std::size_t(index.row())].value(index.column());
        return role == Qt::DisplayRole ? text : plainToolTip(text.left(longestToolTip));
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return m_titles.value(section);
    }

private:
    static constexpr int longestToolTip = 2'000;

    QStringList m_titles;
    std::vector<QStringList> m_rows;
    int m_codeColumn = -1;
};

TextTable::TextTable(const QStringList& titles, QWidget* parent)
    : RowTable(parent), m_model(new TextTableModel(titles, this))
{
    setModel(m_model);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void TextTable::setRows(std::vector<QStringList> rows)
{
    m_model->setRows(std::move(rows));
    constexpr int measuredRows = 200;
    constexpr int widest = 320;
    for (int column = 0; column + 1 < m_model->columnCount(); ++column) {
        int width = horizontalHeader()->sectionSizeHint(column);
        for (int row = 0; row < std::min(rowCount(), measuredRows); ++row)
            width = std::max(width, fontMetrics().horizontalAdvance(text(row, column).left(100)) + 16);
        setColumnWidth(column, std::min(width, widest));
    }
}

void TextTable::setCodeColumn(int column)
{
    m_model->setCodeColumn(column);
}

int TextTable::rowCount() const
{
    return m_model->rowCount();
}

QString TextTable::text(int row, int column) const
{
    return m_model->index(row, column).data().toString();
}

std::vector<int> TextTable::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

QString TextTable::selectedText() const
{
    std::vector<int> rows = selectedRows();
    if (rows.empty()) {
        for (int row = 0; row < rowCount(); ++row)
            rows.push_back(row);
    }
    QString copied;
    for (const int row : rows) {
        for (int column = 0; column < m_model->columnCount(); ++column)
            copied += (column > 0 ? QStringLiteral("\t") : QString()) + text(row, column);
        copied += u'\n';
    }
    return copied;
}

void TextTable::copySelection() const
{
    QGuiApplication::clipboard()->setText(selectedText());
}

void TextTable::fitHeight(int rows)
{
    const int shown = std::clamp(rowCount(), 1, rows);
    setFixedHeight(horizontalHeader()->sizeHint().height() + shown * verticalHeader()->defaultSectionSize()
                   + 2 * frameWidth());
}

bool TextTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return RowTable::event(event);
}

void TextTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else
        RowTable::keyPressEvent(event);
}

void TextTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    Q_EMIT menuRequested(&menu);
    menu.addAction(tr("Copy"), QKeySequence(QKeySequence::Copy), this, &TextTable::copySelection);
    menu.exec(event->globalPos());
}

} // namespace hookloupe::ui

#include "text_table.moc"
