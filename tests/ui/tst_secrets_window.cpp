// SPDX-License-Identifier: GPL-3.0-or-later
#include "strict.h"
#include "window_fixture.h"

#include "dialogs/endpoint_dialog.h"
#include "models/endpoint_model.h"
#include "panels/endpoint_panel.h"
#include "shell/banner.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>

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

    void savingOtherSettingsKeepsWhatCannotBeRead()
    {
        SecretsWindow fixture;
        fixture.setUp();
        const QString file = fixture.secretFile();
        QVERIFY(QFile::rename(file, file + u".away"_s));
        fixture.openWithKeptSecrets();
        EndpointDialog* dialog = fixture.editIt();
        QVERIFY(dialog->findChild<QLineEdit*>(u"unreadableSecrets"_s));
        dialog->accept();
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

QTEST_MAIN(TestSecretsWindow)
#include "tst_secrets_window.moc"
