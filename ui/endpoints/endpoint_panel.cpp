// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_panel.h"

#include "endpoints/endpoint_delegate.h"
#include "endpoints/endpoint_model.h"
#include "style/plain_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace hookloupe::ui {

EndpointPanel::EndpointPanel(EndpointModel& model, QWidget* parent) : QWidget(parent), m_model(model)
{
    m_view = new QListView(this);
    m_view->setModel(&model);
    m_view->setItemDelegate(new EndpointDelegate(m_view));
    m_view->setAccessibleName(tr("Endpoints"));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setDragDropOverwriteMode(false);

    auto* title = plainLabel(tr("Endpo&ints"), this);
    title->setBuddy(m_view);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setContentsMargins(8, 6, 8, 4);
    m_buttons = new QWidget(this);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(4, 2, 4, 4);
    row->setSpacing(2);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_buttons);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        const Endpoint* endpoint = m_model.endpointAt(index.row());
        const auto id = endpoint ? std::optional(endpoint->id) : std::nullopt;
        if (!index.isValid() || id == m_chosen)
            return;
        m_chosen = id;
        Q_EMIT chosen();
    });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) {
        if (m_model.endpointAt(index.row()))
            Q_EMIT activated();
    });
    connect(m_view, &QListView::clicked, this, &EndpointPanel::looked);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { choose(m_chosen); });
    connect(&model, &QAbstractItemModel::dataChanged, this, &EndpointPanel::fitRows);
    choose(std::nullopt);

    auto* clock = new QTimer(this); // "12 s ago" grows
    clock->setInterval(1'000);
    connect(clock, &QTimer::timeout, &model, &EndpointModel::refreshTimes);
    clock->start();
}

void EndpointPanel::addMenuActions(const QList<QAction*>& actions)
{
    m_view->addActions(actions);
}

/// A row with warnings is higher: the view measures its rows again only when it is told to.
void EndpointPanel::fitRows()
{
    std::vector<bool> warned;
    for (int row = 0; row < m_model.rowCount(); ++row)
        warned.push_back(!m_model.index(row).data(EndpointModel::WarningsRole).toStringList().isEmpty());
    if (warned == m_warned)
        return;
    m_warned = std::move(warned);
    m_view->doItemsLayout();
}

void EndpointPanel::setActions(const QList<QAction*>& actions)
{
    for (QAction* action : actions) {
        auto* button = new QToolButton(m_buttons);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        m_buttons->layout()->addWidget(button);
        m_view->addAction(action);
    }
    static_cast<QHBoxLayout*>(m_buttons->layout())->addStretch();
}

const Endpoint* EndpointPanel::current() const
{
    return m_model.endpointAt(m_view->currentIndex().row());
}

std::optional<EndpointId> EndpointPanel::currentId() const
{
    const Endpoint* endpoint = current();
    return endpoint ? std::optional(endpoint->id) : std::nullopt;
}

void EndpointPanel::choose(std::optional<EndpointId> id)
{
    fitRows();
    const int row = m_model.rowOf(id);
    m_view->setCurrentIndex(m_model.index(row < 0 ? 0 : row));
}

} // namespace hookloupe::ui
