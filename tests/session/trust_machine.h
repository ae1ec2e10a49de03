// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "support/raw_client.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe::test {

/// A user's machine: a place for stores, one for what was agreed to, and a session at a time.
struct Machine {
    QTemporaryDir folder;
    std::unique_ptr<session::Session> session;

    [[nodiscard]] std::string place(const char* name) const { return folder.filePath(QString::fromLatin1(name)).toStdString(); }
    [[nodiscard]] std::string store() const { return place("s.hookloupe"); }
    [[nodiscard]] session::SessionOptions options() const
    {
        session::SessionOptions options;
        options.store.path = store();
        options.listen.port = 0;
        options.allowKeychain = false;
        options.trustFolder = place("trust");
        return options;
    }
    session::Session& open(std::optional<session::SessionOptions> wanted = {})
    {
        session.reset();
        auto opened = session::Session::open(wanted.value_or(options()));
        if (!opened)
            qFatal("no session: %s", opened.error().detail.c_str());
        session = std::move(*opened);
        return *session;
    }
    void listen() const
    {
        session->startListening();
        if (!QTest::qWaitFor([&] { return session->listenStatus().state == session::ListenState::Listening; }))
            qFatal("does not listen");
    }
    [[nodiscard]] RawAnswer post(const std::string& path) const
    {
        RawClient client(session->listenStatus().address.port);
        client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
        return client.readAnswer();
    }
    /// An endpoint of the user's own, saved by this program.
    Endpoint own(const std::string& path, const std::string& forward, const std::string& answer = {}) const
    {
        Endpoint endpoint;
        endpoint.path = path;
        endpoint.forward = forward;
        endpoint.answer = answer;
        const auto saved = session->saveEndpoint(endpoint);
        if (!saved)
            qFatal("not saved: %s", saved.error().detail.c_str());
        return *saved;
    }
    [[nodiscard]] std::vector<forward::QueueState> states() const
    {
        std::vector<forward::QueueState> states;
        for (const auto& queue : session->forwarder()->queues())
            states.push_back(queue.state);
        return states;
    }
    /// The one file of records.
    [[nodiscard]] QString records() const
    {
        const QDir trust(QString::fromStdString(place("trust")));
        const QStringList files = trust.entryList(QDir::Files);
        return files.size() == 1 ? trust.filePath(files.front()) : QString();
    }
    [[nodiscard]] QByteArray recorded() const
    {
        QFile file(records());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setRecorded(const QByteArray& bytes) const
    {
        QFile file(records());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no record");
    }
};

inline HeldEndpoint heldPart(const HeldStore& held, EndpointId id)
{
    for (const HeldEndpoint& one : held.endpoints) {
        if (one.endpoint == id)
            return one;
    }
    return {EndpointId{-1}};
}

} // namespace hookloupe::test
