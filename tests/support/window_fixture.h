// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/live_settings.h"
#include "session/session.h"
#include "window/main_window.h"
#include "window/settings_feature.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace hookloupe::test {

/// A real window over a real session: a store in a folder of its own, a free port, secrets in memory.
struct WindowFixture {
    QTemporaryDir folder;
    std::unique_ptr<session::Session> session;
    std::unique_ptr<session::LiveSettings> live;
    std::unique_ptr<ui::MainWindow> window;
    QStringList questions;      ///< titles of what was asked
    bool answerYes = true;

    [[nodiscard]] QString settingsPath() const { return folder.filePath(QStringLiteral("settings.ini")); }

    void openSession()
    {
        session::SessionOptions options;
        options.store.path = folder.filePath(QStringLiteral("captures.hookloupe")).toStdString();
        options.listen.port = 0;
        options.keepSecrets = false;
        options.trustFolder = folder.filePath(QStringLiteral("trust")).toStdString();
        auto opened = session::Session::open(std::move(options));
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
        session = std::move(*opened);
    }
    void openWindow()
    {
        window = std::make_unique<ui::MainWindow>(
            *session, settingsPath(), [this](QWidget*, const ui::Question& question, const std::function<void()>& then) {
                questions << question.title;
                if (answerYes)
                    then();
            });
        session::Settings settings = session::loadSettings(settingsPath().toStdString()).settings;
        settings.port = 0;
        auto attached = std::make_unique<session::LiveSettings>(settingsPath().toStdString(), settings, session::Overrides(),
                                                                *session);
        window->findChild<ui::SettingsFeature*>()->attach(*attached);
        live = std::move(attached);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void start()
    {
        openSession();
        session->startListening();
        openWindow();
        QTRY_COMPARE(int(session->listenStatus().state), int(session::ListenState::Listening));
    }

    /// Sends bytes as they are and waits for the answer; gives its status line.
    QByteArray send(const std::string& bytes) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), session->listenStatus().address.port);
        socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
        QByteArray answer;
        [&] { QTRY_VERIFY((answer += socket.readAll()).contains("\r\n\r\n")); }();
        return answer.left(answer.indexOf('\r'));
    }
    QByteArray post(const std::string& path, const std::string& body = "{}") const
    {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
};

} // namespace hookloupe::test
