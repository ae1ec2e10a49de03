// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/replays_tab.h"

#include "detail/capture_name.h"
#include "detail/delivery_view.h"
#include "detail/replay_list_model.h"
#include "widgets/plain_text_label.h"
#include "widgets/row_table.h"
#include "words/error_words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace hookloupe::ui {

ReplaysTab::ReplaysTab(QWidget* parent)
    : DetailTab(parent), m_model(new ReplayListModel(this))
{
    auto* content = new QWidget(this);
    m_parentBar = new QWidget(content);
    auto* parentRow = new QHBoxLayout(m_parentBar);
    parentRow->setContentsMargins(0, 0, 0, 0);
    m_parentName = new PlainTextLabel(m_parentBar);
    m_parentName->setAccessibleName(tr("Replay of"));
    auto* toParent = new QPushButton(tr("Go to the request"), m_parentBar);
    parentRow->addWidget(m_parentName, 1);
    parentRow->addWidget(toParent);
    auto* countRow = new QHBoxLayout;
    m_count = new PlainTextLabel(content);
    m_count->setAccessibleName(tr("How often it was replayed"));
    m_go = new QPushButton(tr("Go to this replay"), content);
    countRow->addWidget(m_count, 1);
    countRow->addWidget(m_go);
    auto* split = new QSplitter(Qt::Vertical, content);
    m_table = new RowTable(split);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Replays of this request"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(ReplayListModel::ToColumn, QHeaderView::Stretch);
    m_delivery = new DeliveryView(split);
    split->addWidget(m_table);
    split->addWidget(m_delivery);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(content);
    column->addWidget(m_parentBar);
    column->addLayout(countRow);
    column->addWidget(split, 1);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(500ms);
    connect(&m_readSoon, &QTimer::timeout, this, &ReplaysTab::read);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReplaysTab::showChosen);
    connect(m_table, &QTableView::activated, this, &ReplaysTab::go);
    connect(m_go, &QPushButton::clicked, this, &ReplaysTab::go);
    connect(toParent, &QPushButton::clicked, this, [this] {
        if (const auto context = m_shown.lock())
            Q_EMIT captureWanted(toInt(context->capture().summary.parent));
    });
    setContent(content);
}

QString ReplaysTab::title() const
{
    return tr("Replays");
}

QString ReplaysTab::emptyText() const
{
    return tr("Select a capture to see when it was sent again and what came back.");
}

void ReplaysTab::fill(const ContextPtr& context)
{
    m_shown = context;
    showParent();
    m_model->setReplays({});
    m_count->setText({});
    showChosen();
    showContent();
    read();
}

void ReplaysTab::drop()
{
    m_readSoon.stop();
    ++m_asked;
    m_model->setReplays({});
    m_delivery->clear();
}

void ReplaysTab::deliveriesChanged()
{
    const auto context = m_shown.lock();
    if (context && isCurrent(context.get()) && !m_readSoon.isActive())
        m_readSoon.start();
}

void ReplaysTab::read()
{
    const auto context = m_shown.lock();
    if (!context || !context->others().replays)
        return;
    context->others().replays(context->capture().summary.id,
                              [self = QPointer(this), wanted = context.get()](const Result<ReplayList>& list) {
                                  if (self && self->isCurrent(wanted))
                                      self->showReplays(list);
                              });
}

void ReplaysTab::showReplays(const Result<ReplayList>& list)
{
    if (!list) {
        m_count->setText(words::errorSentence(list.error()));
        return;
    }
    const auto listed = static_cast<std::int64_t>(list->newest.size());
    const auto number = [](std::int64_t value) { return QLocale().toString(static_cast<qlonglong>(value)); };
    m_count->setText(list->total == 0        ? tr("Not replayed yet. Replay… (Ctrl+R) edits the request and sends it again.")
                     : list->total == 1      ? tr("Replayed once.")
                     : list->total == listed ? tr("Replayed %1 times; the newest is first.").arg(number(list->total))
                                             : tr("Replayed %1 times; the newest %2 are listed.").arg(number(list->total), number(listed)));
    const QModelIndex current = m_table->currentIndex();
    const bool newest = current.row() <= 0;
    const CaptureId chosen = current.isValid() ? m_model->at(current.row()).capture : CaptureId{};
    m_model->setReplays(list->newest);
    const int row = newest ? 0 : m_model->rowOf(chosen);
    m_table->setVisible(listed > 0);
    m_table->resizeColumnsToContents();
    if (listed > 0)
        m_table->setCurrentIndex(m_model->index(std::max(row, 0), 0));
    showChosen();
}

void ReplaysTab::showParent()
{
    const auto context = m_shown.lock();
    const CaptureId parent = context->capture().summary.parent;
    m_parentBar->setVisible(toInt(parent) != 0);
    if (toInt(parent) == 0)
        return;
    m_parentName->setText(tr("This is a replay of request %1.").arg(toInt(parent)));
    if (!context->others().one)
        return;
    context->others().one(parent, [self = QPointer(this), wanted = context.get()](const Result<CapturePtr>& capture) {
        if (!self || !self->isCurrent(wanted))
            return;
        self->m_parentName->setText(capture ? tr("This is a replay of %1.").arg(captureName((*capture)->summary))
                                            : tr("This is a replay of a request that is not stored any more."));
    });
}

void ReplaysTab::showChosen()
{
    const int asked = ++m_asked;
    const auto context = m_shown.lock();
    const QModelIndex row = m_table->currentIndex();
    m_go->setVisible(row.isValid());
    m_delivery->setVisible(row.isValid());
    if (!row.isValid() || !context || !context->others().deliveriesLater)
        return m_delivery->clear();
    context->others().deliveriesLater(m_model->at(row.row()).capture, [self = QPointer(this), asked](const Result<std::vector<Delivery>>& all) {
        const auto shown = self ? self->m_shown.lock() : nullptr;
        if (!shown || self->m_asked != asked || !all || all->empty())
            return;
        self->m_delivery->showDelivery(all->front(), shown->capture().contentSha256);
    });
}

void ReplaysTab::go()
{
    const QModelIndex row = m_table->currentIndex();
    if (row.isValid())
        Q_EMIT captureWanted(toInt(m_model->at(row.row()).capture));
}

} // namespace hookloupe::ui
