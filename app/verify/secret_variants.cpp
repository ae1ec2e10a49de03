// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/secret_variants.h"

#include "base/text.h"
#include "verify/signing.h"

#include <algorithm>

namespace hookloupe::verify {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool isQuoted(std::string_view text)
{
    return text.size() >= 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
}

class Keys {
public:
    Keys(const Scheme& scheme, std::size_t expected) : m_scheme(scheme) { m_tries.reserve(expected); }

    void addKey(SecretVariant variant, std::size_t index, std::string_view key)
    {
        if (std::ranges::find(m_tries, key, &KeyTry::key) == m_tries.end())
            m_tries.push_back({variant, index, std::string(key)});
    }

    void addSecret(SecretVariant variant, std::size_t index, std::string_view secret)
    {
        if (auto key = keyOf(m_scheme, secret)) {
            addKey(variant, index, *key);
            crypto::wipe(*key);
        }
    }

    void addMade(SecretVariant variant, std::size_t index, std::string secret)
    {
        addSecret(variant, index, secret);
        crypto::wipe(secret);
    }

    void addDecoded(SecretVariant variant, std::size_t index, std::optional<std::string> key)
    {
        if (!key)
            return;
        addKey(variant, index, *key);
        crypto::wipe(*key);
    }

    std::vector<KeyTry> take() { return std::move(m_tries); }

private:
    const Scheme& m_scheme;
    std::vector<KeyTry> m_tries;
};

void addAltered(Keys& keys, std::size_t index, std::string_view secret)
{
    keys.addSecret(SecretVariant::Trimmed, index, trimmed(secret));
    keys.addMade(SecretVariant::WithLf, index, std::string(secret) + "\n");
    keys.addMade(SecretVariant::WithCrLf, index, std::string(secret) + "\r\n");
    keys.addMade(SecretVariant::WithSpace, index, std::string(secret) + " ");
    keys.addMade(SecretVariant::WithSpace, index, " " + std::string(secret));
    if (isQuoted(secret))
        keys.addSecret(SecretVariant::Unquoted, index, secret.substr(1, secret.size() - 2));
    keys.addMade(SecretVariant::Quoted, index, "\"" + std::string(secret) + "\"");
    keys.addMade(SecretVariant::Quoted, index, "'" + std::string(secret) + "'");
    keys.addKey(SecretVariant::AsText, index, secret);
    const std::string_view encoded = secret.starts_with("whsec_") ? secret.substr(6) : secret;
    keys.addDecoded(SecretVariant::Base64Decoded, index, fromBase64(trimmed(encoded)));
    keys.addDecoded(SecretVariant::HexDecoded, index, fromHex(trimmed(encoded)));
}

} // namespace

std::vector<KeyTry> keysToTry(const Scheme& scheme, const std::vector<std::string>& own,
                              const std::vector<std::string>& others)
{
    constexpr std::size_t triesOfOneSecret = 12;
    Keys keys(scheme, own.size() * triesOfOneSecret + others.size() + 1);
    for (std::size_t i = 0; i < own.size(); ++i)
        keys.addSecret(SecretVariant::AsSaved, i, own[i]);
    keys.addKey(SecretVariant::EmptySecret, 0, {});
    for (std::size_t i = 0; i < own.size(); ++i)
        addAltered(keys, i, own[i]);
    for (std::size_t i = 0; i < others.size(); ++i)
        keys.addSecret(SecretVariant::OtherEndpoint, own.size() + i, others[i]);
    return keys.take();
}

} // namespace hookloupe::verify
