// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificate.h"

#include "crypto/tls_trial.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <limits>
#include <memory>
#include <string_view>

namespace hookloupe::crypto {

namespace {

void freeChain(STACK_OF(X509)* chain)
{
    sk_X509_pop_free(chain, X509_free);
}

template <auto function>
struct Free {
    template <typename T>
    void operator()(T* object) const
    {
        function(object);
    }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Chain = std::unique_ptr<STACK_OF(X509), Free<freeChain>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

constexpr std::chrono::seconds clockSkew = std::chrono::hours(1);

Error failed(const char* step)
{
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error(); // the queue is the thread's, and QSslSocket reads it too
    return {ErrorCode::Failed, std::string(step) + ": " + reason.data()};
}

Error invalid(std::string detail)
{
    ERR_clear_error();
    return {ErrorCode::InvalidInput, std::move(detail)};
}

bool addExtension(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509* certificate)
{
    // 63 bits: positive, as RFC 5280 section 4.1.2.2 asks. Random, as browsers refuse two certificates of one
    // issuer that share a number.
    std::uint64_t number = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number) != 1)
        return false;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), (number >> 1) | 1) == 1;
}

bool setNames(X509* certificate)
{
    X509_NAME* const name = X509_get_subject_name(certificate);
    const auto add = [name](const char* field, std::string_view text) {
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char*>(text.data()),
                                          static_cast<int>(text.size()), -1, 0) == 1;
    };
    return add("O", "Hookloupe") && add("CN", "localhost") && X509_set_issuer_name(certificate, name) == 1;
}

std::string contentOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Bio reader(std::string_view pem)
{
    if (pem.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return nullptr;
    return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// Without a callback of ours OpenSSL would ask for the passphrase on the terminal.
int noPassphrase(char*, int, int, void* asked)
{
    *static_cast<bool*>(asked) = true;
    return -1;
}

std::string dateOf(const ASN1_TIME* time)
{
    const Bio out(BIO_new(BIO_s_mem()));
    return out && ASN1_TIME_print(out.get(), time) == 1 ? contentOf(out.get())
                                                        : std::string("an unreadable date");
}

} // namespace

Result<CertificateAndKey> makeSelfSignedCertificate(std::chrono::days validity)
{
    const Key key(EVP_EC_gen("P-256"));
    if (!key)
        return failed("making a P-256 key");
    const Certificate certificate(X509_new());
    const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(validity) - clockSkew;
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
        !setSerial(certificate.get()) || !setNames(certificate.get()) ||
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -clockSkew.count()) == nullptr ||
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), lifetime.count()) == nullptr ||
        X509_set_pubkey(certificate.get(), key.get()) != 1)
        return failed("filling in the certificate");
    // No keyUsage: a self-signed certificate that may not sign certificates is not its own issuer to older
    // clients.
    if (!addExtension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1") ||
        !addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") ||
        !addExtension(certificate.get(), NID_ext_key_usage, "serverAuth") ||
        !addExtension(certificate.get(), NID_subject_key_identifier, "hash"))
        return failed("adding the certificate's extensions");
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return failed("signing the certificate");

    const Bio certificateOut(BIO_new(BIO_s_mem()));
    const Bio keyOut(BIO_new(BIO_s_secmem()));
    if (!certificateOut || !keyOut || PEM_write_bio_X509(certificateOut.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(keyOut.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failed("writing the certificate");
    return CertificateAndKey{contentOf(certificateOut.get()), contentOf(keyOut.get())};
}

namespace {

/// The certificates behind the first one.
Result<Chain> chainIn(BIO* in)
{
    Chain chain(sk_X509_new_null());
    bool passphraseAsked = false;
    while (chain) {
        Certificate next(PEM_read_bio_X509(in, nullptr, noPassphrase, &passphraseAsked));
        if (!next)
            break;
        if (sk_X509_push(chain.get(), next.get()) <= 0)
            return failed("reading the chain");
        (void)next.release();
    }
    if (const unsigned long end = ERR_peek_last_error();
        ERR_GET_LIB(end) != ERR_LIB_PEM || ERR_GET_REASON(end) != PEM_R_NO_START_LINE)
        return invalid("certificate " + std::to_string(sk_X509_num(chain.get()) + 2) + " of the file is damaged");
    ERR_clear_error();
    return Result<Chain>(std::move(chain));
}

} // namespace

Status checkCertificate(const CertificateAndKey& pair)
{
    bool passphraseAsked = false;
    const Bio certificateIn = reader(pair.certificatePem);
    const Certificate certificate(
        certificateIn ? PEM_read_bio_X509(certificateIn.get(), nullptr, noPassphrase, &passphraseAsked) : nullptr);
    if (!certificate)
        return invalid("the certificate is not in PEM form (-----BEGIN CERTIFICATE-----)");
    const Result<Chain> chain = chainIn(certificateIn.get());
    if (!chain)
        return chain.error();

    const Bio keyIn = reader(pair.privateKeyPem);
    const Key key(keyIn ? PEM_read_bio_PrivateKey(keyIn.get(), nullptr, noPassphrase, &passphraseAsked)
                        : nullptr);
    if (passphraseAsked)
        return invalid("the private key is encrypted with a passphrase; save it without one");
    if (!key)
        return invalid("the private key is not in PEM form (-----BEGIN PRIVATE KEY-----)");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return invalid("the private key belongs to another certificate");

    const ASN1_TIME* const end = X509_get0_notAfter(certificate.get());
    if (X509_cmp_current_time(end) <= 0)
        return invalid("the certificate expired on " + dateOf(end));
    const ASN1_TIME* const start = X509_get0_notBefore(certificate.get());
    if (X509_cmp_current_time(start) > 0)
        return invalid("the certificate is not valid before " + dateOf(start));
    return tryTls(certificate.get(), chain->get(), key.get());
}

} // namespace hookloupe::crypto
