// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/endpoint_panel.h"

#include "delegates/endpoint_delegate.h"
#include "models/endpoint_model.h"
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

    auto* title = plainLabel(tr("&Endpoints"), this);
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
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { choose(m_chosen); });
    choose(std::nullopt);

    auto* clock = new QTimer(this); // "2 min ago" grows
    clock->setInterval(5'000);
    connect(clock, &QTimer::timeout, &model, &EndpointModel::refreshTimes);
    clock->start();
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
    const int row = m_model.rowOf(id);
    m_view->setCurrentIndex(m_model.index(row < 0 ? 0 : row));
}

} // namespace hookloupe::ui
