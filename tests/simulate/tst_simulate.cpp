// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "simulate/event_order.h"
#include "simulate/speckle_event.h"
#include "signing/speckle_request.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QTest>

#include <algorithm>

using namespace hookloupe;
using namespace std::string_literals;

namespace {

const UtcTime someTime{Micros(1'795'315'537'265'123)};

/// Read once: one of them is large.
const test::WireFile& wireFile(const std::string& prefix)
{
    static const std::vector<test::WireFile> files = test::wireFiles();
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name.starts_with(prefix); });
    if (found == files.end())
        qFatal("no recorded request is named %s", prefix.c_str());
    return *found;
}

/// The names of all members in the order of the bytes, deep: "payload streamId userId …".
std::string keysOf(std::string_view json)
{
    std::string keys;
    for (std::size_t at = 0; (at = json.find("\":", at)) != std::string_view::npos; at += 2) {
        const auto start = json.rfind('"', at - 1);
        keys.append(json.substr(start + 1, at - start - 1)).append(" ");
    }
    return keys;
}

std::string eventOf(std::string_view body)
{
    const auto start = body.find("\"event\":");
    return std::string(body.substr(start, body.find(",\"server\":") - start));
}

std::string envelopeOf(const std::string& body)
{
    std::string out = body;
    const auto start = out.find("\"event\":");
    return out.erase(start, out.find(",\"server\":") - start);
}

} // namespace

class TestSimulate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEventOfSpeckleIsReadByOurOwnAnalysis_data()
    {
        QTest::addColumn<std::string>("wireName");
        QTest::addColumn<Dialect>("dialect");
        for (const auto& event : speckle::eventTypes()) {
            const std::string name(event.wireName);
            QTest::addRow("%s object", name.c_str()) << name << Dialect::Object;
            QTest::addRow("%s string", name.c_str()) << name << Dialect::String;
        }
    }
    void everyEventOfSpeckleIsReadByOurOwnAnalysis()
    {
        QFETCH(std::string, wireName);
        QFETCH(Dialect, dialect);
        const auto body = simulate::speckleBody(wireName, dialect, simulate::testFields(someTime));
        QVERIFY(body.ok());
        QVERIFY2(body->find("{{") == std::string::npos, body->c_str());
        const auto analysis = speckle::analyse(*body);
        QCOMPARE(analysis.dialect, dialect);
        QCOMPARE(analysis.facts.wireName, wireName);
        QVERIFY(!analysis.unknownEvent);
        for (const auto& missing : analysis.missing)
            QVERIFY2(missing.normal, missing.key.c_str());
        const bool documented = speckle::findEvent(wireName)->documentedOnly;
        QCOMPARE(int(analysis.facts.shape), int(documented ? DataShape::Documented : DataShape::Real));
        QCOMPARE(analysis.facts.streamId, "7e57000001"s);
        QCOMPARE(analysis.facts.userName, "Hookloupe"s);
        QVERIFY2(body->find("Hookloupe test event") != std::string::npos, "nobody takes it for a real event");
        QVERIFY2(analysis.absent.empty(), analysis.absent.empty() ? "" : analysis.absent.front().c_str());
    }

    void theFactsOfAnEventFitTogether()
    {
        const auto fields = simulate::testFields(someTime);
        const auto create = speckle::factsOf(*simulate::speckleBody("commit_create", Dialect::Object, fields));
        const auto update = speckle::factsOf(*simulate::speckleBody("commit_update", Dialect::String, fields));
        QCOMPARE(create.versionId, update.versionId);
        QCOMPARE(create.modelName, update.modelName);
        QCOMPARE(create.message, "Hookloupe test event"s);
        const auto comment = speckle::factsOf(*simulate::speckleBody("comment_created", Dialect::Object, fields));
        const auto reply = speckle::factsOf(*simulate::speckleBody("comment_replied", Dialect::Object, fields));
        QCOMPARE(reply.extra, comment.commentId);
        QVERIFY(reply.commentId != comment.commentId);
        QCOMPARE(comment.versionId, create.versionId);
        QVERIFY(speckle::factsOf(*simulate::speckleBody("stream_delete", Dialect::Object, fields)).projectName.empty());
    }

    void theShapeIsTheRecordedOne_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("wireName");
        for (const auto& wire : test::wireFiles()) {
            // full-50 was made by a client that left blobIds out, which full-17 has.
            if (!wire.name.starts_with("full-") || wire.name.starts_with("full-50"))
                continue;
            QTest::addRow("%s", wire.name.c_str()) << wire.name << speckle::factsOf(wire.body).wireName;
        }
    }
    void theShapeIsTheRecordedOne()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, wireName);
        const auto body = simulate::speckleBody(wireName, Dialect::Object, simulate::testFields(someTime));
        QCOMPARE(keysOf(eventOf(*body)), keysOf(eventOf(wireFile(file).body)));
        QCOMPARE(keysOf(envelopeOf(*body)), keysOf(envelopeOf(wireFile(file).body)));
    }

    void valuesAreEscapedAsJavaScriptDoes()
    {
        QCOMPARE(simulate::jsonEscaped("a\"b\\c\n\t\b\f\r\x01\x1f/</script>\x7f \xe2\x80\xa8 \xf0\x9f\x8c\xbb"),
                 "a\\\"b\\\\c\\n\\t\\b\\f\\r\\u0001\\u001f/</script>\x7f \xe2\x80\xa8 \xf0\x9f\x8c\xbb"s);
        auto fields = simulate::testFields(someTime);
        fields["message"] = "\"}}{{userId}}\\ \n";
        for (const Dialect dialect : {Dialect::Object, Dialect::String}) {
            const auto body = simulate::speckleBody("commit_create", dialect, fields);
            QCOMPARE(speckle::factsOf(*body).message, fields["message"]);
        }
        QCOMPARE(simulate::filled("a{{none}}b{{open", fields), "ab{{open"s);
    }

    void whatSpeckleDoesNotHaveIsRefused()
    {
        const auto body = simulate::speckleBody("commit_explode", Dialect::Object, {});
        QCOMPARE(body.error(), (Error{ErrorCode::InvalidInput, "event commit_explode"}));
        QVERIFY(!simulate::speckleBody("commit_create", Dialect::None, {}).ok());
    }

    /// Head and signature made from a recording's own parts are the recording, byte for byte.
    void theRequestIsTheRecordedOne_data()
    {
        QTest::addColumn<std::string>("name");
        for (const auto& wire : test::wireFiles()) {
            if (wire.hasBody)
                QTest::addRow("%s", wire.name.c_str()) << wire.name;
        }
    }
    void theRequestIsTheRecordedOne()
    {
        QFETCH(std::string, name);
        const auto& wire = wireFile(name);
        const std::string target = wire.head.substr(5, wire.head.find(" HTTP/1.1") - 5);
        const bool withUser = wire.head.find("\r\nAuthorization:") != std::string::npos;
        const std::string request = signing::speckleRequest(
            {target, "127.0.0.1:8088", withUser ? "user:pa ss" : "", wire.body, wire.secret});
        QVERIFY(request == wire.bytes());
    }

    void theSignatureIsValidInBothDialects_data()
    {
        QTest::addColumn<Dialect>("dialect");
        QTest::addColumn<std::string>("secret");
        QTest::addColumn<int>("verdict");
        for (const Dialect dialect : {Dialect::Object, Dialect::String}) {
            const char* name = dialect == Dialect::Object ? "object" : "string";
            QTest::addRow("%s", name) << dialect << "topsecret"s << int(SignatureVerdict::Valid);
            QTest::addRow("%s unicode", name) << dialect << "geh\xc3\xa9im"s << int(SignatureVerdict::Valid);
            QTest::addRow("%s none", name) << dialect << ""s << int(SignatureVerdict::ValidEmptySecret);
        }
    }
    void theSignatureIsValidInBothDialects()
    {
        QFETCH(Dialect, dialect);
        QFETCH(std::string, secret);
        QFETCH(int, verdict);
        const auto body = simulate::speckleBody("commit_create", dialect, simulate::testFields(someTime));
        const http::Headers headers{{"X-WEBHOOK-SIGNATURE", signing::speckleSignature(*body, secret)}};
        const auto result = verify::verdict(*verify::findScheme("speckle"), {headers, *body, someTime}, {secret});
        QCOMPARE(int(result.verdict), verdict);
        QCOMPARE(result.dialect, dialect);
        const auto other = verify::verdict(*verify::findScheme("speckle"), {headers, *body, someTime}, {"another"});
        QVERIFY(other.verdict != SignatureVerdict::Valid);
    }
};

HOOKLOUPE_APPLESS_TEST(TestSimulate)
#include "tst_simulate.moc"
