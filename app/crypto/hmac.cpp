// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

namespace hookloupe::crypto {

namespace {

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

const char* nameOf(HashAlgorithm algorithm)
{
    switch (algorithm) {
    case HashAlgorithm::Sha1: return "SHA1";
    case HashAlgorithm::Sha256: return "SHA256";
    case HashAlgorithm::Sha512: return "SHA512";
    }
    return "";
}

// Fetching goes through OpenSSL's provider tables and costs more than hashing a short text, hence once a
// process. They are never freed: OpenSSL's own exit handler may have run by then.
const EVP_MD* fetchedDigest(HashAlgorithm algorithm)
{
    static const std::array<const EVP_MD*, 3> digests{
        EVP_MD_fetch(nullptr, nameOf(HashAlgorithm::Sha1), nullptr),
        EVP_MD_fetch(nullptr, nameOf(HashAlgorithm::Sha256), nullptr),
        EVP_MD_fetch(nullptr, nameOf(HashAlgorithm::Sha512), nullptr),
    };
    return digests[static_cast<std::size_t>(algorithm)];
}

EVP_MAC* fetchedHmac()
{
    static EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    return mac;
}

} // namespace

std::size_t digestSize(HashAlgorithm algorithm)
{
    switch (algorithm) {
    case HashAlgorithm::Sha1: return 20;
    case HashAlgorithm::Sha256: return 32;
    case HashAlgorithm::Sha512: return 64;
    }
    return 0;
}

std::string digest(HashAlgorithm algorithm, std::string_view bytes)
{
    std::string out(digestSize(algorithm), '\0');
    const EVP_MD* const type = fetchedDigest(algorithm);
    const bool ok = type != nullptr &&
                    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()),
                               nullptr, type, nullptr) == 1;
    return ok ? out : std::string();
}

struct Hmac::Context {
    EVP_MAC_CTX* mac = nullptr; ///< null if OpenSSL refused the algorithm
    std::size_t size = 0;

    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MAC_CTX_free(mac); } // wipes the key it holds
};

Hmac::Hmac(HashAlgorithm algorithm, std::string_view key) : m_context(std::make_unique<Context>())
{
    m_context->size = digestSize(algorithm);
    m_context->mac = EVP_MAC_CTX_new(fetchedHmac());
    std::string name = nameOf(algorithm);
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
    // OpenSSL takes a null key for "keep the key you have", so the empty key needs an address of its own.
    const std::string_view present = key.empty() ? std::string_view("") : key;
    if (m_context->mac == nullptr ||
        EVP_MAC_init(m_context->mac, bytesOf(present), present.size(), parameters.data()) != 1) {
        EVP_MAC_CTX_free(m_context->mac);
        m_context->mac = nullptr;
    }
}

Hmac::~Hmac() = default;
Hmac::Hmac(Hmac&&) noexcept = default;
Hmac& Hmac::operator=(Hmac&&) noexcept = default;

std::string Hmac::sign(std::string_view bytes)
{
    return sign({bytes});
}

std::string Hmac::sign(std::initializer_list<std::string_view> pieces)
{
    EVP_MAC_CTX* const mac = m_context->mac;
    if (mac == nullptr || EVP_MAC_init(mac, nullptr, 0, nullptr) != 1)
        return {};
    for (const std::string_view piece : pieces) {
        if (!piece.empty() && EVP_MAC_update(mac, bytesOf(piece), piece.size()) != 1)
            return {};
    }
    std::string out(m_context->size, '\0');
    std::size_t written = 0;
    const bool ok =
        EVP_MAC_final(mac, reinterpret_cast<unsigned char*>(out.data()), &written, out.size()) == 1;
    return ok && written == out.size() ? out : std::string();
}

std::string hmac(HashAlgorithm algorithm, std::string_view key, std::string_view bytes)
{
    return Hmac(algorithm, key).sign(bytes);
}

bool equalConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string& secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

} // namespace hookloupe::crypto
