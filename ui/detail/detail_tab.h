// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_context.h"
#include "detail/next_step.h"

#include <QString>
#include <QWidget>

class QStackedLayout;

namespace hookloupe::ui {

class PlainTextLabel;
class SelectionLink;

/// One tab of the detail pane: one file, and one line in detail_pane.cpp. It is filled when it is shown, not before.
class DetailTab : public QWidget {
    Q_OBJECT

public:
    explicit DetailTab(QWidget* parent = nullptr);

    [[nodiscard]] virtual QString title() const = 0;
    /// The capture to show from now on; nullptr for none.
    void setContext(ContextPtr context);
    /// Called once, after all tabs are made: a tab that selects bytes, or shows selected ones, connects itself here.
    virtual void linkSelection(SelectionLink& link) { Q_UNUSED(link); }

Q_SIGNALS:
    void frontWanted();   ///< this tab has what the user just asked for: show it
    void stepChosen(const hookloupe::ui::NextStep& step); ///< do this about the capture

protected:
    /// What the tab would show, for when no capture is selected.
    [[nodiscard]] virtual QString emptyText() const = 0;
    /// Shows the capture. Only called while the tab is shown, once for each context.
    virtual void fill(const ContextPtr& context) = 0;
    /// Lets go of the capture before: widgets keep no bytes of it.
    virtual void drop() {}

    /// The widget to show while there is something to show. Called once, by the constructor of the tab.
    void setContent(QWidget* content);
    void showContent();
    void showMessage(const QString& message); ///< instead of the content
    /// Still the one to fill for: a late answer of another is dropped.
    [[nodiscard]] bool isCurrent(const DetailContext* context) const { return m_context.get() == context; }

    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    [[nodiscard]] bool hasFocusInside() const;

    ContextPtr m_context;
    bool m_stale = true;
    QStackedLayout* m_stack;
    PlainTextLabel* m_message;
};

} // namespace hookloupe::ui
