// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"

#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QListView;

namespace hookloupe::ui {

class EndpointModel;

/// The endpoints at the left; choosing one narrows the captures table.
class EndpointPanel : public QWidget {
    Q_OBJECT

public:
    explicit EndpointPanel(EndpointModel& model, QWidget* parent = nullptr);

    /// Buttons below the list, also in its context menu.
    void setActions(const QList<QAction*>& actions);
    /// Entries of its context menu alone.
    void addMenuActions(const QList<QAction*>& actions);
    /// nullptr = "All endpoints".
    [[nodiscard]] const Endpoint* current() const;
    [[nodiscard]] std::optional<EndpointId> currentId() const;
    /// Chooses an endpoint; "All endpoints" if it is not there.
    void choose(std::optional<EndpointId> id);
    [[nodiscard]] QListView* view() const { return m_view; }

Q_SIGNALS:
    void chosen();    ///< another one is current
    void looked();    ///< a click on a row, the current one too
    void activated(); ///< double click or Return on an endpoint

private:
    void fitRows();

    EndpointModel& m_model;
    QListView* m_view;
    QWidget* m_buttons;
    std::optional<EndpointId> m_chosen;
    std::vector<bool> m_warned; ///< rows that have warnings
};

} // namespace hookloupe::ui
