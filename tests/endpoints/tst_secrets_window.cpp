// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "detail/detail_pane.h"
#include "endpoints/endpoint_dialog.h"
#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "timeline/timeline_model.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "frame/banner.h"
#include "endpoints/secret_change.h"
#include "widgets/toast.h"
#include "words/secret_words.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A window on a store with an endpoint /hooks/ci whose secret is kept in the file beside it.
struct SecretsWindow : WindowFixture {
    EndpointId id{};

    void openWithKeptSecrets()
    {
        window.reset();
        live.reset();
        session.reset();
        session::SessionOptions options;
        options.store.path = folder.filePath(u"captures.hookloupe"_s).toStdString();
        options.listen.port = 0;
        options.allowKeychain = false;
        auto opened = session::Session::open(std::move(options));
        QVERIFY(opened.ok());
        session = std::move(*opened);
        session->startListening();
        openWindow();
        QTRY_COMPARE(int(session->listenStatus().state), int(session::ListenState::Listening));
    }
    void setUp()
    {
        openWithKeptSecrets();
        Endpoint endpoint;
        endpoint.path = "/hooks/ci";
        endpoint.description = "CI";
        const auto saved = session->saveEndpoint(endpoint);
        QVERIFY(saved.ok());
        id = saved->id;
        session->setSecrets(id, {"topsecret"});
        QVERIFY(QFile::exists(secretFile()));
    }
    [[nodiscard]] QString secretFile() const
    {
        return folder.filePath(QDir(folder.path()).entryList({u"secrets-*.json"_s}, QDir::Files).value(0));
    }
    [[nodiscard]] QModelIndex row() const
    {
        const QAbstractItemModel* model = window->endpoints().view()->model();
        for (int i = 0; i < model->rowCount(); ++i) {
            if (model->index(i, 0).data(EndpointModel::EndpointIdRole).toLongLong() == toInt(id)
                && model->index(i, 0).data(EndpointModel::EndpointIdRole).isValid())
                return model->index(i, 0);
        }
        return {};
    }
    [[nodiscard]] QStringList warnings() const { return row().data(EndpointModel::WarningsRole).toStringList(); }
    QByteArray postSigned(const std::string& secret) const
    {
        const std::string body = R"({"payload":{"event":{"event_name":"commit_create"}}})";
        const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, secret, body));
        return send("POST /hooks/ci HTTP/1.1\r\nHost: localhost\r\nX-WEBHOOK-SIGNATURE: " + mac + "\r\nContent-Length: "
                    + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    [[nodiscard]] QAbstractItemModel* captures() const { return window->captures().view()->model(); }
    [[nodiscard]] QVariant data(int row, CaptureColumn column, int role = Qt::DisplayRole) const
    {
        return captures()->index(row, int(column)).data(role);
    }
    /// Of the labels that are seen in a widget.
    [[nodiscard]] QString texts(const QString& name) const
    {
        QStringList parts;
        for (const auto* label : window->findChild<QWidget*>(name)->findChildren<QLabel*>()) {
            if (label->isVisible())
                parts << label->text();
        }
        return parts.join(u" – "_s);
    }
    [[nodiscard]] EndpointDialog* editIt() const
    {
        window->endpoints().choose(id);
        window->actions().editEndpoint->trigger();
        return window->findChild<EndpointDialog*>();
    }
};

const QString closedWords = u"Closed: secrets unreadable"_s;

} // namespace

class TestSecretsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    }

    void secretsThatCannotBeReadAreSaidInTheRowAndUnderTheToolbar()
    {
        SecretsWindow fixture;
        fixture.setUp();
        QVERIFY(!fixture.warnings().contains(closedWords));
        QVERIFY(!fixture.window->findChild<QAction*>(u"retrySecrets"_s)->isEnabled());
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();

        QVERIFY(fixture.warnings().contains(closedWords));
        QVERIFY(fixture.row().data(Qt::ToolTipRole).toString().contains(u"answered 503 and not passed on until they can"_s));
        QVERIFY(fixture.row().data(Qt::AccessibleTextRole).toString().contains(closedWords));
        const QString banner = fixture.window->banner().text(Warning::SecretsUnreadable);
        QVERIFY2(banner.contains(u"“CI”"_s) && banner.contains(file) && banner.contains(u"answered 503"_s), qPrintable(banner));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        QCOMPARE(fixture.post("/elsewhere"), "HTTP/1.1 200 OK"_qba);
        QVERIFY(fixture.window->findChild<QAction*>(u"retrySecrets"_s)->isEnabled());

        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_VERIFY(!fixture.warnings().contains(closedWords));
        QVERIFY(fixture.window->banner().text(Warning::SecretsUnreadable).isEmpty());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 401 Unauthorized"_qba);
    }

    void aRequestCannotBeJudgedNowSaysEveryPlaceThatShowsIt()
    {
        SecretsWindow fixture;
        fixture.setUp();
        QVERIFY(fixture.postSigned("topsecret").contains("200"));
        QVERIFY(fixture.postSigned("wrong").contains("401"));
        fixture.session->setSecrets(fixture.id, {});
        QVERIFY(fixture.postSigned("topsecret").contains("200"));
        fixture.session->setSecrets(fixture.id, {"topsecret"});
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        QVERIFY(fixture.postSigned("topsecret").contains("503")); // comes while nobody can judge it

        const QStringList arrival{u"valid"_s, u"mismatch"_s, u"no secret"_s, u"not judged"_s};
        const QList<Mark> marks{Mark::Unjudged, Mark::Bad, Mark::Unjudged, Mark::Bad}; // bad: Speckle recorded a failure
        QTRY_COMPARE(fixture.captures()->rowCount(), 4);
        for (int row = 0; row < 4; ++row) {
            QTRY_COMPARE(fixture.data(row, CaptureColumn::Signature).toString(), u"undecided now · object"_s);
            QCOMPARE(Mark(fixture.data(row, CaptureColumn::Mark, CaptureModel::MarkRole).toInt()), marks[row]);
            const QString hint = fixture.data(row, CaptureColumn::Signature, Qt::ToolTipRole).toString();
            const QString then = u"On arrival it was “%1”"_s.arg(arrival[row]);
            QVERIFY2(hint.startsWith(u"The signature cannot be judged now: the endpoint's secrets cannot be read."_s) && hint.contains(then),
                     qPrintable(hint));
            fixture.window->captures().view()->setCurrentIndex(fixture.captures()->index(row, 0));
            const auto* pane = fixture.window->findChild<DetailPane*>();
            QTRY_VERIFY2(fixture.texts(u"verdictLine"_s).contains(u"The signature cannot be judged now: the endpoint's secrets cannot be read. "_s + then),
                         qPrintable(fixture.texts(u"verdictLine"_s)));
            QVERIFY(!pane->steps().empty());
            QCOMPARE(pane->steps().front().kind, StepKind::ReadSecrets);
            for (const NextStep& step : pane->steps())
                QVERIFY(step.kind != StepKind::AnswerOk); // it would open what is closed
        }
        const auto* timeline = fixture.window->findChild<TimelineModel*>();
        QTRY_COMPARE(timeline->bars(utcNow() - std::chrono::hours(1), std::chrono::hours(2), 1, fixture.id).front(), (MarkCounts{0, 2, 2}));

        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_COMPARE(fixture.data(0, CaptureColumn::Signature).toString(), u"valid · object"_s);
        QTRY_COMPARE(fixture.data(1, CaptureColumn::Signature).toString(), u"mismatch · object"_s);
        QTRY_COMPARE(fixture.data(2, CaptureColumn::Signature).toString(), u"valid now · object"_s);
        QTRY_COMPARE(fixture.data(3, CaptureColumn::Signature).toString(), u"valid now · object"_s);
        QTRY_VERIFY2(fixture.texts(u"verdictLine"_s).contains(u"The signature is valid"_s), qPrintable(fixture.texts(u"verdictLine"_s)));
    }

    void aFileThatIsTakenAwayMeanwhileIsToldAndWrittenAnew()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        QTRY_VERIFY(fixture.window->banner().text(Warning::SecretsFileLost).contains(file));
        QCOMPARE(fixture.postSigned("topsecret"), "HTTP/1.1 200 OK"_qba); // what is in memory judges on
        QCOMPARE(fixture.postSigned("another"), "HTTP/1.1 401 Unauthorized"_qba);
        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_VERIFY(fixture.window->banner().text(Warning::SecretsFileLost).isEmpty());
        QVERIFY(QFile::remove(file));
        QTRY_VERIFY(!fixture.window->banner().text(Warning::SecretsFileLost).isEmpty());
        const auto buttons = fixture.window->banner().findChildren<QPushButton*>();
        const auto anew = std::find_if(buttons.begin(), buttons.end(), [](const auto* button) { return button->text() == u"Write it anew"_s; });
        QVERIFY(anew != buttons.end());
        (*anew)->click();
        QTRY_VERIFY(fixture.window->banner().text(Warning::SecretsFileLost).isEmpty());
        QVERIFY(QFile::exists(file));
        fixture.openWithKeptSecrets();
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
        QCOMPARE(fixture.postSigned("topsecret"), "HTTP/1.1 200 OK"_qba);
    }

    void thatAnEndpointIsClosedIsReadWholeInAWindowAsItOpens()
    {
        SecretsWindow fixture;
        fixture.setUp();
        QVERIFY(QFile::remove(fixture.secretFile()));
        fixture.openWithKeptSecrets();
        const QListView* view = fixture.window->endpoints().view();
        constexpr int beside = 8 + 16 + 8 + 4 + 8; // margins, mark and gaps; the sign is as high as the letters
        const QFontMetrics metrics(view->font());
        QVERIFY(!fixture.warnings().isEmpty());
        const int wide = metrics.horizontalAdvance(fixture.warnings().front()) + metrics.ascent() + beside;
        QVERIFY2(wide <= view->viewport()->width(), qPrintable(u"%1 of %2"_s.arg(wide).arg(view->viewport()->width())));
    }

    void theStripSaysOfEachEndpointWhatIsTrueAndNamesAWayOut()
    {
        SecretsWindow fixture;
        fixture.setUp();
        Endpoint open;
        open.path = "/hooks/open";
        open.description = "Open";
        open.rejectInvalid = false;
        const auto saved = fixture.session->saveEndpoint(open);
        QVERIFY(saved.ok());
        fixture.session->setSecrets(saved->id, {"another"});
        QVERIFY(QFile::remove(fixture.secretFile()));
        fixture.openWithKeptSecrets();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        QCOMPARE(fixture.post("/hooks/open"), "HTTP/1.1 200 OK"_qba);
        const QString text = fixture.window->banner().text(Warning::SecretsUnreadable);
        QVERIFY2(text.startsWith(u"The secrets of “CI” cannot be read: until they can, requests there are answered 503 and not passed on. "
                                 "The secrets of “Open” cannot be read: until they can, signatures are not judged there. "
                                 "As invalid ones are not rejected there, all requests are let in as before. The file "_s), qPrintable(text));
        QVERIFY2(text.contains(u"Put that file back"_s) && text.contains(u"set them anew"_s), qPrintable(text));
        const auto buttons = fixture.window->banner().findChildren<QPushButton*>();
        const auto setAnew = std::find_if(buttons.begin(), buttons.end(), [](const auto* button) { return button->text() == u"Set anew…"_s; });
        QVERIFY(setAnew != buttons.end());
        QTest::keyClick(*setAnew, Qt::Key_Space);
        auto* dialog = fixture.window->findChild<EndpointDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->focusWidget(), u"typed"_s);
        dialog->accept();
        QTRY_COMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"typed"});
    }

    void savingOtherSettingsKeepsWhatCannotBeRead()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        EndpointDialog* dialog = fixture.editIt();
        const auto* told = dialog->findChild<QLabel*>(u"unreadableSecrets"_s);
        QVERIFY(told && told->focusPolicy() == Qt::NoFocus && told->frameShape() == QFrame::NoFrame);
        QTRY_COMPARE(dialog->focusWidget(), dialog->findChild<QWidget*>(u"addSecret"_s));
        dialog->accept();
        QVERIFY(fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_VERIFY(!fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
    }

    void aRowThatWasOnlyOfferedReplacesNothing()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        EndpointDialog* dialog = fixture.editIt();
        dialog->showPage(QString::fromLatin1(EndpointDialog::secretsPage));
        QVERIFY(dialog->keepsUnreadableSecrets());
        dialog->accept(); // nothing was typed
        QVERIFY(fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_VERIFY(!fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
    }

    void lostSecretsAreRemovedOrReplacedByKeyboard()
    {
        SecretsWindow fixture;
        fixture.setUp();
        QVERIFY(QFile::remove(fixture.secretFile()));
        fixture.openWithKeptSecrets();
        EndpointDialog* dialog = fixture.editIt();
        auto* remove = dialog->findChild<QToolButton*>(u"removeUnreadable"_s);
        QVERIFY(remove && remove->focusPolicy() == Qt::StrongFocus);
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Space);
        dialog->accept();
        QTRY_VERIFY(!fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK"_qba);

        fixture.session->setSecrets(fixture.id, {"topsecret"});
        QVERIFY(QFile::remove(fixture.secretFile()));
        fixture.openWithKeptSecrets();
        QVERIFY(fixture.warnings().contains(closedWords));
        dialog = fixture.editIt();
        QTest::keyClick(dialog->findChild<QWidget*>(u"addSecret"_s), Qt::Key_Space);
        QTest::keyClicks(dialog->focusWidget(), u"a new one"_s);
        dialog->accept();
        QTRY_VERIFY(!fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"a new one"});
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 401 Unauthorized"_qba);
    }

    void otherSecretsAreTakenBackByKeyboard()
    {
        SecretsWindow fixture;
        fixture.setUp();
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 401 Unauthorized"_qba);
        EndpointDialog* dialog = fixture.editIt();
        auto* secrets = dialog->findChild<QWidget*>(u"addSecret"_s)->parentWidget();
        QToolButton* remove = secrets->findChildren<QToolButton*>().back();
        QCOMPARE(remove->accessibleName(), u"Remove secret 1"_s);
        QTest::keyClick(remove, Qt::Key_Space);
        dialog->accept();
        QTRY_VERIFY(fixture.session->secretsOf(fixture.id).empty());
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 200 OK"_qba);
        QCOMPARE(fixture.window->findChild<Toast*>()->sentence(),
                 u"“CI” has no secret any more: nothing is rejected there for its signature."_s);
        auto* undo = fixture.window->findChild<QAction*>(u"undo"_s);
        QCOMPARE(undo->text(), u"&Undo: Remove secrets"_s);
        undo->trigger();
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 401 Unauthorized"_qba);
        fixture.window->findChild<QAction*>(u"redo"_s)->trigger();
        QVERIFY(fixture.session->secretsOf(fixture.id).empty());
        undo->trigger();
        fixture.openWithKeptSecrets(); // it was kept, too
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
    }

    void whatReplacedUnreadableSecretsIsTakenBackAndTheEndpointIsClosedAgain()
    {
        for (const bool replaced : {false, true}) {
            SecretsWindow fixture;
            fixture.setUp();
            const QString file = fixture.secretFile();
            QVERIFY(QFile::rename(file, file + u".away"_s));
            fixture.openWithKeptSecrets();
            EndpointDialog* dialog = fixture.editIt();
            if (replaced) {
                QTest::keyClick(dialog->findChild<QWidget*>(u"addSecret"_s), Qt::Key_Space);
                QTest::keyClicks(dialog->focusWidget(), u"a new one"_s);
            } else {
                QTest::keyClick(dialog->findChild<QToolButton*>(u"removeUnreadable"_s), Qt::Key_Space);
            }
            dialog->accept();
            QTRY_VERIFY(!fixture.warnings().contains(closedWords));
            fixture.window->findChild<QAction*>(u"undo"_s)->trigger();
            QTRY_VERIFY(fixture.warnings().contains(closedWords));
            QVERIFY(fixture.session->secretsOf(fixture.id).empty());
            QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
            (void)QFile::remove(file);
            QVERIFY(QFile::rename(file + u".away"_s, file));
            QTRY_COMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
        }
    }

    void doneAgainAndTakenBackItHasTheSecretsThatCouldBeReadMeanwhile()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        EndpointDialog* dialog = fixture.editIt();
        QTest::keyClick(dialog->findChild<QWidget*>(u"addSecret"_s), Qt::Key_Space);
        QTest::keyClicks(dialog->focusWidget(), u"a new one"_s);
        dialog->accept();
        QTRY_COMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"a new one"});
        auto* undo = fixture.window->findChild<QAction*>(u"undo"_s);
        undo->trigger();
        QVERIFY(fixture.session->secretsOf(fixture.id).empty());
        (void)QFile::remove(file);
        QVERIFY(QFile::rename(file + u".away"_s, file));
        QTRY_COMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
        fixture.window->findChild<QAction*>(u"redo"_s)->trigger();
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"a new one"});
        undo->trigger();
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
        fixture.openWithKeptSecrets(); // it was kept, too
        QCOMPARE(fixture.session->secretsOf(fixture.id), std::vector<std::string>{"topsecret"});
    }

    void aDeletionThatFailedIsSaidToBeOne()
    {
        SecretsWindow fixture;
        fixture.setUp();
        fixture.session->setSecrets(catchAllEndpoint, {"of another"}); // the file is written, not removed
        QVERIFY(QDir().mkpath(fixture.secretFile() + u".new/in the way"_s));
        Endpoint endpoint;
        endpoint.id = fixture.id;
        QStringList told;
        SecretChange change(*fixture.session, endpoint, {},
                            {.done = [](const QString&) {}, .takenBack = [](const QString&) {},
                             .notKept = [&](const QString& sentence, const Error&) { told << sentence; }});
        change.redo();
        QCOMPARE(told, QStringList{u"The secrets could not be deleted where they are kept. %1"_s});
        QVERIFY(fixture.session->secretsOf(fixture.id).empty());
    }

    void whyTheyCannotBeReadIsSaidAsItIs()
    {
        const auto words = [](ErrorCode code, const char* detail) { return words::unreadableSecretsSentence({code, detail}); };
        QCOMPARE(words(ErrorCode::Corrupt, "keychain entry"),
                 u"What the system's keychain gives for them is damaged. Restore its entry from a backup."_s);
        QCOMPARE(words(ErrorCode::NotFound, "keychain: no such entry, or it is locked"),
                 u"They are not in the system's keychain, or it is locked: unlock it."_s);
        QCOMPARE(words(ErrorCode::Failed, "keychain: no answer"),
                 u"They are in the system's keychain, which does not give them (keychain: no answer): unlock it."_s);
        QCOMPARE(words(ErrorCode::NotFound, "/s.json"),
                 u"The file /s.json is missing or does not have them. Put that file back; if this store is a copy, copy the secrets file of the original to that place."_s);
        QVERIFY(words(ErrorCode::Corrupt, "/s.json").startsWith(u"Their file is damaged: /s.json."));
    }

    void undoOfARemovalLeavesItClosed()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        fixture.window->endpoints().choose(fixture.id);
        fixture.window->actions().removeEndpoint->trigger();
        QTRY_VERIFY(!fixture.row().isValid());
        QVERIFY(fixture.window->banner().text(Warning::SecretsUnreadable).isEmpty());
        fixture.window->findChild<QAction*>(u"undo"_s)->trigger();
        QTRY_VERIFY(fixture.warnings().contains(closedWords));
        QCOMPARE(fixture.post("/hooks/ci"), "HTTP/1.1 503 Service Unavailable"_qba);
    }
};

HOOKLOUPE_GUI_TEST(TestSecretsWindow)
#include "tst_secrets_window.moc"
