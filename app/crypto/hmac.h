// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace hookloupe::crypto {

enum class HashAlgorithm { Sha1, Sha256, Sha512 };

/// Bytes of a digest, and of an HMAC: 20, 32 or 64.
[[nodiscard]] std::size_t digestSize(HashAlgorithm algorithm);

/// Digest as raw bytes. Any thread.
[[nodiscard]] std::string digest(HashAlgorithm algorithm, std::string_view bytes);

/// HMAC (RFC 2104) with a key that is set up once; sign() re-initialises. One object a thread; movable.
class Hmac {
public:
    Hmac(HashAlgorithm algorithm, std::string_view key); ///< an empty key is allowed
    ~Hmac();
    Hmac(Hmac&&) noexcept;
    Hmac& operator=(Hmac&&) noexcept;

    /// Raw bytes of the signature over `bytes`. Empty, which no signature equals, if the system's OpenSSL policy refuses
    /// the algorithm.
    [[nodiscard]] std::string sign(std::string_view bytes);
    /// The same over several pieces as if joined.
    [[nodiscard]] std::string sign(std::initializer_list<std::string_view> pieces);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// One-off HMAC, raw bytes.
[[nodiscard]] std::string hmac(HashAlgorithm algorithm, std::string_view key, std::string_view bytes);

/// Equal content in time that depends on the length alone.
[[nodiscard]] bool equalConstantTime(std::string_view a, std::string_view b);

/// Overwrites a secret in memory and empties it; the compiler can't drop the writing.
void wipe(std::string& secret);

} // namespace hookloupe::crypto
