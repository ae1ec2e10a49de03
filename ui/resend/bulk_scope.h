// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture_search.h"
#include "capture/capture.h"
#include "capture/endpoint.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QRadioButton;
class QToolButton;

namespace hookloupe::ui {

class FilterField;

/// What a BulkScope chooses from.
struct ScopeContext {
    std::vector<CaptureId> selected;      ///< in any order; may be empty
    QString listed;                       ///< the filter for what the table lists; empty: everything, or it cannot be said
    std::function<std::vector<Endpoint>()> endpoints;
    /// See session::Session::findCaptures().
    std::function<void(std::function<bool(const CaptureSummary&)> accepts, std::shared_ptr<CaptureSearch> search,
                       std::function<void(Result<std::vector<CaptureId>>)> then)>
        find;
};

/// Which requests are meant: the selected ones, or all that match a filter. What matches is looked for in the background as
/// soon as the typing pauses; the search before is ended.
class BulkScope : public QWidget {
    Q_OBJECT

public:
    BulkScope(ScopeContext context, QWidget* parent);
    ~BulkScope() override;

    /// In the order of arrival; none while they are being looked for, or if the filter is wrong.
    [[nodiscard]] const std::vector<CaptureId>& captures() const;
    /// Nothing, or why there is nothing to send.
    [[nodiscard]] QString whyNone() const;
    [[nodiscard]] FilterField* filter() const { return m_filter; }

Q_SIGNALS:
    void changed();   ///< captures() is another

private:
    [[nodiscard]] bool bySelection() const;
    void choose();
    void lookSoon();
    void look();
    void found(Result<std::vector<CaptureId>> ids);
    void stop();
    void showLooking();
    void say(const QString& sentence, bool bad = false);

    ScopeContext m_context;
    std::vector<CaptureId> m_found;
    std::shared_ptr<CaptureSearch> m_search;   ///< that is under way
    QTimer m_pause;
    QTimer m_tick;
    QRadioButton* m_selected;
    QRadioButton* m_matching;
    FilterField* m_filter;
    QToolButton* m_again;
    QLabel* m_state;
};

} // namespace hookloupe::ui
