// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "session/session.h"
#include "frame/actions.h"
#include "frame/banner.h"
#include "frame/confirm.h"
#include "style/help_topic.h"

#include <QMainWindow>
#include <QPointer>

class QSplitter;
class QVBoxLayout;

namespace hookloupe::ui {

class CaptureCommands;
class CaptureListPanel;
class DetailLoader;
class DetailPane;
class EndpointCommands;
class EndpointPanel;
class HelpDialog;
class ListenLine;
class StatusLine;

/// The window: puts the panels together and connects them with the session. What actions do is in the commands; what else
/// a window can do is in its features.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `session` must outlive the window. `settingsPath` is where its places and sizes are remembered; empty: nowhere.
    MainWindow(session::Session& session, QString settingsPath, Confirm confirm = askInDialog);
    ~MainWindow() override;

    [[nodiscard]] const Actions& actions() const { return m_actions; }
    [[nodiscard]] Banner& banner() const { return *m_banner; }
    [[nodiscard]] CaptureListPanel& captures() const { return *m_captures; }
    [[nodiscard]] EndpointPanel& endpoints() const { return *m_endpoints; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildPanels();
    void connectActions();
    void connectPanels();
    void connectSession();
    void chooseEndpoint();
    void enter(const session::FeedBatch& batch);
    void endpointsChanged();
    void listenStatusChanged();
    void refreshFigures();
    void enableActions();
    void say(const QString& sentence);
    void sayTrouble(const QString& sentence);
    void copyText(const QString& text);
    void showHelp(HelpTopic topic);

    session::Session& m_session;
    QString m_settingsPath;
    Actions m_actions;
    bool m_figuresAsked = false; ///< and not answered yet
    CaptureModel m_captureModel;
    EndpointModel m_endpointModel;
    EndpointCommands* m_endpointCommands;
    CaptureCommands* m_captureCommands;
    ListenLine* m_listenLine;
    Banner* m_banner;
    EndpointPanel* m_endpoints;
    CaptureListPanel* m_captures;
    DetailPane* m_detail;
    DetailLoader* m_loader;
    StatusLine* m_status;
    QVBoxLayout* m_middle;
    QSplitter* m_across;
    QSplitter* m_down;
    QPointer<HelpDialog> m_help;
};

} // namespace hookloupe::ui
