// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/find_bar.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <atomic>
#include <memory>
#include <vector>

namespace hookloupe::ui {

class ByteView;

/// Where a text was found: the begins of the finds, in order; they do not overlap.
struct Finds {
    std::vector<std::size_t> begins;
    std::size_t length = 0;  ///< bytes of each
    bool more = false;       ///< the search stopped at `ViewFinder::most`
};

/// Searches views with a find bar: the view that had the focus last. Ctrl+F in a view opens the bar, F3 goes on. Large texts
/// are searched in the thread pool; all finds are marked in the view, the current one is selected.
class ViewFinder : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 100'000;  ///< finds that are counted

    explicit ViewFinder(FindBar* bar, QObject* parent);
    ~ViewFinder() override;

    void addView(ByteView* view);     ///< the first is searched until another one gets the focus
    void setView(ByteView* view);     ///< searches this one from now on
    void open();                      ///< the bar, with what is selected in the view

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const FindQuery& query, FindStep step);
    void start();
    void take(std::shared_ptr<const Finds> finds);
    void go(FindStep step);
    void forget();

    FindBar* m_bar;
    QPointer<ByteView> m_view;
    std::shared_ptr<const std::string> m_bytes;    ///< that m_finds is of
    FindQuery m_query;
    FindStep m_step = FindStep::FromHere;
    std::shared_ptr<const Finds> m_finds;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QFutureWatcher<std::shared_ptr<const Finds>> m_watcher;
};

} // namespace hookloupe::ui
