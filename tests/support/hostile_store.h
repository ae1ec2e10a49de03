// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/hmac.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <QByteArray>

#include <memory>
#include <string>

namespace hookloupe::test {

/// Runs SQL on a store that no program has open, as whoever writes a store with other tools does.
inline void runSql(const std::string& path, const std::string& sql)
{
    auto connection = store::Connection::open(path, store::Connection::Mode::Write);
    if (!connection || !connection->execute(sql.c_str()))
        qFatal("no SQL on %s: %s", path.c_str(), sql.c_str());
}

/// What the store of somebody else would have this machine do.
struct HostileWishes {
    std::string inboxTarget{};    ///< gets a request that waits in the file
    std::string socketTarget{};   ///< another one
    std::string forwardTarget{};  ///< gets every request to /hooks/ci
    std::string file{};           ///< is what /files answers
};

/// A store with the endpoints /hooks/ci (1) and /files (2), and two requests that wait, made with SQL.
inline void makeHostileStore(const std::string& path, const HostileWishes& wishes)
{
    {
        auto opened = store::Store::open({.path = path}, {});
        if (!opened)
            qFatal("no store at %s", path.c_str());
        for (int number = 1; number <= 2; ++number) {
            auto capture = std::make_shared<Capture>();
            capture->summary.endpoint = EndpointId{1};
            capture->summary.method = "POST";
            capture->summary.target = "/hooks/ci";
            capture->summary.arrivedAt = utcNow();
            capture->body = "{\"Image\":\"evil\",\"n\":" + std::to_string(number) + "}";
            capture->head = "POST /hooks/ci HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(capture->body.size()) + "\r\n\r\n";
            capture->contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, capture->body);
            if (!(*opened)->enqueue(std::move(capture), static_cast<std::uint64_t>(number)))
                qFatal("no capture");
        }
        (*opened)->flush();
    }
    const std::string forward = wishes.forwardTarget + (wishes.inboxTarget.empty() ? "" : "\n" + wishes.inboxTarget)
        + (wishes.socketTarget.empty() ? "" : "\n" + wishes.socketTarget);
    const std::string answer = wishes.file.empty() ? std::string()
                                                   : "answer 200 header=\"Access-Control-Allow-Origin: *\" file=\"" + wishes.file + "\"";
    std::string sql = "INSERT INTO endpoints (id, path, description, triggers, scheme, enabled, reject_invalid, answer, forward) VALUES "
                      "(1, '/hooks/ci', '<b>CI</b>', '', 'speckle', 1, 1, '', '" + forward + "'), "
                      "(2, '/files', 'files', '', 'speckle', 1, 1, '" + answer + "', '');";
    if (!wishes.inboxTarget.empty())
        sql += "INSERT INTO inbox (capture, endpoint, target) VALUES (1, 1, '" + wishes.inboxTarget + "');";
    if (!wishes.socketTarget.empty())
        sql += "INSERT INTO inbox (capture, endpoint, target) VALUES (2, 1, '" + wishes.socketTarget + "');";
    runSql(path, sql);
}

} // namespace hookloupe::test
