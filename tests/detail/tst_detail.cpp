// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "detail/comparison.h"
#include "support/detail_fixture.h"
#include "detail/embedded_picture.h"
#include "detail/payload_tree.h"
#include "style/theme.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"
#include "words/event_words.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <zlib.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

const QStringList tabTitles{u"Event"_s,     u"Payload"_s, u"Changes"_s, u"Headers"_s,
                             u"Signature"_s, u"Answer"_s, u"Deliveries"_s, u"Replays"_s, u"Raw"_s};

std::string gzipped(std::string_view plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib does not start");
    std::string out(plain.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// A PNG of one colour with the size in its header replaced, its checksum right again.
std::string pngClaiming(quint32 width, quint32 height)
{
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer device(&bytes);
    device.open(QIODevice::WriteOnly);
    image.save(&device, "PNG");
    const auto put = [&](qsizetype at, quint32 value) {
        for (int i = 0; i < 4; ++i)
            bytes[at + i] = char(value >> (24 - 8 * i) & 255);
    };
    put(16, width);
    put(20, height);
    put(29, quint32(crc32(0, reinterpret_cast<const Bytef*>(bytes.constData()) + 12, 17)));
    return bytes.toStdString();
}

std::string commentWithPicture(const std::string& png)
{
    return R"~({"payload":{"streamId":"a1b2c3d4e5","userId":"0123456789","activityMessage":"Comment added: 1122334455 ([object Object])",)~"
           R"~("event":{"event_name":"comment_created","data":{"input":{"projectId":"a1b2c3d4e5","screenshot":"data:image/png;base64,)~"
        + toBase64(png) + R"~("}}}}})~";
}

} // namespace

class TestDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void withoutACaptureEveryTabSaysWhatWouldBeThere()
    {
        PaneWindow window;
        QStringList said;
        for (const QString& title : tabTitles) {
            window.openTab(title);
            QVERIFY2(window.text().contains(u"Select a capture to see"_s), qPrintable(title));
            said << window.text();
        }
        QCOMPARE(QSet<QString>(said.begin(), said.end()).size(), tabTitles.size());
        window.screenshot(u"empty"_s);
        window.show(captureOf(wireFile("full-09"), "", 200));
        window.pane.setCapture(nullptr, {}, {});
        QVERIFY(window.text().contains(u"No capture is selected."_s));
    }

    void everyRecordedRequestIsShownInEveryTab()
    {
        PaneWindow window;
        for (const WireFile& file : wireFiles()) {
            const CapturePtr capture = captureOf(file, file.secret, 200);
            window.show(capture, {file.secret});
            for (const QString& title : tabTitles) {
                window.openTab(title);
                QTRY_VERIFY2(!window.text().contains(u"Reading the"_s) && !window.text().contains(u"Checking the"_s),
                             file.name.c_str());
                window.pane.grab();
            }
            window.openTab(u"Event"_s);
            const QString summary = words::summarySentence(capture->summary.event);
            QTRY_VERIFY2(window.text().contains(summary), file.name.c_str());
            window.openTab(u"Signature"_s);
            QTRY_VERIFY(window.text().contains(words::verdictSentence(capture->summary.signature)));
        }
    }

    void anEventThatTheEndpointDoesNotExpectIsSaid()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-09");
        Endpoint endpoint{EndpointId{1}, "/hooks/ci", "ci-trigger", {"commit_update"}, "speckle", true, true};
        window.pane.setCapture(captureOf(file, file.secret, 200), {file.secret}, endpoint);
        window.openTab(u"Event"_s);
        QTRY_VERIFY(window.text().contains(u"triggers of the endpoint “ci-trigger”"_s));
        endpoint.triggers = {"commit_update", "commit_create"};
        window.pane.setCapture(captureOf(file, file.secret, 200), {file.secret}, endpoint);
        QTRY_VERIFY(window.text().contains(u"Olivia"_s) && !window.text().contains(u"triggers of the endpoint"_s));
    }

    void theEventTabNamesWhoWhatAndWhere()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-09");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        const QString text = window.text();
        for (const QString& part : {u"Olivia"_s, u"faf720fdfa"_s, u"facade/north2"_s, u"Renamed"_s, u"commit_create"_s,
                                    u"version_create"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        window.choose(u"Copy link"_s);
        const QString link = QGuiApplication::clipboard()->text();
        QVERIFY2(link.startsWith(u"http"_s), qPrintable(link));
    }

    void changesAreListedFromOldToNew()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-12");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        QTRY_VERIFY(!window.tableText().filter(u"message"_s).isEmpty());
        window.screenshot(u"event-changes"_s);
    }

    void theStringDialectShowsItsInnerPayload()
    {
        PaneWindow window;
        const WireFile file = wireFile("14-legacy");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        window.openTab(u"Payload"_s);
        QTRY_VERIFY(!window.tableText().filter(QRegularExpression(u"^streamId\t"_s)).isEmpty());
        window.choose(u"Whole body"_s);
        QTRY_VERIFY(!window.tableText().filter(QRegularExpression(u"^payload\t"_s)).isEmpty());
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(window.text().contains(u"Both are the same."_s));
    }

    void aLargeBodyIsReadBesideTheWindow()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-50");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        QVERIFY2(window.text().contains(u"Reading the event"_s), "1.2 MB were read while the window waited");
        // The recorded screenshot is 900,000 random bytes that are only said to be a picture.
        QTRY_VERIFY2(window.text().contains(u"no picture this program can read"_s), qPrintable(window.text()));
        window.openTab(u"Payload"_s);
        QTRY_VERIFY(!window.tableText().filter(u"screenshot"_s).isEmpty());
        window.choose(u"Text"_s);
        window.screenshot(u"payload-large-text"_s);
    }

    void aScreenshotInAPayloadIsShown()
    {
        QImage image(1'200, 700, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, qRgb(x * 255 / 1'200, y * 255 / 700, (x * y) % 256));
        }
        QByteArray png;
        QBuffer device(&png);
        device.open(QIODevice::WriteOnly);
        image.save(&device, "PNG");
        PaneWindow window;
        window.show(captureOfBody(commentWithPicture(png.toStdString())));
        QTRY_VERIFY2(window.text().contains(u"1200 × 700 px"_s), qPrintable(window.text()));
        QSize pictured;
        for (const QLabel* label : window.pane.findChildren<QLabel*>()) {
            if (label->accessibleName().contains(u"screenshot"_s))
                pictured = label->pixmap().size();
        }
        QCOMPARE(pictured, QSize(480, 280));
        window.screenshot(u"event-picture"_s);
    }

    void whatIsReadForACaptureNoLongerShownIsDropped()
    {
        PaneWindow window;
        const WireFile large = wireFile("full-50");
        const WireFile small = wireFile("full-09");
        for (int i = 0; i < 5; ++i) {
            window.show(captureOf(large, large.secret, 200), {large.secret});
            window.show(captureOf(small, small.secret, 200), {small.secret});
        }
        const QString shown = window.text();
        QVERIFY(shown.contains(u"faf720fdfa"_s));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(window.text(), shown);
    }

    void aMismatchIsExplainedByTheAutopsy()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        int asked = 0;
        window.pane.setElsewhere([&asked, secret = file.secret] {
            ++asked;
            return verify::Elsewhere{{secret}, {}};
        });
        window.show(captureOf(file, "wrong-secret", 401), {"wrong-secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY2(window.text().contains(u"✔"_s), qPrintable(window.text()));
        QCOMPARE(asked, 1);
        QVERIFY(window.text().contains(u"underlined"_s));
        QTRY_VERIFY(!window.tableText().filter(u"✔ matches"_s).isEmpty());
        QVERIFY2(!window.text().contains(u"wrong-secret"_s) && !window.text().contains(u"topsecret"_s), "a secret is shown");
        window.screenshot(u"signature-mismatch"_s);
        window.openTab(u"Answer"_s);
        QVERIFY(window.text().contains(u"401"_s));
    }

    void aMismatchNothingExplainsSaysSo()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, "wrong-secret", 401), {"wrong-secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(window.text().contains(u"Nothing tried gives the received signature."_s));
    }

    void aCheckWithOtherSecretsThanThenSaysSo()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, "wrong-secret", 401), {file.secret});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(window.text().contains(u"with the settings the endpoint has now"_s));
        window.show(captureOf(file, file.secret, 200), {file.secret});
        QTRY_VERIFY(!window.text().contains(u"with the settings the endpoint has now"_s));
    }

    void aRefusedRequestSaysWhyAndShowsItsBytes()
    {
        Capture capture;
        capture.head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n";
        capture.note = "second Content-Length at byte 43";
        capture.answer = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        capture.summary.kind = CaptureKind::Malformed;
        capture.summary.refusal = Refusal::ContentLengthRepeated;
        capture.summary.answerStatus = 400;
        capture.summary.outcome = AnswerOutcome::Sent;
        capture.summary.record = {SpeckleStatus::Failure, SpeckleReason::HttpStatus, 400};
        PaneWindow window;
        window.show(std::make_shared<const Capture>(capture));
        QVERIFY(window.text().contains(words::refusalSentence(Refusal::ContentLengthRepeated)));
        QVERIFY(window.text().contains(u"second Content-Length at byte 43"_s));
        window.screenshot(u"event-malformed"_s);
        window.openTab(u"Headers"_s);
        QCOMPARE(window.tableText().size(), 3);
        QVERIFY(window.tableText()[1].startsWith(u"Content-Length\t3\t"_s) && window.tableText()[2].startsWith(u"Content-Length\t4"_s));
        window.openTab(u"Signature"_s);
        QVERIFY(window.text().contains(u"refused before"_s));
        window.openTab(u"Payload"_s);
        QVERIFY(window.text().contains(u"no body"_s));
        window.openTab(u"Answer"_s);
        QVERIFY(window.text().contains(words::refusalSentence(Refusal::ContentLengthRepeated)));
        window.openTab(u"Raw"_s);
        QCOMPARE(window.pane.findChildren<ui::PlainTextView*>().last()->bytes(), capture.head);
    }

    void aRequestOfAnotherProviderStillShowsItsFacts()
    {
        PaneWindow window;
        window.show(captureOfBody("a=1&b=x%20y&a=2", "Content-Type: application/x-www-form-urlencoded\r\n"));
        QVERIFY(window.text().contains(u"No Speckle event was recognised"_s));
        QVERIFY(window.text().contains(u"POST /hooks/ci?try=1"_s));
        window.openTab(u"Payload"_s);
        QCOMPARE(window.tableText().size(), 3);
    }

    void trailersAreShownBehindTheHeaders()
    {
        Capture capture = *captureOfBody("hello", "Content-Type: text/plain\r\n");
        capture.body = "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n";
        capture.dechunked = "hello";
        PaneWindow window;
        window.show(std::make_shared<const Capture>(capture));
        window.openTab(u"Headers"_s);
        QVERIFY(window.tableText().last().startsWith(u"X-Sum (trailer)\t2\t"_s));
        QCOMPARE(window.tableText().filter(u"trailer"_s).size(), 2);
        window.openTab(u"Raw"_s);
        window.choose(u"Body without chunk framing"_s);
        QCOMPARE(window.pane.findChildren<ui::PlainTextView*>().last()->bytes(), "hello"s);
    }

    void compressionIsUndoneForReadingOnly()
    {
        PaneWindow window;
        const std::string body = gzipped(R"({"inside":"gzip"})");
        window.show(captureOfBody(body, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"));
        window.openTab(u"Payload"_s);
        QCOMPARE(window.tableText(), QStringList{u"inside\tgzip\tstring\t6 B"_s});
        QVERIFY(window.text().contains(u"gzip undone"_s));
        window.openTab(u"Raw"_s);
        window.choose(u"Body"_s);
        QCOMPARE(window.pane.findChildren<ui::PlainTextView*>().last()->bytes(), body);
    }

    void brokenJsonNamesThePlace()
    {
        PaneWindow window;
        window.show(captureOfBody("{\"a\": 1,\n \"b\" 2}"));
        window.openTab(u"Payload"_s);
        QVERIFY2(window.text().contains(QRegularExpression(u"line \\d+, column \\d+ \\(byte offset \\d+\\)"_s)), qPrintable(window.text()));
        window.screenshot(u"payload-broken"_s);
    }

    void hostileTextStaysText()
    {
        PaneWindow window;
        const std::string hostile = "<b>bold</b><img src=x> \x1b[31mred\u202Etxt.exe\u2066\u061cad\u200dmin javascript:alert(1)";
        std::string escaped;
        for (const char c : hostile)
            escaped += c == '\x1b' ? std::string("\\u001b") : std::string(1, c);
        window.show(captureOfBody(
            R"~({"payload":{"streamId":"a1b2c3d4e5","userId":"u","activityMessage":"x",)~"
            R"~("server":{"canonicalUrl":"javascript:alert(1)"},"stream":{"id":"a1b2c3d4e5","name":")~" + escaped
            + R"~("},"user":{"id":"u","name":")~" + escaped
            + R"~("},"event":{"event_name":"stream_update","data":{"old":{"name":"a"},"new":{"name":")~" + escaped
            + R"~("}}},"webhook":{}}})~", "X-Evil: <script>\x1b]0;title\x07\u202E\u061c\u200d\r\n"));
        for (const QString& title : tabTitles) {
            window.openTab(title);
            QTRY_VERIFY(!window.text().contains(u"Reading the"_s));
            const QString everything = window.text() + window.tableText().join(u'\n');
            QVERIFY2(!everything.contains(QRegularExpression(u"[\\x{1b}\\x{07}\\x{202e}\\x{2066}\\x{061c}\\x{200d}]"_s)), qPrintable(title));
            for (const QLabel* label : window.pane.findChildren<QLabel*>())
                QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
        }
        window.openTab(u"Event"_s);
        QVERIFY(window.text().contains(u"<b>bold</b>"_s) && window.text().contains(u"\\u{202E}"_s));
        for (const QToolButton* button : window.pane.findChildren<QToolButton*>())
            QVERIFY2(!button->toolTip().contains(u"javascript"_s), "a link that is no web address is offered");
        window.screenshot(u"event-hostile"_s);
    }

    void largeAndDeepPayloadsOpen_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("tree");
        QTest::newRow("5 MB on one line") << "{\"text\":\"" + QByteArray(5'000'000, 'x') + "\"}" << true;
        QByteArray keys("{");
        for (int i = 0; i < 10'000; ++i)
            keys += (i > 0 ? ",\"key" : "\"key") + QByteArray::number(i) + "\":" + QByteArray::number(i);
        QTest::newRow("10,000 keys") << keys + "}" << true;
        QTest::newRow("1,000 levels") << QByteArray(1'000, '[') + QByteArray(1'000, ']') << true;
        QTest::newRow("100,000 levels") << QByteArray(100'000, '[') << false;
        QTest::newRow("a million items") << "[" + QByteArray("1,").repeated(1'000'000) + "1]" << true;
    }

    void largeAndDeepPayloadsOpen()
    {
        QFETCH(QByteArray, body);
        PaneWindow window;
        window.show(captureOfBody(body.toStdString()));
        for (const QString& title : tabTitles) {
            window.openTab(title);
            QTRY_VERIFY_WITH_TIMEOUT(!window.text().contains(u"Reading the"_s), 30'000);
            window.pane.grab();
        }
        QFETCH(bool, tree);
        window.openTab(u"Payload"_s);
        QCOMPARE(window.pane.findChild<ui::PayloadTree*>()->isVisible(), tree);
        if (tree)
            window.choose(u"Text"_s);
        window.pane.grab();
        const auto views = window.pane.findChildren<ui::PlainTextView*>();
        QVERIFY(std::any_of(views.begin(), views.end(), [](const auto* view) {
            return view->isVisible() && view->accessibleName() == u"Payload as text"_s && !view->bytes().empty();
        }));
    }

    void aPictureWithTooManyPixelsIsNotDecoded()
    {
        PaneWindow window;
        window.show(captureOfBody(commentWithPicture(pngClaiming(20'000, 20'000))));
        QTRY_VERIFY2(window.text().contains(u"20000 × 20000 px are more pixels than the limit"_s), qPrintable(window.text()));
        window.show(captureOfBody(commentWithPicture(pngClaiming(4, 4))));
        QTRY_VERIFY2(window.text().contains(u"image/png, 4 × 4 px"_s), qPrintable(window.text()));
        window.show(captureOfBody(commentWithPicture("\x89PNG no picture")));
        QTRY_VERIFY(window.text().contains(u"no picture this program can read"_s));
    }

    void everythingIsReachedByKeyboardAndHasAName()
    {
        PaneWindow window;
        const WireFile file = wireFile("full-12");
        window.show(captureOf(file, "wrong", 401), {"wrong"});
        auto* tabs = window.pane.findChild<QTabWidget*>()->tabBar();
        tabs->setFocus();
        for (int i = 1; i < tabTitles.size(); ++i) {
            QTest::keyClick(tabs, Qt::Key_Right);
            QCOMPARE(tabs->tabText(tabs->currentIndex()), tabTitles[i]);
            for (const QWidget* widget : window.pane.findChildren<QWidget*>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget == tabs)
                    continue;
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                const auto* label = qobject_cast<const QLabel*>(widget);
                const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                    || (label && !label->text().isEmpty());
                QVERIFY2(named, widget->metaObject()->className());
            }
        }
    }

    void signaturesAreComparedCharacterByCharacter()
    {
        const auto comparison = ui::compareTexts(u"abcd"_s, u"abXde"_s);
        QCOMPARE(comparison.marks, u"  ^ ^"_s);
        QCOMPARE(comparison.differing, 2);
        QCOMPARE(comparison.first, 2);
        QVERIFY(ui::comparisonSentence(comparison).contains(u"position 3"_s));
        QCOMPARE(ui::compareTexts(u"a"_s, u"a"_s).first, -1);
        QVERIFY(ui::compareTexts(u"a"_s, QString(100'000, u'b')).received.size() < 500);
        QVERIFY(ui::comparisonSentence(ui::compareTexts(u"a"_s, {})).contains(u"no signature"_s));
    }

    void screenshotsInBothThemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void screenshotsInBothThemes()
    {
        QFETCH(bool, dark);
        ui::applyTheme(*qApp, dark ? ui::Theme::Dark : ui::Theme::Light);
        PaneWindow window;
        const WireFile file = wireFile("full-09");
        const CapturePtr capture = captureOf(file, file.secret, 200);
        window.show(capture, {file.secret});
        const QString theme = dark ? u"dark"_s : u"light"_s;
        for (const QString& title : tabTitles) {
            window.openTab(title);
            window.screenshot(title.toLower() + u'-' + theme);
        }
        window.openTab(u"Payload"_s);
        window.choose(u"Text"_s);
        window.screenshot(u"payload-text-"_s + theme);
        window.openTab(u"Raw"_s);
        window.choose(u"Body"_s);
        window.pane.findChildren<ui::PlainTextView*>().last()->select(40, 300);
        window.screenshot(u"raw-body-"_s + theme);
        window.choose(u"Hex"_s);
        window.pane.findChildren<ui::HexView*>().last()->select(20, 70);
        window.screenshot(u"raw-hex-"_s + theme);
        const QImage picture = window.pane.grab().toImage();
        QCOMPARE(picture.pixelColor(2, 2).lightness() < 128, dark);
        ui::applyTheme(*qApp, ui::Theme::Light);
    }
};

HOOKLOUPE_GUI_TEST(TestDetail)
#include "tst_detail.moc"
