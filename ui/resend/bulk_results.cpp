// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/bulk_results.h"

#include "resend/answer_view.h"
#include "resend/bulk_model.h"
#include "widgets/row_table.h"
#include "widgets/save_bytes.h"
#include "words/error_words.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// Those that failed alone, if wished.
class FailedFirst : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFailedOnly(bool only)
    {
        m_failedOnly = only;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        return !m_failedOnly || sourceModel()->index(row, 0, parent).data(BulkModel::FailedRole).toBool();
    }

private:
    bool m_failedOnly = false;
};

} // namespace

BulkResults::BulkResults(BulkModel* model, ResultLinks links, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_links(std::move(links))
    , m_sorted(new FailedFirst(this))
    , m_table(new RowTable(this))
    , m_failedOnly(new QCheckBox(tr("Only the faile&d ones"), this))
    , m_retry(new QPushButton(tr("&Retry the failed ones"), this))
    , m_save(new QPushButton(tr("Save res&ults…"), this))
    , m_answer(new AnswerView(this))
{
    makeTable();
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_table);
    split->addWidget(m_answer);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    m_answer->hide();
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_failedOnly);
    bar->addStretch(1);
    bar->addWidget(m_retry);
    bar->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split, 1);
    column->addLayout(bar);
    makeActions();
    connect(m_failedOnly, &QCheckBox::toggled, this, [this](bool only) { static_cast<FailedFirst*>(m_sorted)->setFailedOnly(only); });
    connect(m_retry, &QPushButton::clicked, this, &BulkResults::retryRequested);
    connect(m_save, &QPushButton::clicked, this, &BulkResults::save);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BulkResults::showCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &BulkResults::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& stored) {
        if (currentRow() == stored.row())
            showCurrent();
    });
    showFailed(0, false);
}

void BulkResults::makeTable()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(BulkModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("What came of each request"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setMinimumHeight(90);
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(BulkModel::RequestColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(BulkModel::NumberColumn, 80);
    m_table->setColumnWidth(BulkModel::AnswerColumn, 140);
    m_table->setColumnWidth(BulkModel::RecordColumn, 180);
    m_table->setColumnWidth(BulkModel::TimeColumn, 80);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(BulkModel::NumberColumn, Qt::AscendingOrder);
    connect(m_table, &QWidget::customContextMenuRequested, this, &BulkResults::showMenu);
    connect(m_table, &QTableView::doubleClicked, this, [this] {
        if (const auto row = currentRow(); row && m_links.edit)
            m_links.edit(m_model->at(*row).capture);
    });
}

void BulkResults::makeActions()
{
    auto* copyRows = new QAction(tr("&Copy"), m_table);
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    connect(copyRows, &QAction::triggered, this, &BulkResults::copy);
    m_table->addAction(copyRows);
}

void BulkResults::showFailed(std::size_t failed, bool running)
{
    m_retry->setEnabled(failed > 0 && !running);
    m_save->setEnabled(m_model->rowCount() > 0 && !running);
    if (failed > 1)
        m_retry->setText(tr("&Retry the %n failed ones", nullptr, static_cast<int>(std::min<std::size_t>(failed, 1'000'000'000))));
    else
        m_retry->setText(failed == 1 ? tr("&Retry the failed one") : tr("&Retry the failed ones"));
}

void BulkResults::follow()
{
    const bool inOrder = m_sorted->sortColumn() == BulkModel::NumberColumn && m_sorted->sortOrder() == Qt::AscendingOrder;
    if (inOrder && !m_table->currentIndex().isValid())
        m_table->scrollToBottom();
}

std::optional<int> BulkResults::currentRow() const
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    return index.isValid() ? std::optional(index.row()) : std::nullopt;
}

void BulkResults::showCurrent()
{
    const int asked = ++m_asked;
    const auto current = currentRow();
    m_answer->setVisible(current.has_value());
    if (!current)
        return;
    const BulkRow& row = m_model->at(*current);
    if (toInt(row.stored) == 0 || !m_links.fetch)
        return m_answer->showNothing(row.sent ? tr("%1 This replay is not stored, so its answer cannot be shown.").arg(row.detail)
                                              : row.detail);
    m_links.fetch(row.stored, [self = QPointer(this), asked](const Result<SentReplay>& replay) {
        if (!self || self->m_asked != asked)
            return;
        if (replay)
            self->m_answer->showDelivery(replay->delivery);
        else
            self->m_answer->showNothing(words::errorSentence(replay.error()));
    });
}

void BulkResults::showMenu(const QPoint& place)
{
    const auto current = currentRow();
    if (!current)
        return;
    const BulkRow row = m_model->at(*current);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_links.edit)
        menu->addAction(tr("&Edit and replay…"), this, [this, row] { m_links.edit(row.capture); });
    if (m_links.show) {
        menu->addAction(tr("&Go to the request"), this, [this, row] { m_links.show(row.capture); });
        menu->addAction(tr("Go to this re&play"), this, [this, row] { m_links.show(row.stored); })->setEnabled(toInt(row.stored) != 0);
    }
    menu->addSeparator();
    menu->addActions(m_table->actions());
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void BulkResults::copy() const
{
    auto rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < BulkModel::ColumnCount; ++column)
            cells << row.siblingAtColumn(column).data().toString();
        cells << m_model->at(m_sorted->mapToSource(row).row()).detail;
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void BulkResults::save()
{
    saveBytes(this, tr("Save results"), u"replays.csv"_s, std::make_shared<const std::string>(toCsv(*m_model)));
}

} // namespace hookloupe::ui
