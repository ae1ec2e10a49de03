// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "client/web_url.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::client;
using namespace std::string_literals;

class TestWebUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aUrlIsShownWithoutItsPassword_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << "http://h/a@b" << "http://h/a@b";
        QTest::newRow("user") << "http://user:PASSWORD@h:1/a@b" << "http://…@h:1/a@b";
        QTest::newRow("bad port") << "http://user:PASSWORD@h:x/" << "http://…@h:x/";
        QTest::newRow("slash in it") << "http://user:PASS/WORD@h/" << "http://…@h/";
        QTest::newRow("two at signs") << "http://user:PASS@WORD@h/" << "http://…@h/";
        QTest::newRow("no scheme") << "user:PASSWORD@h/" << "…@h/";
        QTest::newRow("another scheme") << "ftp://user:PASSWORD@h/" << "ftp://…@h/";
    }
    void aUrlIsShownWithoutItsPassword()
    {
        QFETCH(const QString, written);
        QTEST(QString::fromStdString(shownUrl(written.toStdString())), "shown");
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aUrlIsTakenApart_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("hasPath");
        QTest::addColumn<QByteArray>("hostField");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const QByteArray& url, const QByteArray& host, int port, const QByteArray& path, bool hasPath,
                            const QByteArray& hostField, const QByteArray& shown) {
            QTest::newRow(url.constData()) << url << host << port << path << hasPath << hostField << shown;
        };
        row("http://example.org", "example.org", 80, "/", false, "example.org", "http://example.org/");
        row("http://example.org/", "example.org", 80, "/", true, "example.org", "http://example.org/");
        row("HTTPS://Example.org:443/a?b=c#d", "example.org", 443, "/a?b=c", true, "example.org", "https://example.org/a?b=c");
        row("https://h:80", "h", 80, "/", false, "h:80", "https://h:80/");
        row("http://h:/x", "h", 80, "/x", true, "h", "http://h/x");
        row("http://h?x=1", "h", 80, "/?x=1", false, "h", "http://h/?x=1");
        row("http://[::1]:8080/a", "::1", 8080, "/a", true, "[::1]:8080", "http://[::1]:8080/a");
        row("http://[2001:db8::7]", "2001:db8::7", 80, "/", false, "[2001:db8::7]", "http://[2001:db8::7]/");
        row("http://u:p@h/a@b", "h", 80, "/a@b", true, "h", "http://h/a@b");
        row("http://h/a b/\xc3\xa9?q={\"}", "h", 80, "/a%20b/%C3%A9?q=%7B%22%7D", true, "h",
            "http://h/a%20b/%C3%A9?q=%7B%22%7D");
        row("http://h/%2F%zz//", "h", 80, "/%2F%zz//", true, "h", "http://h/%2F%zz//");
        row("http://b\xc3\xbc" "cher.example/", "xn--bcher-kva.example", 80, "/", true, "xn--bcher-kva.example",
            "http://xn--bcher-kva.example/");
    }
    void aUrlIsTakenApart()
    {
        QFETCH(QByteArray, url);
        const auto parsed = parseUrl(url.toStdString());
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().detail.c_str());
        QTEST(QByteArray::fromStdString(parsed->target.host), "host");
        QTEST(int(parsed->target.port), "port");
        QTEST(QByteArray::fromStdString(parsed->path), "path");
        QTEST(parsed->hasPath, "hasPath");
        QTEST(QByteArray::fromStdString(parsed->hostField), "hostField");
        QTEST(QByteArray::fromStdString(parsed->shown()), "shown");
        QCOMPARE(parsed->target.tls, url.toLower().startsWith("https"));
    }

    void userAndPasswordAreDecodedAndNeverShown()
    {
        QCOMPARE(parseUrl("http://us%40er:p%3Aa%20ss+@h/")->userInfo, "us@er:p:a ss+"s);
        QCOMPARE(parseUrl("http://user@h/")->userInfo, "user:"s);
        QCOMPARE(parseUrl("http://@h/")->userInfo, ""s);
        QCOMPARE(parseUrl("http://a:b@h/x")->shown(), "http://h/x"s);
    }

    void aUnixSocketHasAFileAndAPath()
    {
        const auto url = parseUrl("unix:/run/handler.sock:/hooks/ci?a=b:/c");
        QCOMPARE(url->target.socketPath, "/run/handler.sock"s);
        QCOMPARE(url->path, "/hooks/ci?a=b:/c"s);
        QCOMPARE(url->hostField, "localhost"s);
        QCOMPARE(url->shown(), "unix:/run/handler.sock:/hooks/ci?a=b:/c"s);
        const auto bare = parseUrl("unix:/run/handler.sock");
        QCOMPARE(bare->path, "/"s);
        QVERIFY(!bare->hasPath && url->hasPath);
        QVERIFY(bare->isLoopback());
    }

    void whatIsWrongIsNamedAndNoPasswordIs_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const QByteArray& url, const QByteArray& named) { QTest::newRow(url.left(40).constData()) << url << named; };
        row("", "empty");
        row("localhost:8080", "http://");
        row("ftp://h/", "http://");
        row("http:/h", "http://");
        row("http://", "no host");
        row("http:///path", "no host");
        row("http://user:s3cret@", "no host");
        row("http://user:s3cret@h:port/", "port");
        row("http://h:0/", "port");
        row("http://h:65536/", "port");
        row("http://h:-1/", "port");
        row("http://h:8o/", "port");
        row("http://::1/", "brackets");
        row("http://[::1/", "IPv6");
        row("http://[host]/", "IPv6");
        row("http://[]/", "IPv6");
        row("http://[::1]x/", "IPv6");
        row("http://a b/", "host");
        row("http://a%62/", "host");
        row("http://h<x>/", "host");
        row("http://user:s3cret@mail@h/", "%40");
        row("http://user:s3cret%0A@h/", "control");
        row("http://h/a\r\nX: y", "control");
        row("http://h/" + QByteArray(9000, 'a'), "8 KiB");
        row("unix:relative.sock:/x", "absolute");
        row("unix:", "absolute");
        row("unix:/a.sock:x", "begins with");
        row("unix:/" + QByteArray(108, 'a'), "107");
    }
    void whatIsWrongIsNamedAndNoPasswordIs()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, named);
        const auto parsed = parseUrl(url.toStdString());
        QVERIFY(!parsed.ok());
        QVERIFY(parsed.error().code == ErrorCode::InvalidInput);
        const QByteArray detail = QByteArray::fromStdString(parsed.error().detail);
        QVERIFY2(detail.contains(named), detail.constData());
        QVERIFY(!detail.contains("s3cret"));
    }

    void thisMachineIsKnown()
    {
        for (const char* near : {"http://localhost", "http://LOCALHOST.:80", "http://app.localhost", "http://127.0.0.1",
                                 "http://127.8.9.10", "http://[::1]", "http://[::ffff:127.0.0.1]"})
            QVERIFY2(parseUrl(near)->isLoopback(), near);
        for (const char* far : {"http://example.org", "http://notlocalhost", "http://localhost.example.org", "http://10.0.0.1",
                                "http://127.0.0.1.example.org", "http://[2001:db8::1]", "http://128.0.0.1"})
            QVERIFY2(!parseUrl(far)->isLoopback(), far);
    }

    /// RFC 3986 section 5.4, where it differs from the URL Standard: the latter.
    void aLocationIsResolved_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("leadsTo");
        const auto row = [](const QByteArray& location, const QByteArray& leadsTo) {
            QTest::newRow(location.isEmpty() ? "empty" : location.constData()) << location << leadsTo;
        };
        row("g", "http://a:8080/b/c/g");
        row("./g", "http://a:8080/b/c/g");
        row("g/", "http://a:8080/b/c/g/");
        row("/g", "http://a:8080/g");
        row("//g", "http://g/");
        row("//g:1/x", "http://g:1/x");
        row("?y", "http://a:8080/b/c/d?y");
        row("g?y/./x", "http://a:8080/b/c/g?y/./x");
        row("#s", "http://a:8080/b/c/d?q");
        row("g#s/../x", "http://a:8080/b/c/g");
        row("", "http://a:8080/b/c/d?q");
        row(".", "http://a:8080/b/c/");
        row("..", "http://a:8080/b/");
        row("../../../g", "http://a:8080/g");
        row("/./g", "http://a:8080/g");
        row("/a/b/../../..", "http://a:8080/");
        row("g;x=1/../y", "http://a:8080/b/c/y");
        row("\\g\\x?a\\b", "http://a:8080/g/x?a%5Cb");
        row("http:x", "http://a:8080/b/c/x");
        row("HTTP:/x", "http://a:8080/x");
        row("https://h/x y", "https://h/x%20y");
        row("http://h/a/../b", "http://h/b");
        row("a?b:c", "http://a:8080/b/c/a?b:c");
    }
    void aLocationIsResolved()
    {
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, leadsTo);
        const auto base = parseUrl("http://user:pw@a:8080/b/c/d?q");
        const auto url = resolved(*base, location.toStdString());
        QVERIFY2(url.ok(), url.ok() ? "" : url.error().detail.c_str());
        QCOMPARE(QByteArray::fromStdString(url->shown()), leadsTo);
        const bool namesAHost = location.contains("//g") || location.contains("//h");
        QCOMPARE(url->userInfo, namesAHost ? ""s : "user:pw"s);
    }

    void aLocationLeadsToTheWebAlone()
    {
        const auto base = parseUrl("https://a/");
        for (const char* bad : {"ftp://a/", "unix:/run/docker.sock:/", "javascript:alert(1)", "http://", "http:x", "https://", "//", "a\nb",
                                "http://[x]/", "file:///etc/passwd"})
            QVERIFY2(!resolved(*base, bad).ok(), bad);
        QVERIFY(resolved(*base, "//h/x")->target.tls);
    }
};

HOOKLOUPE_APPLESS_TEST(TestWebUrl)
#include "tst_web_url.moc"
