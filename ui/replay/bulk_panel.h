// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk.h"
#include "replay/draft.h"
#include "replay/replay_context.h"

#include <QWidget>

#include <deque>
#include <map>
#include <memory>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace hookloupe::ui {

class BulkModel;
class SigningBar;
class TargetBar;

/// What many replays need beside what one does.
struct BulkContext {
    ReplayContext common;                ///< endpoint and secrets: of the first capture
    std::function<void(CaptureId, std::function<void(Result<CapturePtr>)>)> fetch;
    std::function<std::string(EndpointId)> secretOf;  ///< the newest of an endpoint; empty for none
};

/// A window that sends captured requests again, one after the other or in parallel, and lists what came of each.
/// Ctrl+Return starts.
class BulkPanel : public QWidget {
    Q_OBJECT

public:
    /// In the order of arrival.
    BulkPanel(std::vector<CaptureId> captures, BulkContext context, QWidget* parent);
    ~BulkPanel() override;

    [[nodiscard]] TargetBar* target() const { return m_target; }
    [[nodiscard]] BulkModel* results() const { return m_model; }
    void start();
    void cancel();

private:
    /// What is on its way, or is about to be.
    struct Made {
        CapturePtr capture;
        std::string body;
    };
    QWidget* makeChoices();
    void begin();
    [[nodiscard]] replay::BulkPlan plan() const;
    void make(std::size_t index, const replay::BulkRun::Give& give);
    [[nodiscard]] Result<replay::BulkItem> itemOf(std::size_t index, const CapturePtr& capture);
    void take(const replay::BulkResult& result);
    void showProgress(const replay::BulkProgress& progress);
    void finished(const replay::BulkProgress& progress);
    void say(const QString& sentence, bool bad = false);
    void setRunning(bool running);

    std::vector<CaptureId> m_captures;
    BulkContext m_context;
    Plan m_plan;                                     ///< of this run; its draft is that of the next request
    std::map<std::size_t, std::deque<Made>> m_made;  ///< by index
    std::size_t m_notStored = 0;
    std::unique_ptr<replay::BulkRun> m_run;
    BulkModel* m_model;
    TargetBar* m_target;
    SigningBar* m_signing;
    QComboBox* m_pace;
    QDoubleSpinBox* m_rate;
    QSpinBox* m_times;
    QSpinBox* m_parallel;
    QCheckBox* m_stop;
    QProgressBar* m_progress;
    QLabel* m_status;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

} // namespace hookloupe::ui
