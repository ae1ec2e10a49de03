// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/odd_certificates.h"

#include <openssl/dsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace hookloupe::test {

namespace {

template <auto function>
struct Free {
    template <typename T>
    void operator()(T* object) const
    {
        function(object);
    }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::shared_ptr<EVP_PKEY>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;

void require(bool condition, const char* what)
{
    if (!condition) {
        std::fprintf(stderr, "OpenSSL can't make %s\n", what);
        std::abort();
    }
}

Key owned(EVP_PKEY* key, const char* what)
{
    require(key != nullptr, what);
    return {key, EVP_PKEY_free};
}

Key rsa(unsigned bits) { return owned(EVP_RSA_gen(bits), "an RSA key"); }
Key ec(const char* curve) { return owned(EVP_EC_gen(curve), curve); }
Key named(const char* algorithm) { return owned(EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm), algorithm); }

Key dsa()
{
    const KeyContext parameters(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr));
    EVP_PKEY* made = nullptr;
    require(EVP_PKEY_paramgen_init(parameters.get()) == 1 && EVP_PKEY_CTX_set_dsa_paramgen_bits(parameters.get(), 1024) == 1
                && EVP_PKEY_paramgen(parameters.get(), &made) == 1, "DSA parameters");
    const Key kept = owned(made, "DSA parameters");
    const KeyContext keys(EVP_PKEY_CTX_new_from_pkey(nullptr, kept.get(), nullptr));
    EVP_PKEY* key = nullptr;
    require(EVP_PKEY_keygen_init(keys.get()) == 1 && EVP_PKEY_keygen(keys.get(), &key) == 1, "a DSA key");
    return owned(key, "a DSA key");
}

/// What is asked of one certificate.
struct Wish {
    Key key;
    const char* name = "localhost";
    const EVP_MD* digest = EVP_sha256();
    long fromDays = -1;
    long toDays = 30;
    const char* alternativeName = "DNS:localhost,IP:127.0.0.1";
    const char* constraints = "CA:FALSE";
    const char* usage = nullptr;
    const char* extendedUsage = nullptr;
    long version = X509_VERSION_3;
    bool unknownCritical = false;
};

void extend(X509* certificate, int nid, const char* value)
{
    if (!value)
        return;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    require(extension && X509_add_ext(certificate, extension, -1) == 1, value);
    X509_EXTENSION_free(extension);
}

void addUnknownCritical(X509* certificate)
{
    ASN1_OBJECT* const object = OBJ_txt2obj("1.3.6.1.4.1.32473.1", 1);
    ASN1_OCTET_STRING* const data = ASN1_OCTET_STRING_new();
    require(ASN1_OCTET_STRING_set(data, reinterpret_cast<const unsigned char*>("\x05\x00"), 2) == 1, "an extension");
    X509_EXTENSION* const extension = X509_EXTENSION_create_by_OBJ(nullptr, object, 1, data);
    require(extension && X509_add_ext(certificate, extension, -1) == 1, "an extension");
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(data);
    ASN1_OBJECT_free(object);
}

void nameIt(X509_NAME* name, const char* text)
{
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text), -1, -1, 0) == 1,
            text);
}

/// Signed by `issuer`, or by itself without one.
X509Ptr certificate(const Wish& wish, const Wish* issuer = nullptr)
{
    static long serial = 1;
    X509Ptr made(X509_new());
    X509* const c = made.get();
    ASN1_INTEGER_set(X509_get_serialNumber(c), ++serial);
    require(X509_set_version(c, wish.version) == 1 && X509_set_pubkey(c, wish.key.get()) == 1, "a certificate");
    X509_time_adj_ex(X509_getm_notBefore(c), int(wish.fromDays), 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(c), int(wish.toDays), 0, nullptr);
    nameIt(X509_get_subject_name(c), wish.name);
    nameIt(X509_get_issuer_name(c), issuer ? issuer->name : wish.name);
    if (wish.version == X509_VERSION_3) {
        extend(c, NID_subject_alt_name, wish.alternativeName);
        extend(c, NID_basic_constraints, wish.constraints);
        extend(c, NID_key_usage, wish.usage);
        extend(c, NID_ext_key_usage, wish.extendedUsage);
        if (wish.unknownCritical)
            addUnknownCritical(c);
    }
    require(X509_sign(c, issuer ? issuer->key.get() : wish.key.get(), wish.digest) > 0, "a signature");
    return made;
}

template <typename Write>
std::string pem(Write write)
{
    const Bio out(BIO_new(BIO_s_mem()));
    require(write(out.get()) == 1, "PEM");
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, std::size_t(size)};
}

std::string pemOf(const X509Ptr& c)
{
    return pem([&](BIO* out) { return PEM_write_bio_X509(out, c.get()); });
}

std::string pemOf(const Key& key)
{
    return pem([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

crypto::CertificateAndKey selfSigned(const Wish& wish)
{
    return {pemOf(certificate(wish)), pemOf(wish.key)};
}

/// Its own certificate and, behind it, that of `issuer`, which `root` signed.
crypto::CertificateAndKey chain(const Wish& wish, const Wish& issuer, const Wish* root = nullptr)
{
    return {pemOf(certificate(wish, &issuer)) + pemOf(certificate(issuer, root)), pemOf(wish.key)};
}

Wish authority(Key key, const char* name = "Test CA")
{
    Wish wish;
    wish.key = std::move(key);
    wish.name = name;
    wish.alternativeName = nullptr;
    wish.constraints = "critical,CA:TRUE";
    return wish;
}

Wish with(Key key, void (*change)(Wish&) = nullptr)
{
    Wish wish;
    wish.key = std::move(key);
    if (change)
        change(wish);
    return wish;
}

} // namespace

std::vector<OddCertificate> oddCertificates()
{
    const Key good = ec("P-256");
    const Key goodRsa = rsa(2048);
    const Wish goodCa = authority(goodRsa); // of RSA: there is no signature of EC with MD5
    const Wish root = authority(goodRsa, "Test Root");
    Wish md5Ca = authority(ec("P-256"), "MD5 CA");
    md5Ca.digest = EVP_md5();
    const auto leaf = [&](void (*change)(Wish&)) { return with(good, change); };
    const crypto::CertificateAndKey plain = selfSigned(with(good));
    const std::string brokenLink = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";

    return {
        {"RSA of 512 bits", selfSigned(with(rsa(512))), "key is too small"},
        {"RSA of 1024 bits", selfSigned(with(rsa(1024))), "key is too small"},
        {"EC of 192 bits", selfSigned(with(ec("P-192"))), "key is too small"},
        {"EC of 160 bits", selfSigned(with(ec("secp160r1"))), "key is too small"},
        {"DSA of 1024 bits", selfSigned(with(dsa())), "key is too small"},
        {"EC of 224 bits, which clients do not ask for", selfSigned(with(ec("P-224"))), "clients can't use"},
        {"EC of a curve that is not for TLS", selfSigned(with(ec("secp256k1"))), "clients can't use"},
        {"signed with MD5", chain(leaf([](Wish& w) { w.digest = EVP_md5(); }), goodCa), "signed with a hash that is too weak"},
        {"signed with SHA-1", chain(leaf([](Wish& w) { w.digest = EVP_sha1(); }), goodCa), "signed with a hash that is too weak"},
        {"issuer signed with MD5", chain(with(good), md5Ca, &root), "signed with a hash that is too weak"},
        {"issuer of RSA with 1024 bits", chain(with(good), authority(rsa(1024))), "too small"},
        {"expired", selfSigned(leaf([](Wish& w) { w.fromDays = -60, w.toDays = -30; })), "expired on"},
        {"not yet valid", selfSigned(leaf([](Wish& w) { w.fromDays = 10; })), "not valid before"},
        {"key of another certificate", {plain.certificatePem, pemOf(ec("P-256"))}, "another certificate"},
        {"key of another kind", {plain.certificatePem, pemOf(rsa(2048))}, "another certificate"},
        {"no certificate", {"", plain.privateKeyPem}, "not in PEM form"},
        {"no key", {plain.certificatePem, ""}, "not in PEM form"},
        {"damaged PEM", {brokenLink, plain.privateKeyPem}, "not in PEM form"},
        {"a chain with a damaged link", {plain.certificatePem + brokenLink, plain.privateKeyPem}, "certificate 2"},
        {"Ed25519", selfSigned(with(named("ED25519"), [](Wish& w) { w.digest = nullptr; })), "Qt can't use"},
        {"RSA of 2048 bits", selfSigned(with(goodRsa)), ""},
        {"self-signed with MD5", selfSigned(with(goodRsa, [](Wish& w) { w.digest = EVP_md5(); })), ""},
        {"no name of a host", selfSigned(leaf([](Wish& w) { w.alternativeName = nullptr; })), ""},
        {"an authority's own", selfSigned(leaf([](Wish& w) { w.constraints = "critical,CA:TRUE"; })), ""},
        {"for clients only", selfSigned(leaf([](Wish& w) { w.extendedUsage = "clientAuth"; })), ""},
        {"of version 1", selfSigned(leaf([](Wish& w) { w.version = X509_VERSION_1; })), ""},
        {"a critical extension that nobody knows", selfSigned(leaf([](Wish& w) { w.unknownCritical = true; })), ""},
        {"a chain of strangers", {plain.certificatePem + pemOf(certificate(goodCa)), plain.privateKeyPem}, ""},
        {"a key for signing certificates only", selfSigned(leaf([](Wish& w) { w.usage = "critical,keyCertSign"; })), ""},
    };
}

} // namespace hookloupe::test
