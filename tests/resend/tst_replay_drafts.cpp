// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that were not sent come back: in the next window, and in the next run of the program.
#include "support/test_main.h"
#include "panel_window.h"
#include "resend/draft_keeper.h"
#include "resend/head_editor.h"
#include "resend/signing_bar.h"
#include "support/strict.h"

#include <QLineEdit>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace hookloupe::test;

namespace {

std::shared_ptr<DraftBook> bookIn(const QTemporaryDir& folder)
{
    return std::make_shared<DraftBook>(folder.filePath(u"captures.hookloupe.drafts"_s));
}

QByteArray allFilesIn(const QTemporaryDir& folder)
{
    QByteArray all;
    const auto files = QDir(folder.filePath(u"captures.hookloupe.drafts"_s)).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

QString draftLine(const PanelWindow& window)
{
    const auto* line = window.panel->findChild<DraftKeeper*>();
    return line->isVisible() ? line->findChild<QLabel*>()->text() : QString();
}

void pressDraftButton(const PanelWindow& window)
{
    window.panel->findChild<DraftKeeper*>()->findChild<QPushButton*>()->click();
}

std::string contentOf(const PanelWindow& window)
{
    return window.panel->findChild<BodyEditor*>()->content();
}

KeptDraft draftWith(std::string head, std::string content)
{
    KeptDraft draft;
    draft.head = std::move(head);
    draft.content = std::move(content);
    return draft;
}

} // namespace

class TestReplayDrafts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void anyEditIsReadAgainAsItWas()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 300; ++i) {
            const auto bytes = [&] {
                std::string text(random() % 6, 'a');
                for (char& c : text)
                    c = char(random() % 3);
                return text;
            };
            Capture original = *captureOfBody(bytes());
            original.head = bytes();
            const KeptDraft draft = draftWith(bytes(), bytes());
            const auto read = decodedDraft(encoded(draft, original), original);
            QVERIFY(read);
            QVERIFY(*read == draft);
        }
    }

    void damagedAndForeignFilesAreNoDrafts()
    {
        const CapturePtr original = captureOfBody("{\"a\":1}");
        const QByteArray good = encoded(draftWith(original->head, "{\"a\":2}"), *original);
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!decodedDraft(good.first(size), *original));
        QVERIFY(!decodedDraft("\xff\xff", *original));
        QVERIFY2(!decodedDraft(good, *captureOfBody("{}")), "it changes bytes that this capture does not have");
    }

    void aSmallEditOfALargeBodyIsASmallFile()
    {
        Capture big = *captureOfBody(std::string(8 * 1024 * 1024, 'x'));
        std::string edited = big.body;
        edited[5'000'000] = 'y';
        QVERIFY(encoded(draftWith(big.head, edited), big).size() < 1'000);
    }

    void typedCredentialsAreInNoFile()
    {
        const CapturePtr original = captureOfBody("{}", "Cookie: captured\r\nX-A: 1\r\n");
        std::string head = original->head;
        head.insert(head.find("X-A"), "authorization: Bearer hunter2\r\n and-its-rest\r\n");
        const KeptDraft safe = withoutTypedCredentials(draftWith(head, "{}"), *original);
        QVERIFY(safe.credentialsLeftOut);
        QCOMPARE(QByteArray::fromStdString(safe.head), QByteArray::fromStdString(original->head));
        QVERIFY(!withoutTypedCredentials(draftWith(original->head + "X", "{}"), *original).credentialsLeftOut);
        const QTemporaryDir folder;
        const auto book = bookIn(folder);
        QVERIFY(book->keep(*original, draftWith(head, "{\"b\":2}")).ok());
        QVERIFY(!allFilesIn(folder).contains("hunter2") && allFilesIn(folder).contains("b"));
        QVERIFY2(book->find(*original)->head == head, "this run still has it");
        QCOMPARE(bookIn(folder)->find(*original)->head, original->head);
    }

    /// Known by their names, as everywhere: not Authorization and Cookie alone.
    void typedTokensAndKeysAreInNoFileEither()
    {
        const CapturePtr original = captureOfBody("{}", "X-Api-Key: captured\r\nX-A: 1\r\n");
        for (const std::string& name : {"X-Gitlab-Token"s, "x-api-key"s, "X-Amz-Security-Token"s, "X-WEBHOOK-SIGNATURE"s, "Ocp-Apim-Subscription-Key"s}) {
            std::string head = original->head;
            head.insert(head.find("X-A:"), name + ": hunter2\r\nX-Plain: typed\r\n");
            const QTemporaryDir folder;
            QVERIFY(bookIn(folder)->keep(*original, draftWith(head, "{}")).ok());
            QVERIFY2(!allFilesIn(folder).contains("hunter2"), name.c_str());
            const auto kept = bookIn(folder)->find(*original);
            QVERIFY2(kept && kept->credentialsLeftOut && kept->head.find("X-Api-Key: captured\r\nX-Plain: typed\r\n") != std::string::npos,
                     name.c_str());
        }
    }

    void filesAreTheirOwnersAloneAndNotMany()
    {
        const QTemporaryDir folder;
        const auto book = bookIn(folder);
        Capture capture = *captureOfBody("{}");
        for (int i = 1; i <= DraftBook::mostFiles + 5; ++i) {
            capture.summary.id = CaptureId{i};
            QVERIFY(book->keep(capture, draftWith(capture.head, "[]")).ok());
        }
        const auto files = QDir(folder.filePath(u"captures.hookloupe.drafts"_s)).entryInfoList(QDir::Files | QDir::Hidden);
        QCOMPARE(files.size(), DraftBook::mostFiles);
#ifdef Q_OS_UNIX
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QFileInfo& file : files)
            QVERIFY(!(file.permissions() & others));
        QVERIFY(!(QFileInfo(files.front().path()).permissions() & (others | QFileDevice::ExeGroup | QFileDevice::ExeOther)));
#endif
        book->forgetAllBut({CaptureId{DraftBook::mostFiles}});
        QCOMPARE(book->captures(), std::vector<CaptureId>{CaptureId{DraftBook::mostFiles}});
        capture.summary.id = CaptureId{DraftBook::mostFiles};
        QVERIFY(book->keep(capture, draftWith(capture.head, capture.body)).ok());
        QVERIFY2(book->captures().empty(), "what is as captured is no draft");
    }

    void whatNoFileHoldsIsKeptForThisRun()
    {
        const QTemporaryDir folder;
        const CapturePtr capture = captureOfBody("{}");
        const auto book = bookIn(folder);
        const std::string much(std::size_t(DraftBook::largestFile) + 1, 'x');
        const Status kept = book->keep(*capture, draftWith(capture->head, much));
        QVERIFY(!kept.ok() && kept.error().code == ErrorCode::TooLarge);
        QVERIFY(book->find(*capture)->content == much);
        QVERIFY(!bookIn(folder)->find(*capture));
        DraftBook none{QString()};
        QVERIFY(!none.keep(*capture, draftWith(capture->head, "[]")).ok());
        QVERIFY(none.find(*capture)->content == "[]");
    }

    void editsComeBackInTheNextRunWithALineThatSaysSo()
    {
        const QTemporaryDir folder;
        const CapturePtr capture = recorded("full-09");
        std::string edited;
        {
            const PanelWindow window(capture, {"s3cret"}, bookIn(folder));
            QVERIFY(draftLine(window).isEmpty());
            window.panel->target()->setUrl(u"http://user:hunter2@127.0.0.1:9/x"_s);
            window.choose(u"Signature"_s, u"Anew, with another secret"_s);
            QTest::keyClicks(window.panel->findChild<SigningBar*>()->findChild<QLineEdit*>(), u"typed-s3cret"_s);
            replaceFirst(window.body(), u"commit_create"_s, u"commit_update"_s);
            edited = contentOf(window);
        }
        const QByteArray files = allFilesIn(folder);
        QVERIFY(files.contains("upd") && !files.contains("hunter2") && !files.contains("typed-s3cret"));
        const PanelWindow window(capture, {"s3cret"}, bookIn(folder));
        QCOMPARE(QByteArray::fromStdString(contentOf(window)), QByteArray::fromStdString(edited));
        QVERIFY2(draftLine(window).contains(u"Your edits from "_s) && draftLine(window).contains(u"Type the secret"_s),
                 qPrintable(draftLine(window)));
        QCOMPARE(window.panel->target()->address(), u"http://127.0.0.1:9/x"_s);
        window.screenshot(u"draft-back"_s);
        pressDraftButton(window);
        QVERIFY(contentOf(window) == capture->content());
        QVERIFY2(draftLine(window).contains(u"captured request again"_s), qPrintable(draftLine(window)));
        QVERIFY(!bookIn(folder)->find(*capture));
        pressDraftButton(window);
        QVERIFY(contentOf(window) == edited);
        QVERIFY(bookIn(folder)->find(*capture));
    }

    void anEditIsKeptWhileTheWindowIsOpen()
    {
        const QTemporaryDir folder;
        const CapturePtr capture = captureOfBody("{\"a\":1}");
        const PanelWindow window(capture, {}, bookIn(folder));
        replaceFirst(window.body(), u"1"_s, u"2"_s);
        QTRY_VERIFY2(bookIn(folder)->find(*capture), "the program may be killed");
        while (window.body()->isModified())
            QTest::keyClick(window.body(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY2(!bookIn(folder)->find(*capture), "all is undone");
    }

    void answeredEditsAreReplaysNow()
    {
        Receiver receiver;
        const QTemporaryDir folder;
        const CapturePtr capture = captureOfBody("{\"a\":1}");
        {
            const PanelWindow window(capture, {}, bookIn(folder));
            window.to(receiver);
            replaceFirst(window.body(), u"1"_s, u"2"_s);
            window.press();
            QTRY_COMPARE(window.kept.size(), 1U);
        }
        const PanelWindow window(capture, {}, bookIn(folder));
        QVERIFY(contentOf(window) == capture->content());
        QVERIFY(draftLine(window).isEmpty());
    }

    void unansweredEditsAreStillEdits()
    {
        quint16 closed = 0;
        {
            const Receiver gone;
            closed = gone.serverPort();
        }
        const QTemporaryDir folder;
        const CapturePtr capture = captureOfBody("{\"a\":1}");
        {
            const PanelWindow window(capture, {}, bookIn(folder));
            window.panel->target()->setUrl(u"http://127.0.0.1:%1"_s.arg(closed));
            replaceFirst(window.body(), u"1"_s, u"2"_s);
            window.press();
            QTRY_COMPARE(window.kept.size(), 1U);
        }
        const PanelWindow window(capture, {}, bookIn(folder));
        QCOMPARE(contentOf(window), "{\"a\":2}"s);
    }

    void resetCanBeTakenBack()
    {
        const PanelWindow window(captureOfBody("{\"a\":1}"));
        window.panel->reset();
        QVERIFY2(draftLine(window).isEmpty(), "nothing was edited");
        replaceFirst(window.body(), u"1"_s, u"2"_s);
        window.panel->reset();
        QCOMPARE(contentOf(window), "{\"a\":1}"s);
        pressDraftButton(window);
        QCOMPARE(contentOf(window), "{\"a\":2}"s);
    }
};

HOOKLOUPE_GUI_TEST(TestReplayDrafts)
#include "tst_replay_drafts.moc"
