// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/replay_context.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTabWidget;

namespace hookloupe::ui {

class AnswerView;
class BodyEditor;
class DraftKeeper;
class HeadEditor;
class ReplayHistory;
class RequestPreview;
class SigningBar;
class TargetBar;
struct Plan;

/// A window that edits one captured request and sends it again: the request at the left, what came back at the right.
/// Ctrl+Return sends. Several can be open.
class ReplayPanel : public QWidget {
    Q_OBJECT

public:
    ReplayPanel(CapturePtr capture, ReplayContext context, QWidget* parent);
    ~ReplayPanel() override;

    [[nodiscard]] const CapturePtr& capture() const { return m_capture; }
    [[nodiscard]] TargetBar* target() const { return m_target; }
    void send();
    void cancel();
    void reset();                    ///< to the captured request; the edits can be brought back

private:
    QWidget* makeRequestPane();
    QWidget* makeAnswerPane();
    void connectParts();
    void planChanged();
    void refresh();
    [[nodiscard]] Result<Plan> plan() const;
    void consented(Plan plan, client::Shipment shipment);
    void deliver(client::Shipment shipment);
    void delivered(const std::string& bytes, Delivery delivery);
    void keep(const SentReplay& replay, const QString& sentence);
    void showChosen();
    void say(const QString& sentence, bool bad = false);
    void setSending(bool sending);

    CapturePtr m_capture;
    ReplayContext m_context;
    TargetBar* m_target;
    SigningBar* m_signing;
    QTabWidget* m_request;
    DraftKeeper* m_drafts;
    BodyEditor* m_body;
    HeadEditor* m_head;
    QLabel* m_headNote;
    RequestPreview* m_preview;
    QTabWidget* m_results;
    AnswerView* m_answer;
    ReplayHistory* m_history;
    QLabel* m_status;
    QPushButton* m_send;
    QPushButton* m_cancel;
    QPushButton* m_reset;
    QTimer m_refreshSoon;
    std::unique_ptr<QObject> m_sending;   ///< owns what is on its way
    std::string m_sendingBytes;
    Delivery m_sendingTo;                 ///< what is known of it already
    int m_sendingEdits = 0;               ///< how many were made in it
};

} // namespace hookloupe::ui
