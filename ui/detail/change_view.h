// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/change_set.h"
#include "detail/lazy_part.h"

#include <QWidget>

#include <atomic>
#include <functional>
#include <memory>

class QStackedWidget;

namespace hookloupe::ui {

class ChangesModel;
class ChangesTree;
class PlainTextLabel;
class TextChangeView;

/// How one thing became another, place by place: how much differs, the tree of it, and both texts of the current place. What
/// costs time is computed off the GUI thread, and ended when something else is to be shown.
class ChangeView : public QWidget {
    Q_OBJECT

public:
    using Work = std::function<ChangeSet(const compare::Cancelled&)>;

    explicit ChangeView(QWidget* parent = nullptr);
    ~ChangeView() override;

    void setTitles(const QString& before, const QString& after);
    void setSameShown(bool shown);             ///< what is the same too
    void showNothing(const QString& message);
    /// `bytes` are those compared: few are compared at once.
    void compute(std::size_t bytes, Work work);
    /// Head and content of two captures, all of it.
    void compare(const CapturePtr& before, const CapturePtr& after);

private:
    void stop();
    void clear(const QString& message);
    void showChanges();
    void showCurrent();

    std::shared_ptr<std::atomic_bool> m_stopped;
    std::unique_ptr<LazyPart<ChangeSet>> m_work;
    std::shared_ptr<const ChangeSet> m_changes;
    bool m_sameShown = false;
    PlainTextLabel* m_totals;
    QStackedWidget* m_stack;
    PlainTextLabel* m_message;
    ChangesModel* m_model;
    ChangesTree* m_tree;
    TextChangeView* m_text;
};

} // namespace hookloupe::ui
