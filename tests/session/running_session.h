// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QTemporaryDir>
#include <QTest>

namespace hookloupe::test {

/// A session on a store of its own that listens on a free port, and everything its feed said.
class RunningSession {
public:
    explicit RunningSession(session::SessionOptions options = {})
    {
        options.store.path = storePath();
        options.listen.port = 0;
        options.allowKeychain = false;
        if (options.trustFolder.empty())
            options.trustFolder = folder() + "/trust";
        auto opened = session::Session::open(options);
        if (!opened)
            qFatal("no session: %s", opened.error().detail.c_str());
        m_session = std::move(opened).value();
        QObject::connect(m_session.get(), &session::Session::fed, m_session.get(),
                         [this](const session::FeedBatch& batch) {
                             ++batches;
                             added.insert(added.end(), batch.added.begin(), batch.added.end());
                             reports.insert(reports.end(), batch.reports.begin(), batch.reports.end());
                             captures.insert(captures.end(), batch.captures.begin(), batch.captures.end());
                         });
        m_session->startListening();
        if (!QTest::qWaitFor([this] { return m_session->listenStatus().state == session::ListenState::Listening; }))
            qFatal("the session does not listen");
    }

    [[nodiscard]] std::string storePath() const { return m_folder.filePath(QStringLiteral("s.hookloupe")).toStdString(); }
    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }
    [[nodiscard]] std::uint16_t port() const { return m_session->listenStatus().address.port; }
    session::Session& operator*() { return *m_session; }
    session::Session* operator->() { return m_session.get(); }
    void close() { m_session.reset(); }

    [[nodiscard]] bool waitForReports(std::size_t count) const
    {
        return QTest::qWaitFor([this, count] { return reports.size() >= count; }, 20'000);
    }
    [[nodiscard]] std::unique_ptr<store::Reader> reader() const
    {
        auto opened = store::Reader::open(storePath());
        if (!opened)
            qFatal("no reader: %s", opened.error().detail.c_str());
        return std::move(opened).value();
    }

    std::vector<CaptureSummary> added;
    std::vector<AnswerReport> reports;
    std::vector<CapturePtr> captures;
    int batches = 0;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<session::Session> m_session;
};

} // namespace hookloupe::test
