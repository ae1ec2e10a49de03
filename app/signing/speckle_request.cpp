// SPDX-License-Identifier: GPL-3.0-or-later
#include "signing/speckle_request.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "verify/signing.h"

namespace hookloupe::signing {

std::string speckleSignature(std::string_view body, std::string_view secret)
{
    const verify::Scheme* scheme = verify::findScheme("speckle");
    const verify::CoveredBody covered = verify::coveredBody(*scheme, body);
    return verify::headerForm(*scheme, crypto::hmac(scheme->algorithm, secret, covered.bytes()), {});
}

std::string speckleRequest(const Delivery& delivery)
{
    std::string out = (delivery.get ? "GET " : "POST ") + delivery.target + " HTTP/1.1\r\n"
                      "Content-Type: application/json\r\n"
                      "X-WEBHOOK-SIGNATURE: "
        + (delivery.signature ? *delivery.signature : speckleSignature(delivery.body, delivery.secret)) + "\r\n"
          "Accept: */*\r\n";
    if (!delivery.get)
        out += "Content-Length: " + std::to_string(delivery.body.size()) + "\r\n";
    out += "User-Agent: node-fetch/1.0 (+https://github.com/bitinn/node-fetch)\r\n"
           "Accept-Encoding: gzip,deflate\r\n"
           "Connection: close\r\n"
           "Host: " + delivery.host + "\r\n";
    if (!delivery.userInfo.empty())
        out += "Authorization: Basic " + toBase64(delivery.userInfo) + "\r\n";
    out += "\r\n";
    return delivery.get ? out : out + delivery.body;
}

} // namespace hookloupe::signing
