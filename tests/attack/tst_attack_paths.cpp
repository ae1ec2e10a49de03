// SPDX-License-Identifier: GPL-3.0-or-later
// Spellings of a path, made up at random, that some handler takes for that of an endpoint which has a secret.
#include "support/test_main.h"
#include "stage.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include "session/session.h"
#include "store/reader.h"

#include <QDir>
#include <QRegularExpression>

#include <array>
#include <cstdio>
#include <set>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto guarded = "/hooks/ci";

std::string escaped(char c, Dice& dice)
{
    std::array<char, 4> text{};
    std::snprintf(text.data(), text.size(), dice.chance(50) ? "%%%02x" : "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return text.data();
}

std::string dots(Dice& dice, int count)
{
    std::string all;
    for (; count > 0; --count)
        all += dice.chance(60) ? "." : escaped('.', dice);
    return all;
}

/// What stands between two segments and means no more than a slash.
std::string slash(Dice& dice)
{
    std::string all = "/";
    for (auto more = dice.chance(40) ? dice.below(4) : 0; more > 0; --more) {
        switch (dice.below(3)) {
        case 0:
            all += "/";
            break;
        case 1:
            all += dots(dice, 1) + "/";
            break;
        default:
            all += dice.word({"x", "a%20b", "...", "%2e%2e%2e", "hooks", "ci", "~"}) + "/" + dots(dice, 2) + dice.word({"", "", "", ";", ";x=1"}) + "/";
            break;
        }
    }
    return all;
}

/// The same path to any server that resolves dots, escapes and repeated slashes, in one order or another.
std::string spelling(Dice& dice)
{
    std::string all = dice.chance(15) ? dice.word({"http://h", "http://hooks:80", "HTTP://H"}) : std::string();
    for (const std::string segment : {"hooks", "ci"}) {
        all += slash(dice);
        for (const char c : segment)
            all += dice.chance(25) ? escaped(c, dice) : std::string(1, c);
        if (dice.chance(10))
            all += dice.word({";", ";v=1", ";jsessionid=1;x"});
    }
    all += dice.word({"", "", "", "/", "//", "/.", "/x", "/x/..", "/deeper/x"});
    return all + dice.word({"", "", "?", "?a=/../x", "?%2e%2e", "#f"});
}

} // namespace

class TestAttackPaths : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // no keychain
        qunsetenv("XDG_RUNTIME_DIR");
    }

    void noSpellingGetsRoundTheSecret_data() { addRounds(4); }
    void noSpellingGetsRoundTheSecret()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        const WireFile signedRequest = wireFile("full-09");
        QVERIFY(QDir().mkdir(stage.folder));
        {
            session::SessionOptions options;
            options.store.path = stage.path();
            options.allowKeychain = false;
            auto window = session::Session::open(options);
            QVERIFY(window.ok());
            Endpoint endpoint;
            endpoint.path = guarded;
            const auto saved = (*window)->saveEndpoint(endpoint);
            QVERIFY(saved.ok());
            (*window)->setSecrets(saved->id, {signedRequest.secret});
        }
        ServeProcess serve(stage.arguments(), stage.home.path());
        QVERIFY(serve.listens());
        Ledger ledger;
        std::set<std::string> targets;
        const std::string rest = signedRequest.head.substr(signedRequest.head.find(" HTTP/1.1\r\n"));
        for (int number = 0; number < 150; ++number) {
            const std::string target = spelling(dice);
            targets.insert(target);
            const std::string body = "{\"n\":" + std::to_string(number) + "}";
            const int status = post(serve.port(), ledger, "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: "
                                                              + std::to_string(body.size()) + "\r\n\r\n" + body);
            QVERIFY2(status == 401, (target + " → " + std::to_string(status)).c_str());
            if (number % 10 == 0) { // and it is no path that nobody can reach
                RawClient client(serve.port());
                (void)client.send("POST " + target + rest + signedRequest.body);
                QVERIFY2(client.readAnswer().status == 200, target.c_str());
            }
        }
        QCOMPARE(post(serve.port(), ledger, randomRequest(dice, "elsewhere", 0, 100)), 200);
        const QString fault = faultOfEnd(serve);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        // Recorded as they were sent.
        const auto reader = store::Reader::open(stage.path());
        const auto ids = (*reader)->ids({});
        const auto summaries = (*reader)->summaries(*ids);
        for (const CaptureSummary& summary : *summaries)
            targets.erase(summary.target);
        QVERIFY2(targets.empty(), targets.empty() ? "" : targets.begin()->c_str());
    }
};

HOOKLOUPE_TEST(TestAttackPaths)
#include "tst_attack_paths.moc"
