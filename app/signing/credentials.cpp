// SPDX-License-Identifier: GPL-3.0-or-later
#include "signing/credentials.h"

#include "base/text.h"
#include "http/chunk_map.h"
#include "http/request.h"
#include "signing/head_lines.h"
#include "signing/provider.h"
#include "verify/scheme.h"

#include <algorithm>
#include <array>

namespace hookloupe::signing {

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

/// The extensions that begin with this ";", each with it. One in quotes may have others in it.
std::vector<std::string_view> extensionsOf(std::string_view rest)
{
    std::vector<std::string_view> extensions;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 1; i <= rest.size(); ++i) {
        if (i == rest.size() || (rest[i] == ';' && !quoted)) {
            extensions.push_back(rest.substr(begin, i - begin));
            begin = i;
        } else if (rest[i] == '"') {
            quoted = !quoted;
        } else if (rest[i] == '\\' && quoted) {
            i = std::min(i + 1, rest.size() - 1);
        }
    }
    return extensions;
}

std::string_view nameOf(std::string_view extension)
{
    return trimmedOws(extension.substr(1, std::min(extension.find('='), extension.size()) - 1));
}

/// Calls `visit` with what stands behind each chunk's size, from its ";" on, and where that begins.
template <typename Visit>
void forEachExtended(std::string_view rawBody, Visit visit)
{
    constexpr std::size_t lineEnd = 2;
    http::forEachFraming(rawBody, [&](http::ByteSpan span) {
        const std::string_view line = rawBody.substr(span.begin, span.end - span.begin - lineEnd);
        if (const auto semicolon = line.find(';'); semicolon != line.npos)
            visit(line.substr(semicolon), span.begin + semicolon);
    });
}

std::string bodyWithoutExtensions(std::string_view rawBody, const std::vector<std::string>& names)
{
    std::string body;
    std::size_t copied = 0;
    forEachExtended(rawBody, [&](std::string_view rest, std::size_t at) {
        body.append(rawBody.substr(copied, at - copied));
        for (const std::string_view extension : extensionsOf(rest)) {
            if (!contains(names, nameOf(extension)))
                body.append(extension);
        }
        copied = at + rest.size();
    });
    return body.append(rawBody.substr(copied));
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

enum class CamelCase { OneWord, SeveralWords };

/// In lower case, without what stands between the words and without the digits behind them (Apikey2, X-Secret-1). What is written
/// in camel case may be several words (XAccessKey) or one that somebody wrote oddly (X-ToKen).
std::vector<std::string> wordsOf(std::string_view name, CamelCase camelCase)
{
    std::vector<std::string> words(1);
    char before = 0;
    for (const char c : name) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (c == '-' || c == '_' || c == '.' || (camelCase == CamelCase::SeveralWords && isUpper && before >= 'a' && before <= 'z'))
            words.emplace_back();
        if (c != '-' && c != '_' && c != '.')
            words.back() += c;
        before = c;
    }
    for (std::string& word : words) {
        while (!word.empty() && isDigit(word.back()))
            word.pop_back();
        word = lowerCase(word);
    }
    std::erase(words, std::string());
    return words;
}

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Wherever they stand in a name; passwords in the languages of Speckle's users, too.
constexpr std::array<std::string_view, 54> telling{
    "mac",      "sig",        "pwd",        "jwt",         "passwd",      "session",    "bearer",      "sign",   "pass",     "otp",      "sid",
    "dpop",     "login",      "totp",       "mfa",         "cred",        "oauth",      "csrf",        "xsrf",   "crumb",    "saml",     "sso",
    "kerberos", "ntlm",       "spnego",     "passe",       "assertion",   "pw",         "passkey",     "passwort", "kennwort", "geheim",
    "geheimnis", "zugangscode", "schluessel", "motdepasse", "mdp",        "contrasena", "clave",       "senha",  "parola",   "parol",    "wachtwoord",
    "losenord", "passord",    "adgangskode", "salasana",   "haslo",       "heslo",      "jelszo",      "sifre",  "parole",   "sandi",    "pswd"};
constexpr std::array<std::string_view, 15> tellingEnds{"token",       "secret",      "signature",  "password",       "authorization",
                                                       "cookie",      "oauth",       "apikey",     "sessionid",      "passphrase",
                                                       "credential",  "saml",        "authkey",    "authentication", "passcode"};
/// A field with one of these at its end says something about a credential, and is none.
constexpr std::array<std::string_view, 11> about{"timestamp", "version", "algorithm", "algo",  "settings", "type",
                                                 "address",   "expires", "hint",      "scope", "scopes"};
/// With one of these at its end it holds what the words before them say.
constexpr std::array<std::string_view, 11> carriers{"value", "data", "header", "string", "text", "raw", "payload", "hash", "digest", "base", "b"};
/// At the end.
constexpr std::array<std::string_view, 6> tellingLast{"auth", "pin", "cert", "certificate", "clientcert", "authn"};
/// In front of "code".
constexpr std::array<std::string_view, 4> codeKinds{"auth", "access", "security", "pin"};
/// In front of "key", which unlocks something else than rights: it names or sorts. Any other key is taken for one that opens.
constexpr std::array<std::string_view, 63> namingKeys{
    "event",      "idempotency", "request",  "websocket", "socket", "cache",    "surrogate", "partition", "routing",   "route",       "sort",      "order",
    "ordering",   "correlation", "dedup",    "dedupe",    "deduplication", "message", "object", "item",      "primary",     "foreign",   "public",
    "translation", "group",      "entity",   "resource",  "shard",    "sharding",  "hash",      "batch",     "issue",       "trace",     "row",
    "record",     "index",       "lock",     "queue",     "topic",    "field",     "file",      "name",      "unique",      "natural",   "external",
    "reference",  "tracking",    "transaction", "operation", "feature", "flag",    "metric",    "kafka",     "conversation", "data",     "meta",
    "tag",        "space",       "story",    "task",      "bucket",   "path",      "model"};
/// In front of "key" in one word, as "monkey" is no key.
constexpr std::array<std::string_view, 22> keyKinds{"api",     "access",  "auth",     "secret",     "private", "subscription", "function", "sas",
                                                    "master",  "admin",   "service",  "account",    "app",     "client",       "signing",  "security",
                                                    "webhook", "deploy",  "license",  "encryption", "shared",  "licence"};
/// Whose names do not tell.
constexpr std::array<std::string_view, 17> others{"x-trello-webhook", "x-amzn-oidc-data", "x-ms-client-principal", "apikey", "auth", "x-key",
                                                  "x-access", "x-origin-verify", "x-vercel-protection-bypass", "x-vercel-sc-headers",
                                                  "plaid-verification", "x-grafana-id", "client-cert-chain", "x-ssl-client-chain",
                                                  "x-forwarded-tls-client-cert-info", "mysapsso2", "x-wp-nonce"};

std::string singular(const std::string& word)
{
    return word.size() > 2 && word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
}

bool isTelling(const std::string& word)
{
    const std::string one = singular(word);
    return isOneOf(word, telling) || isOneOf(one, telling) || word.starts_with("hmac")
        || std::any_of(tellingEnds.begin(), tellingEnds.end(), [&](std::string_view end) { return one.ends_with(end) || word.ends_with(end); });
}

bool opens(const std::vector<std::string>& words)
{
    const std::string last = singular(words.back());
    const std::string before = words.size() > 1 ? words[words.size() - 2] : std::string();
    if (last == "key")
        return words.size() > 1 && before != "x" && !isOneOf(before, namingKeys);
    return last.ends_with("key") && isOneOf(std::string_view(last).substr(0, last.size() - 3), keyKinds);
}

bool tells(std::vector<std::string> words)
{
    if (words.empty() || isOneOf(words.back(), about))
        return false;
    if (std::any_of(words.begin(), words.end(), isTelling))
        return true;
    while (words.size() > 1 && isOneOf(words.back(), carriers))
        words.pop_back();
    const std::string last = singular(words.back());
    return isOneOf(last, tellingLast) || opens(words)
        || (last == "code" && words.size() > 1 && isOneOf(words[words.size() - 2], codeKinds));
}

} // namespace

bool isCredential(std::string_view name)
{
    return isOneOf(lowerCase(name), others) || tells(wordsOf(name, CamelCase::OneWord)) || tells(wordsOf(name, CamelCase::SeveralWords));
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
    if (!isChunked(head))
        return found;
    forEachExtended(rawBody, [&](std::string_view rest, std::size_t) {
        for (const std::string_view extension : extensionsOf(rest)) {
            if (const auto name = nameOf(extension); isCredential(name) && !contains(found, name))
                found.emplace_back(name);
        }
    });
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
    std::string body = bodyWithoutExtensions(rawBody, names);
    const http::ChunkMap map = http::mapChunks(body, 0);
    if (map.fields.empty())
        return body;
    constexpr std::string_view requestLine = "X / HTTP/1.1\r\n"; // which a head begins with, and trailers do not
    const auto trailers = std::string(requestLine).append(body, map.trailers.begin);
    body.resize(map.trailers.begin);
    return body.append(withoutFields(trailers, names), requestLine.size());
}

} // namespace hookloupe::signing
