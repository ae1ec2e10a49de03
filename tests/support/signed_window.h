// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/text.h"
#include "crypto/hmac.h"
#include "support/window_fixture.h"

#include <string>
#include <utility>
#include <vector>

namespace hookloupe::test {

/// A window with an endpoint that has secrets, and requests to it that are signed as Speckle signs.
struct SignedWindow : WindowFixture {
    inline static const std::string body = R"({"payload":{"event":{"event_name":"commit_create"}}})";

    Endpoint endpoint; ///< /hooks/ci

    void startWith(std::vector<std::string> secrets)
    {
        start();
        Endpoint made;
        made.path = "/hooks/ci";
        const auto saved = session->saveEndpoint(made);
        QVERIFY(saved.ok());
        endpoint = *saved;
        session->setSecrets(endpoint.id, std::move(secrets));
    }
    /// Sends `body`. `signedBytes`: what the signature is made of, however right that is. Returns the answer's status line.
    QByteArray postSigned(const std::string& secret, const std::string& signedBytes = body) const
    {
        const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, secret, signedBytes));
        return send("POST /hooks/ci HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-WEBHOOK-SIGNATURE: " + mac
                    + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
};

} // namespace hookloupe::test
