// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/credentials.h"

#include "base/text.h"
#include "http/chunk_map.h"
#include "http/request.h"
#include "simulate/head_lines.h"
#include "simulate/provider.h"
#include "verify/scheme.h"

#include <algorithm>
#include <array>

namespace hookloupe::simulate {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::any_of(names.begin(), names.end(), [name](const std::string& one) { return equalsIgnoreCase(one, name); });
}

bool isChunked(std::string_view head)
{
    const http::HeadView view = http::viewHead(head);
    return http::headerValue(view.headers, "Transfer-Encoding").has_value();
}

void addCredentials(const http::Headers& headers, std::vector<std::string>& found)
{
    for (const http::Header& header : headers) {
        if (isCredential(header.name) && !contains(found, header.name))
            found.push_back(header.name);
    }
}

/// Lower case, without what stands between the words.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (c == '-' || c == '_' || c == '.')
            words.emplace_back();
        else
            words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return words;
}

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 16> telling{"mac",     "sig",     "pwd",     "jwt",  "passwd", "session", "bearer", "sign",
                                                   "pass",    "otp",     "sid",     "dpop", "login",  "totp",    "mfa",    "creds"};
constexpr std::array<std::string_view, 15> tellingEnds{"token",       "secret",      "signature",  "password",       "authorization",
                                                       "cookie",      "cookie2",     "apikey",     "sessionid",      "passphrase",
                                                       "credential",  "credentials", "authkey",    "authentication", "passcode"};
/// A field with one of these at its end says something about a credential, and is none.
constexpr std::array<std::string_view, 9> about{"timestamp", "version", "algorithm", "algo", "settings", "type", "address", "expires", "hint"};
/// In front of "code".
constexpr std::array<std::string_view, 3> codeKinds{"auth", "access", "security"};
/// In front of "key"; an Idempotency-Key or X-Event-Key is none.
constexpr std::array<std::string_view, 20> keyKinds{"api",     "access",  "auth",     "secret", "private",  "subscription", "function",
                                                    "functions", "sas",   "rapidapi", "master", "admin",    "service",      "account",
                                                    "application", "app", "client",   "signing", "security", "webhook"};
/// Whose names do not tell.
constexpr std::array<std::string_view, 9> others{"x-trello-webhook", "x-amzn-oidc-data", "x-ms-client-principal", "x-auth", "apikey", "auth",
                                                 "x-key", "x-client-cert", "x-forwarded-client-cert"};

} // namespace

bool isCredential(std::string_view name)
{
    const auto words = wordsOf(name);
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (isOneOf(lower, others))
        return true;
    const std::string& last = words.back();
    if (isOneOf(last, about))
        return false;
    if (last == "code" && words.size() > 1 && isOneOf(words[words.size() - 2], codeKinds))
        return true;
    if (last == "auth" || (last == "key" && words.size() > 1 && isOneOf(words[words.size() - 2], keyKinds)))
        return true;
    return std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return isOneOf(word, telling) || word.starts_with("hmac")
            || std::any_of(tellingEnds.begin(), tellingEnds.end(), [&](std::string_view end) { return word.ends_with(end); });
    });
}

std::string withoutCredentials(std::string_view head)
{
    return withoutFields(head, credentialFields(head));
}

std::vector<std::string> credentialNames()
{
    std::vector<std::string> names{"Authorization", "Proxy-Authorization", "Cookie", "X-Gitlab-Token", "X-Api-Key", "X-Auth-Token",
                                   "X-Access-Token", "X-Amz-Security-Token", "X-Telegram-Bot-Api-Secret-Token",
                                   "X-Goog-Channel-Token", "X-Hook-Secret", "X-CSRF-Token"};
    for (const verify::Scheme& scheme : verify::schemes()) {
        if (!contains(names, scheme.header))
            names.emplace_back(scheme.header);
    }
    for (const Provider& provider : providers()) {
        if (!provider.secondSignature.empty() && !contains(names, provider.secondSignature))
            names.emplace_back(provider.secondSignature);
    }
    return names;
}

std::vector<std::string> credentialFields(std::string_view head)
{
    std::vector<std::string> found;
    addCredentials(http::viewHead(head).headers, found);
    return found;
}

std::vector<std::string> credentialFields(std::string_view head, std::string_view rawBody)
{
    std::vector<std::string> found = credentialFields(head);
    if (isChunked(head))
        addCredentials(http::mapChunks(rawBody, 0).fields, found);
    return found;
}

std::string withoutFields(std::string_view head, const std::vector<std::string>& names)
{
    HeadLines lines(head);
    for (const std::string& name : names)
        lines.remove(name);
    return lines.text();
}

std::string bodyWithoutFields(std::string_view head, std::string_view rawBody, const std::vector<std::string>& names)
{
    if (names.empty() || !isChunked(head))
        return std::string(rawBody);
    const http::ChunkMap map = http::mapChunks(rawBody, 0);
    if (map.fields.empty())
        return std::string(rawBody);
    constexpr std::string_view requestLine = "X / HTTP/1.1\r\n"; // which a head begins with, and trailers do not
    const auto trailers = std::string(requestLine).append(rawBody.substr(map.trailers.begin));
    return std::string(rawBody.substr(0, map.trailers.begin)).append(withoutFields(trailers, names), requestLine.size());
}

} // namespace hookloupe::simulate
