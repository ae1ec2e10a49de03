// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/change_set.h"
#include "detail/lazy_part.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QStackedWidget;

namespace hookloupe::ui {

class ChangesModel;
class ChangesTree;
class PlainTextLabel;
class TextChangeView;

/// How one request became another, or one answer: the fields and the body, place by place.
class DifferenceView : public QWidget {
    Q_OBJECT

public:
    explicit DifferenceView(QWidget* parent = nullptr);
    ~DifferenceView() override;

    void compare(const CapturePtr& before, const CapturePtr& after, const QString& beforeTitle, const QString& afterTitle);
    void showNothing(const QString& message);

private:
    void show(const std::shared_ptr<const ChangeSet>& changes);
    void showCurrent();
    void stop();

    std::shared_ptr<std::atomic_bool> m_stopped;
    std::unique_ptr<LazyPart<ChangeSet>> m_work;
    PlainTextLabel* m_totals;
    QStackedWidget* m_stack;
    PlainTextLabel* m_message;
    ChangesModel* m_model;
    ChangesTree* m_tree;
    TextChangeView* m_text;
};

} // namespace hookloupe::ui
