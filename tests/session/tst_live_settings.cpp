// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that change while requests arrive.
#include "support/test_main.h"
#include "running_session.h"
#include "session/live_settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::session;
using hookloupe::test::RunningSession;

namespace {

const std::string request = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";

/// A running session with live settings saved beside its store.
struct Live {
    RunningSession session;
    std::unique_ptr<LiveSettings> settings;

    explicit Live(const Overrides& overrides = {})
    {
        Settings start;
        start.port = start.lastPort = session.port();
        settings = std::make_unique<LiveSettings>(path(), start, overrides, *session);
    }
    [[nodiscard]] std::string path() const { return session.folder() + "/settings.ini"; }
    [[nodiscard]] Settings saved() const { return loadSettings(path()).settings; }
    [[nodiscard]] Status change(const std::function<void(Settings&)>& edit) const
    {
        Settings wanted = settings->settings();
        edit(wanted);
        return settings->change(wanted);
    }
};

/// Sends a request and waits for the head of its answer.
QByteArray ask(QTcpSocket& socket)
{
    socket.write(request.data(), static_cast<qint64>(request.size()));
    QByteArray answer;
    [&] { QTRY_VERIFY((answer += socket.readAll()).contains("\r\n\r\n")); }();
    return answer.left(12);
}

std::uint16_t freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return 0;
    return server.serverPort();
}

} // namespace

class TestLiveSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anotherPortIsUsedAtOnceAndOpenConnectionsGoOn()
    {
        const Live live;
        const std::uint16_t before = live.session.port();
        QTcpSocket open;
        open.connectToHost(QHostAddress::LocalHost, before);
        QCOMPARE(ask(open), "HTTP/1.1 200"_ba);
        const std::uint16_t wanted = freePort();
        QVERIFY(live.change([&](Settings& settings) { settings.port = wanted; }).ok());
        QTRY_COMPARE(live.session.port(), wanted);
        QCOMPARE(ask(open), "HTTP/1.1 200"_ba);
        QTcpSocket fresh;
        fresh.connectToHost(QHostAddress::LocalHost, wanted);
        QCOMPARE(ask(fresh), "HTTP/1.1 200"_ba);
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, before);
        QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
        QCOMPARE(live.saved().port, wanted);
        QTRY_COMPARE(live.saved().lastPort, wanted);
    }

    void anAddressThatCannotBeHadIsSaidAndTheOldOneStands_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("not of this machine") << u"192.0.2.1"_s;
        QTest::newRow("no address") << u"<b>nowhere</b>"_s;
    }
    void anAddressThatCannotBeHadIsSaidAndTheOldOneStands()
    {
        QFETCH(QString, address);
        const Live live;
        const std::uint16_t port = live.session.port();
        QSignalSpy refused(live.settings.get(), &LiveSettings::listenRefused);
        QVERIFY(live.change([&](Settings& settings) { settings.address = address.toStdString(); }).ok());
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(QString::fromStdString(refused.at(0).at(0).value<Error>().detail).contains(address));
        QCOMPARE(live.settings->settings().address, "127.0.0.1"s);
        QCOMPARE(live.saved().address, "127.0.0.1"s);
        QCOMPARE(int(live.settings->session().listenStatus().state), int(ListenState::Listening));
        QCOMPARE(live.session.port(), port);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QCOMPARE(ask(socket), "HTTP/1.1 200"_ba);
    }

    void httpsIsSwitchedOnAndOffWithoutAnotherPort()
    {
        const Live live;
        const std::uint16_t port = live.session.port();
        QVERIFY(live.change([](Settings& settings) { settings.tls = TlsMode::SelfSigned; }).ok());
        QTRY_VERIFY(live.settings->session().listenStatus().address.tls);
        QCOMPARE(live.session.port(), port);
        QVERIFY(QFile::exists(QString::fromStdString(live.session.folder() + "/certificate.pem")));
        QVERIFY(live.change([](Settings& settings) { settings.tls = TlsMode::Off; }).ok());
        QTRY_VERIFY(!live.settings->session().listenStatus().address.tls);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QCOMPARE(ask(socket), "HTTP/1.1 200"_ba);
    }

    void aBadCertificateChangesNothing()
    {
        const Live live;
        const Status status = live.change([](Settings& settings) {
            settings.tls = TlsMode::Files;
            settings.certificatePath = settings.keyPath = "/nowhere/certificate.pem";
        });
        QCOMPARE(status.error().code, ErrorCode::NotFound);
        QCOMPARE(int(live.settings->settings().tls), int(TlsMode::Off));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, live.session.port());
        QCOMPARE(ask(socket), "HTTP/1.1 200"_ba);
    }

    void aLimitCountsForTheNextRequest()
    {
        const Live live;
        QVERIFY(live.change([](Settings& settings) { settings.limits.body = 1; }).ok());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, live.session.port());
        QCOMPARE(ask(socket), "HTTP/1.1 413"_ba);
        QCOMPARE(live.saved().limits.body, std::size_t{1});
    }

    void theCommandLineOverrulesWhatIsSavedForLater()
    {
        Overrides overrides;
        overrides.listen = std::pair("127.0.0.1"s, std::uint16_t{0});
        overrides.limits = {{"body", "2"}};
        const Live live(overrides);
        const std::uint16_t port = live.session.port();
        const std::uint16_t wanted = freePort();
        QVERIFY(live.change([&](Settings& settings) {
            settings.port = wanted;
            settings.limits.body = 1;
        }).ok());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QCOMPARE(ask(socket), "HTTP/1.1 200"_ba);
        QCOMPARE(live.saved().port, wanted);
        QCOMPARE(live.saved().limits.body, std::size_t{1});
        QCOMPARE(live.saved().lastPort, std::uint16_t{0}); // chosen by the command line: not remembered
    }

    void theTakenPortIsRememberedForTheNextStart()
    {
        const Live live;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        QVERIFY(live.change([&](Settings& settings) { settings.port = other.serverPort(); }).ok());
        QTRY_VERIFY(live.settings->session().listenStatus().tookAnotherPort);
        QTRY_COMPARE(live.saved().lastPort, live.session.port());
        QCOMPARE(live.saved().port, other.serverPort());
    }

    void settingsThatCannotBeSavedAreUsedAndSaid()
    {
        RunningSession session;
        LiveSettings settings("/proc/nowhere/settings.ini", {}, {}, *session);
        QSignalSpy notSaved(&settings, &LiveSettings::notSaved);
        Settings wanted;
        wanted.durability = store::Durability::Full;
        QVERIFY(settings.change(wanted).ok());
        QCOMPARE(notSaved.size(), 1);
        QCOMPARE(int(settings.settings().durability), int(store::Durability::Full));
    }
};

HOOKLOUPE_TEST(TestLiveSettings)
#include "tst_live_settings.moc"
