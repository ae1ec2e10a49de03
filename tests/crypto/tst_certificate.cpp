// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "crypto/certificate.h"

#include <QTest>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

using namespace hookloupe;
using namespace hookloupe::crypto;
using namespace std::string_literals;

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Certificate parsed(const std::string& pem)
{
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), X509_free};
}

std::string encrypted(const std::string& pem)
{
    const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const Key key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    const Bio out(BIO_new(BIO_s_mem()), BIO_free);
    char passphrase[] = "pass";
    if (PEM_write_bio_PrivateKey(out.get(), key.get(), EVP_aes_128_cbc(), nullptr, 0, nullptr, passphrase) !=
        1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string problemOf(const CertificateAndKey& pair)
{
    const Status status = checkCertificate(pair);
    if (status.ok() || status.error().code != ErrorCode::InvalidInput)
        return {};
    return status.error().detail;
}

} // namespace

class TestCertificate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMadeCertificateNamesThisMachineAndIsItsOwnIssuer()
    {
        const auto made = makeSelfSignedCertificate();
        QVERIFY(made.ok());
        QVERIFY(checkCertificate(*made).ok());
        const Certificate certificate = parsed(made->certificatePem);
        QVERIFY(certificate);
        QCOMPARE(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr), 1);
        QCOMPARE(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
        QCOMPARE(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
        QCOMPARE(X509_check_host(certificate.get(), "example.com", 0, 0, nullptr), 0);
        QCOMPARE(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())), 1);
        QCOMPARE(X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_SERVER, 0), 1);
        QCOMPARE(EVP_PKEY_get_bits(X509_get0_pubkey(certificate.get())), 256);
        QCOMPARE(X509_get_version(certificate.get()), long{X509_VERSION_3});
    }

    void aClientThatIsGivenTheCertificateTrustsIt()
    {
        const auto made = makeSelfSignedCertificate();
        const Certificate certificate = parsed(made->certificatePem);
        const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                            X509_STORE_free);
        const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(),
                                                                                      X509_STORE_CTX_free);
        QCOMPARE(X509_STORE_add_cert(store.get(), certificate.get()), 1);
        QCOMPARE(X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr), 1);
        QCOMPARE(X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER), 1);
        QCOMPARE(X509_verify_cert(context.get()), 1);
    }

    void itIsValidFromAnHourAgoForAsLongAsAsked()
    {
        const auto made = makeSelfSignedCertificate(std::chrono::days(10));
        const Certificate certificate = parsed(made->certificatePem);
        int days = 0;
        int seconds = 0;
        QCOMPARE(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate.get()),
                                X509_get0_notAfter(certificate.get())),
                 1);
        QCOMPARE(days, 10);
        QCOMPARE(seconds, 0);
        QCOMPARE(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate.get()), nullptr), 1);
        QCOMPARE(days, 0);
        QVERIFY(seconds >= 3600);
    }

    void everyCertificateHasAKeyAndANumberOfItsOwn()
    {
        const auto first = makeSelfSignedCertificate();
        const auto second = makeSelfSignedCertificate();
        QVERIFY(first->privateKeyPem != second->privateKeyPem);
        QVERIFY(ASN1_INTEGER_cmp(X509_get0_serialNumber(parsed(first->certificatePem).get()),
                                 X509_get0_serialNumber(parsed(second->certificatePem).get())) != 0);
    }

    void aPairThatCannotServeIsRefusedWithItsReason()
    {
        const auto good = makeSelfSignedCertificate();
        const auto other = makeSelfSignedCertificate();
        const auto expired = makeSelfSignedCertificate(std::chrono::days(0));
        QVERIFY(problemOf({"", good->privateKeyPem}).starts_with("the certificate is not in PEM form"));
        QVERIFY(problemOf({good->privateKeyPem, good->privateKeyPem})
                    .starts_with("the certificate is not in PEM form"));
        QVERIFY(problemOf({good->certificatePem, ""}).starts_with("the private key is not in PEM form"));
        QVERIFY(
            problemOf({good->certificatePem, "\0\xff"s}).starts_with("the private key is not in PEM form"));
        QVERIFY(problemOf({good->certificatePem, encrypted(good->privateKeyPem)}).find("encrypted") !=
                std::string::npos);
        QVERIFY(problemOf({good->certificatePem, other->privateKeyPem}).find("another certificate") !=
                std::string::npos);
        QVERIFY(problemOf(*expired).starts_with("the certificate expired on "));
        QCOMPARE(ERR_peek_error(), 0UL); // nothing left behind for the TLS code of this thread
    }

    void aChainAfterTheCertificateIsAllowed()
    {
        const auto good = makeSelfSignedCertificate();
        const auto other = makeSelfSignedCertificate();
        QVERIFY(checkCertificate({good->certificatePem + other->certificatePem, good->privateKeyPem}).ok());
    }
};

HOOKLOUPE_APPLESS_TEST(TestCertificate)
#include "tst_certificate.moc"
