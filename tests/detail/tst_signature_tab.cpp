// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the Signature and Answer tabs.
#include "support/test_main.h"
#include "base/text.h"
#include "crypto/hmac.h"
#include "detail/comparison_view.h"
#include "support/detail_fixture.h"
#include "detail/snippet_view.h"
#include "style/colours.h"
#include "style/theme.h"
#include "widgets/plain_text_view.h"
#include "widgets/save_bytes.h"
#include "words/verdict_words.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The characters that are drawn as differing, line by line.
QStringList underlined(const QPlainTextEdit& view)
{
    QStringList found;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        found << QString();
        for (auto part = block.begin(); part != block.end(); ++part) {
            const QTextCharFormat format = part.fragment().charFormat();
            if (format.fontUnderline() && format.foreground().color() == ui::coloursFor(view.palette()).bad)
                found.last() += part.fragment().text();
        }
    }
    return found;
}

std::string programIn(const PaneWindow& window)
{
    const auto* view = window.pane.findChild<ui::SnippetView*>();
    return view ? view->findChild<ui::PlainTextView*>()->bytes() : std::string();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

/// What "Save body…" writes.
std::string saved(PaneWindow& window)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"saved.bin"_s);
    window.choose(u"Save body…"_s);
    QFileDialog* dialog = nullptr; // opens when the bytes were compared with their digest
    [&] { QTRY_VERIFY(dialog = window.pane.findChild<QFileDialog*>()); }();
    if (!dialog)
        return "no dialog";
    Q_EMIT dialog->fileSelected(path);
    [&] { QTRY_VERIFY(QFile::exists(path)); }();
    dialog->close();
    return contentOf(path).toStdString();
}

} // namespace

class TestSignatureTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void whatDiffersIsUnderlinedAndColoured()
    {
        ui::ComparisonView view;
        view.resize(900, 100);
        view.show();
        view.setComparison(ui::compareTexts(u"abcdef"_s, u"abXdYf!"_s));
        QCOMPARE(view.blockCount(), 2);
        QVERIFY(view.toPlainText().contains(u"expected  abcdef\nreceived  abXdYf!"_s));
        QCOMPARE(underlined(view), (QStringList{u"ce"_s, u"XY!"_s}));
        QVERIFY(view.accessibleDescription().contains(u"position 3"_s));
        ui::applyTheme(*qApp, ui::Theme::Dark);
        QCOMPARE(underlined(view), (QStringList{u"ce"_s, u"XY!"_s}));
        ui::applyTheme(*qApp, ui::Theme::Light);
        view.setComparison(ui::compareTexts(u"same"_s, u"same"_s));
        QCOMPARE(underlined(view), (QStringList{{}, {}}));
        view.setComparison(ui::compareTexts({}, u"b"_s));
        QVERIFY(view.toPlainText().contains(u"(none)"_s));
    }

    void aLongComparisonGoesOnInFurtherLines()
    {
        ui::ComparisonView view;
        view.resize(400, 100);
        view.show();
        QString received(200, u'a');
        received[150] = u'b';
        view.setComparison(ui::compareTexts(QString(200, u'a'), received));
        QVERIFY(view.blockCount() > 4);
        QCOMPARE(underlined(view).join(QString()), u"ab"_s);
        QCOMPARE(view.toPlainText().count(u'b'), 1);
        const int before = view.blockCount();
        view.resize(1'400, 100);
        QVERIFY(view.blockCount() < before);
        QCOMPARE(underlined(view).join(QString()), u"ab"_s);
    }

    void theProgramIsOfferedInEveryLanguage()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(!programIn(window).empty());
        QSet<QString> programs;
        for (const QString& language : {u"Python"_s, u"Node.js"_s, u"C#"_s, u"Shell"_s}) {
            window.choose(language);
            const std::string program = programIn(window);
            programs.insert(QString::fromStdString(program));
            QVERIFY(program.find(file.signature) != std::string::npos);
            QVERIFY2(program.find(file.secret) == std::string::npos, "the secret is in the program");
            window.choose(u"Copy program"_s);
            QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), program);
            QVERIFY(window.text().contains(u"HOOKLOUPE_SECRET='…'"_s));
        }
        QCOMPARE(programs.size(), 4);
        // The next capture is shown in the language chosen last.
        const WireFile next = wireFile("full-09");
        window.show(captureOf(next, next.secret, 200), {next.secret});
        QTRY_VERIFY(programIn(window).starts_with("#!/bin/sh"));
    }

    void aLargeBodyIsSavedBesideTheProgram()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-50");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(!programIn(window).empty());
        QVERIFY(window.text().contains(u"body.bin"_s));
        QCOMPARE(saved(window), file.body);
    }

    void forAShellTheLargePayloadIsSavedDecoded()
    {
        PaneWindow window;
        const std::string inner(100'000, 'x');
        window.show(captureOfBody("{\"payload\":\"" + inner + "\\n\"}"), {"secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(!programIn(window).empty());
        window.choose(u"Shell"_s);
        QTRY_VERIFY(programIn(window).starts_with("#!/bin/sh"));
        QCOMPARE(saved(window), inner + "\n");
    }

    /// Its signature is of a body that never came.
    void aRequestAnsweredAtItsHeadIsNoMismatch()
    {
        PaneWindow window;
        auto capture = std::make_shared<Capture>(*captureOfBody({}, "Expect: 100-continue\r\nX-WEBHOOK-SIGNATURE: "
                                                                        + std::string(64, 'a') + "\r\n"));
        capture->summary.signature = {};
        window.show(capture, {"secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(window.text().contains(u"answered at its head"_s), qPrintable(window.text()));
        QVERIFY(!window.text().contains(u"received"_s));
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        QWidget parent;
        parent.show();
        QTemporaryDir folder;
        const QString path = folder.filePath(u"missing/x"_s);
        QVERIFY(!ui::writeFile(path, "x").isEmpty());
        ui::saveBytes(&parent, u"Save"_s, u"x"_s, std::make_shared<const std::string>("x"));
        auto* dialog = parent.findChild<QFileDialog*>();
        Q_EMIT dialog->fileSelected(path);
        QTRY_VERIFY(parent.findChild<QMessageBox*>());
        QVERIFY(parent.findChild<QMessageBox*>()->text().contains(path));
        QCOMPARE(parent.findChild<QMessageBox*>()->textFormat(), Qt::PlainText);
    }

    void theSecretThatFitsIsComparedWithAndNamed()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, file.secret, 200), {"newer", file.secret});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(window.text().contains(u"secret 2 of 2, which fits"_s), qPrintable(window.text()));
        QVERIFY2(window.text().contains(u"Both are the same."_s), qPrintable(window.text()));
        QVERIFY(!window.text().contains(u"differ"_s));
        window.show(captureOf(file, "other", 401), {"newer", "older"});
        QTRY_VERIFY2(window.text().contains(u"secret 1 of 2; none of them fits"_s), qPrintable(window.text()));
        QVERIFY(window.text().contains(u"They differ"_s));
        // None fits, but one of them nearly does: the explanation says which.
        window.show(captureOf(file, file.secret, 401), {"newer", file.secret + "\n"});
        QTRY_VERIFY2(window.text().contains(u"So it is with secret 2 of 2."_s), qPrintable(window.text()));
        QTRY_VERIFY(!window.tableText().filter(u"secret 2"_s).isEmpty());
        window.show(captureOf(file, file.secret, 200), {file.secret});
        QTRY_VERIFY(window.text().contains(u"Both are the same."_s));
        QVERIFY2(!window.text().contains(u"of 1"_s), qPrintable(window.text()));
    }

    void aListWithTheRightSignatureInItDoesNotDiffer()
    {
        PaneWindow window;
        const std::string body = "{}";
        const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", "1700000000." + body));
        auto capture = std::make_shared<Capture>(*captureOfBody(body, "Stripe-Signature: t=1700000000,v1=" + std::string(64, '0')
                                                                          + ",v1=" + mac + "\r\n"));
        capture->summary.arrivedAt = UtcTime(std::chrono::seconds(1'700'000'000));
        Endpoint endpoint;
        endpoint.scheme = "stripe";
        window.pane.setCapture(capture, {"s"}, endpoint);
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(window.text().contains(u"holds the expected signature"_s), qPrintable(window.text()));
        QVERIFY2(!window.text().contains(u"They differ"_s), qPrintable(window.text()));
    }

    void secretsThatCannotBeReadLeaveTheSignatureOpenAndTheSignedBytesShown()
    {
        PaneWindow window;
        const std::string body = R"({"payload":{"event":{"event_name":"commit_create"}}})";
        const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", body));
        auto capture = std::make_shared<Capture>(*captureOfBody(body, "X-WEBHOOK-SIGNATURE: " + mac + "\r\n"));
        Endpoint endpoint;
        for (const auto& [verdict, word] : {std::pair(SignatureVerdict::Valid, u"“valid”"_s), std::pair(SignatureVerdict::NotJudged, u"“not judged”"_s)}) {
            capture->summary.signature = {verdict, "speckle", Dialect::Object};
            window.pane.setCapture(std::make_shared<Capture>(*capture), {}, endpoint, true);
            window.openTab(u"Signature"_s);
            QTRY_VERIFY2(window.text().contains(u"The signature cannot be judged now: the endpoint's secrets cannot be read."_s)
                             && window.text().contains(u"On arrival it was "_s + word),
                         qPrintable(window.text()));
            QVERIFY2(!window.text().contains(u"could not be found"_s) && !window.text().contains(u"was refused"_s), qPrintable(window.text()));
            QVERIFY2(window.text().contains(u"Nothing else is signed"_s), qPrintable(window.text()));
        }
    }

    void whatIsNotSignedIsNamed()
    {
        PaneWindow window;
        const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", "{}"));
        window.show(captureOfBody("{\"payload\":\"{}\",\"role\\u202e\":1}", "X-WEBHOOK-SIGNATURE: " + mac + "\r\n"), {"s"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(window.text().contains(u"not the member beside it: “role\\u{202E}”."_s), qPrintable(window.text()));
        QVERIFY(window.text().contains(u"not the request line"_s));
    }

    /// Line and heading say what was found, not only that nothing fits.
    void theCauseThatWasFoundLeads_data()
    {
        QTest::addColumn<QString>("wire");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("cause");
        QTest::newRow("empty secret") << u"02-secret-empty-200"_s << u"a secret"_s << u"empty secret"_s;
        QTest::newRow("line end behind the secret") << u"01-secret-set"_s << u"\n"_s << u"secret without white space around it"_s;
        QTest::newRow("nothing fits") << u"01-secret-set"_s << u"other"_s << QString();
    }
    void theCauseThatWasFoundLeads()
    {
        QFETCH(QString, wire);
        QFETCH(QString, secret);
        QFETCH(QString, cause);
        PaneWindow window;
        const WireFile file = wireFile(wire.toStdString());
        const std::string saved = secret == u"\n"_s ? file.secret + "\n" : secret.toStdString();
        window.show(captureOf(file, saved, 401), {saved});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(!window.text().contains(u"Looking for what"_s) && window.text().contains(u"attempt"_s), qPrintable(window.text()));
        const QString said = u"It was signed otherwise than the endpoint expects: %1."_s.arg(cause);
        const QStringList lines = window.text().remove(QChar(0x200b)).split(u'\n');
        QCOMPARE(lines.filter(u"It was signed otherwise"_s).size(), cause.isEmpty() ? 0 : 2);
        if (cause.isEmpty()) {
            QVERIFY(window.text().contains(u"fits none of the endpoint's secrets"_s));
            return;
        }
        QCOMPARE(lines.filter(QRegularExpression(u'^' + QRegularExpression::escape(said))).size(), 2);
        QVERIFY2(!window.text().contains(u"fits none of the endpoint's secrets"_s), "the line above the tabs still leads with another cause");
        QVERIFY(window.text().contains(u"So it was answered 401"_s));
    }

    void everyAttemptIsListedWithWhatItGives()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.pane.setElsewhere([&file] { return verify::Elsewhere{{file.secret}, {}}; });
        window.show(captureOf(file, "wrong-secret", 401), {"wrong-secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(!window.tableText().filter(u"✔ matches"_s).isEmpty());
        const QString first = window.tableText().first();
        QVERIFY2(first.contains(QString::fromStdString(file.signature).left(16) + u'…'), qPrintable(first));
        const QString ours = QString::fromStdString(
            toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "wrong-secret", file.body)));
        QVERIFY(!window.tableText().filter(ours.left(16)).isEmpty());
    }

    void theAnswerTabSaysWhatIsRecordedWhyAndTheWayToGreen()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, "wrong-secret", 401), {"wrong-secret"});
        window.openTab(u"Answer"_s);
        for (const QString& said : {u"3, a failure"_s, u"WebhookError: Calling webhook was unsuccessful."_s,
                                    u"HTTP response code 401."_s, u"Make the signature fit"_s})
            QVERIFY2(window.text().contains(said), qPrintable(window.text()));
        QSignalSpy requested(&window.pane, &ui::DetailPane::stepRequested);
        QAction* stop = nullptr;
        for (auto* menu : window.pane.findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                if (action->text() == u"Stop rejecting invalid signatures"_s)
                    stop = action;
            }
        }
        QVERIFY(stop);
        stop->trigger();
        QCOMPARE(requested.size(), 1);
        QVERIFY(requested.first().first().value<ui::NextStep>().kind == ui::StepKind::AnswerOk);

        window.show(captureOf(file, file.secret, 200), {file.secret});
        QVERIFY(window.text().contains(u"2, a success"_s));
        QVERIFY(window.text().contains(u"Webhook called"_s));
        QVERIFY(!window.text().contains(u"To make it green"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestSignatureTab)
#include "tst_signature_tab.moc"
