// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk.h"
#include "resend/bulk_results.h"
#include "resend/bulk_scope.h"
#include "resend/draft.h"
#include "resend/replay_context.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>

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
    ReplayContext common;                ///< endpoint and secrets: those that are offered first
    ScopeContext scope;
    ResultLinks links;
    std::function<void(CaptureId, std::function<void(Result<CapturePtr>)>)> fetch;
    std::function<std::optional<ArmedEndpoint>(EndpointId)> endpointOf;  ///< nothing if it is gone
};

/// A window that sends captured requests again, one after the other or in parallel, and lists what came of each.
/// Ctrl+Return starts.
class BulkPanel : public QWidget {
    Q_OBJECT

public:
    BulkPanel(BulkContext context, QWidget* parent);
    ~BulkPanel() override;

    [[nodiscard]] TargetBar* target() const { return m_target; }
    [[nodiscard]] BulkScope* scope() const { return m_scope; }
    [[nodiscard]] BulkModel* results() const { return m_model; }
    void start();
    void retry();                        ///< what failed in the last run, once each
    void cancel();

private:
    /// What is on its way, or is about to be.
    struct Made {
        CapturePtr capture;
        std::string body;
    };
    QWidget* makeChoices();
    void connectParts();
    void prepare(std::vector<CaptureId> captures, int times);
    void begin(int times);
    [[nodiscard]] replay::BulkPlan plan(int times) const;
    void make(std::size_t index, const replay::BulkRun::Give& give);
    [[nodiscard]] Result<Signing> signingFor(const Capture& capture) const;
    [[nodiscard]] Result<replay::BulkItem> itemOf(std::size_t index, const CapturePtr& capture);
    void take(const replay::BulkResult& result);
    void keep(int row, const Made& made, Delivery delivery);
    void showProgress();
    [[nodiscard]] QString paceWords(const replay::BulkProgress& progress) const;
    void finished(const replay::BulkProgress& progress);
    void showScope();
    void say(const QString& sentence, bool bad = false);
    void setRunning(bool running);

    BulkContext m_context;
    std::vector<CaptureId> m_captures;               ///< of this run, in the order they leave
    Plan m_plan;                                     ///< of this run; its draft and signing are those of the next request
    Signing m_chosen;                                ///< how they are signed
    std::map<std::size_t, std::deque<Made>> m_made;  ///< by index
    std::set<std::size_t> m_failed;                  ///< indexes
    std::size_t m_notStored = 0;
    std::unique_ptr<replay::BulkRun> m_run;
    QElapsedTimer m_clock;                           ///< since the run began
    QTimer m_tick;                                   ///< progress is shown so often
    int m_runNumber = 0;                             ///< what is stored late belongs to rows that may be gone
    BulkModel* m_model;
    BulkScope* m_scope;
    TargetBar* m_target;
    SigningBar* m_signing;
    QWidget* m_choices = nullptr;
    BulkResults* m_results;
    QComboBox* m_pace = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    QSpinBox* m_times = nullptr;
    QSpinBox* m_parallel = nullptr;
    QCheckBox* m_stop = nullptr;
    QProgressBar* m_progress;
    QLabel* m_status;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

} // namespace hookloupe::ui
