// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "crypto/hmac.h"

#include <QTest>

#include <thread>

using namespace hookloupe;
using namespace hookloupe::crypto;
using namespace std::string_literals;

namespace {

struct Vector {
    std::string key;
    std::string data;
    std::string sha1; ///< hex; empty = the RFC has none for this input
    std::string sha256;
    std::string sha512;
};

// RFC 4231 section 4 (SHA-2), with the SHA-1 results of RFC 2202 section 3 where its inputs are the same.
std::vector<Vector> rfcVectors()
{
    std::string counting;
    for (char c = 1; c <= 25; ++c)
        counting += c;
    return {
        {std::string(20, '\x0b'), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
         "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
         "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
        {"Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
         "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
         "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'), "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
         "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
         "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"},
        {counting, std::string(50, '\xcd'), "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
         "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
         "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First", "",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
         "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
         "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
        {std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "aa4ae5e15272d00e95705637ce8a3b55ed402112", "", ""},
    };
}

} // namespace

class TestHmac : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVectorsOfTheRfcsComeOut()
    {
        for (const Vector& vector : rfcVectors()) {
            if (!vector.sha1.empty())
                QCOMPARE(toHex(hmac(HashAlgorithm::Sha1, vector.key, vector.data)), vector.sha1);
            if (!vector.sha256.empty())
                QCOMPARE(toHex(hmac(HashAlgorithm::Sha256, vector.key, vector.data)), vector.sha256);
            if (!vector.sha512.empty())
                QCOMPARE(toHex(hmac(HashAlgorithm::Sha512, vector.key, vector.data)), vector.sha512);
        }
    }

    void theEmptyKeySigns()
    {
        // `printf '' | openssl dgst -sha256 -hmac ''` and Python's hmac agree.
        const std::string known = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
        QCOMPARE(toHex(hmac(HashAlgorithm::Sha256, {}, {})), known);
        QCOMPARE(toHex(hmac(HashAlgorithm::Sha256, std::string(), "")), known);
        Hmac kept(HashAlgorithm::Sha256, {});
        const std::string first = kept.sign("abc");
        QVERIFY(first != fromHex(known).value());
        QCOMPARE(kept.sign("abc"), first);
        QCOMPARE(toHex(kept.sign("")), known);
    }

    void aContextSignsAgainAndAgain()
    {
        Hmac kept(HashAlgorithm::Sha256, "topsecret");
        const std::string expected = hmac(HashAlgorithm::Sha256, "topsecret", "one");
        QCOMPARE(kept.sign("one"), expected);
        QVERIFY(kept.sign("two") != expected);
        QCOMPARE(kept.sign("one"), expected);
        Hmac moved = std::move(kept);
        QCOMPARE(moved.sign("one"), expected);
    }

    void piecesSignLikeTheirConcatenation()
    {
        Hmac kept(HashAlgorithm::Sha512, "k");
        QCOMPARE(kept.sign({"1492774577", ".", "", "{}"}), kept.sign("1492774577.{}"));
        QCOMPARE(kept.sign({}), kept.sign(""));
    }

    void digestsAreThoseOfFips180()
    {
        QCOMPARE(toHex(digest(HashAlgorithm::Sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d"s);
        QCOMPARE(toHex(digest(HashAlgorithm::Sha256, "abc")),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"s);
        QCOMPARE(toHex(digest(HashAlgorithm::Sha256, {})),
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"s);
        QCOMPARE(digest(HashAlgorithm::Sha512, "abc").size(), digestSize(HashAlgorithm::Sha512));
    }

    void onlyEqualBytesCompareEqual()
    {
        QVERIFY(equalConstantTime("", ""));
        QVERIFY(equalConstantTime({}, ""));
        QVERIFY(equalConstantTime("ab\0c"s, "ab\0c"s));
        QVERIFY(!equalConstantTime("ab\0c"s, "ab\0d"s));
        QVERIFY(!equalConstantTime("ab", "abc"));
        QVERIFY(!equalConstantTime("Ab", "ab"));
    }

    void aWipedSecretIsEmpty()
    {
        std::string secret = "a secret that is too long for the small-string buffer";
        wipe(secret);
        QVERIFY(secret.empty());
        wipe(secret);
        QVERIFY(secret.empty());
    }

    void threadsSignWithContextsOfTheirOwn()
    {
        const std::string expected = hmac(HashAlgorithm::Sha256, "k", "body");
        std::vector<std::string> seen(4);
        std::vector<std::jthread> threads;
        for (std::string& result : seen) {
            threads.emplace_back([&result] {
                Hmac own(HashAlgorithm::Sha256, "k");
                for (int i = 0; i < 200; ++i)
                    result = own.sign("body") + digest(HashAlgorithm::Sha256, "x");
            });
        }
        threads.clear();
        for (const std::string& result : seen)
            QCOMPARE(result, expected + digest(HashAlgorithm::Sha256, "x"));
    }
};

HOOKLOUPE_APPLESS_TEST(TestHmac)
#include "tst_hmac.moc"
