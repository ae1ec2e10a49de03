// SPDX-License-Identifier: GPL-3.0-or-later
// From the socket to the row a user sees: recorded requests and hostile ones through the real server, the real store and the
// real model.
#include "support/test_main.h"
#include "session/running_session.h"

#include "captures/capture_model.h"
#include "support/hostile_requests.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::ui;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A running session and the model a window would show of it.
struct Shown {
    RunningSession session;
    CaptureModel model{session->source()};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Shown()
    {
        QObject::connect(&*session, &session::Session::fed, &model, [this](const session::FeedBatch& batch) {
            model.append(batch.added);
            model.applyReports(batch.reports);
        });
        model.setQuery({});
        (void)QTest::qWaitFor([this] { return !model.loading(); });
    }

    QString cell(int row, CaptureColumn column) const
    {
        return model.index(row, static_cast<int>(column)).data().toString();
    }
    Mark mark(int row) const { return static_cast<Mark>(model.index(row, 0).data(CaptureModel::MarkRole).toInt()); }
};

} // namespace

class TestRowsFromTheWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRecordedRequestIsARowThatSaysWhatItIs()
    {
        Shown shown;
        const auto files = wireFiles();
        for (const WireFile& file : files) {
            shown.session->setSecrets(catchAllEndpoint, {file.secret});
            RawClient client(shown.session.port());
            client.send(file.bytes());
            QCOMPARE(client.readAnswer().status, file.hasBody ? 200 : 401);
        }
        QTRY_COMPARE(shown.model.rowCount(), int(files.size()));
        QVERIFY(shown.session.waitForReports(files.size()));
        for (int row = 0; const WireFile& file : files) {
            const QByteArray name = QByteArray::fromStdString(file.name);
            const Mark expected = !file.hasBody ? Mark::Bad : file.secret.empty() ? Mark::Unjudged : Mark::Good;
            QVERIFY2(shown.mark(row) == expected, name);
            QVERIFY2(shown.cell(row, CaptureColumn::Event).isEmpty() != file.hasBody, name);
            QVERIFY2(shown.cell(row, CaptureColumn::Answer).startsWith(file.hasBody ? u"200"_s : u"401"_s), name);
            QVERIFY2(shown.cell(row, CaptureColumn::Method) == (file.hasBody ? u"POST"_s : u"GET"_s), name);
            ++row;
        }
    }

    void theRowOfAPublishedVersionReadsAsDocumented()
    {
        Shown shown;
        shown.session->setSecrets(catchAllEndpoint, {"topsecret"});
        RawClient client(shown.session.port());
        client.send(wireFile("full-09").bytes());
        QCOMPARE(client.readAnswer().status, 200);
        QTRY_COMPARE(shown.model.rowCount(), 1);
        QCOMPARE(shown.cell(0, CaptureColumn::Event), u"version_create"_s);
        QCOMPARE(shown.cell(0, CaptureColumn::Signature), u"valid · object"_s);
        QCOMPARE(shown.cell(0, CaptureColumn::Summary),
                 u"Olivia published version faf720fdfa 'first version' to model facade/north2 of project Renamed"_s);
    }

    void whatTheGateRefusesIsARowOfItsOwnWithTheBytesThatCame()
    {
        Shown shown;
        std::size_t refused = 0;
        std::size_t taken = 0;
        for (const HostileRequest& hostile : hostileRequests()) {
            RawClient client(shown.session.port());
            client.send(hostile.bytes);
            client.halfClose();
            QVERIFY2(client.readToEnd().has_value(), hostile.name.c_str());
            taken += static_cast<std::size_t>(hostile.taken);
            refused += hostile.refusal != Refusal::None;
            // One by one, so that a row can be told to belong to its input.
            QTRY_VERIFY2(shown.model.rowCount() >= int(taken + refused), hostile.name.c_str());
            if (hostile.refusal == Refusal::None)
                continue;
            const CaptureSummary& last = shown.session.added.back();
            QVERIFY2(last.kind == CaptureKind::Malformed, hostile.name.c_str());
            QVERIFY2(last.refusal == hostile.refusal, hostile.name.c_str());
            const auto stored = shown.session.reader()->capture(last.id);
            QVERIFY(stored.ok());
            const std::string bytes = (*stored)->head + (*stored)->body;
            QVERIFY2(!bytes.empty() && hostile.bytes.find(bytes.substr(0, 64)) != std::string::npos, hostile.name.c_str());
            QCOMPARE(shown.mark(shown.model.rowCount() - 1), Mark::Bad);
        }
        QVERIFY(refused >= 100);
        for (const CaptureSummary& capture : shown.session.added)
            QVERIFY2(!capture.target.starts_with(smuggledTarget) || capture.kind == CaptureKind::Malformed, capture.target.c_str());
    }
};

HOOKLOUPE_TEST(TestRowsFromTheWire)
#include "tst_rows_from_the_wire.moc"
