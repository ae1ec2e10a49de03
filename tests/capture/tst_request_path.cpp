// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "capture/endpoint.h"

#include <QTest>

using namespace hookloupe;
using namespace std::string_literals;

namespace {

ArmedEndpoint endpoint(int id, const std::string& path)
{
    ArmedEndpoint armed;
    armed.endpoint.id = EndpointId{id};
    armed.endpoint.path = path;
    return armed;
}

std::string taker(const std::vector<ArmedEndpoint>& endpoints, std::string_view target)
{
    const ArmedEndpoint* const found = endpointFor(endpoints, target);
    return found ? found->endpoint.path : "none"s;
}

} // namespace

class TestRequestPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySpellingOfAPathReachesItsEndpoint_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target :
             {"/hooks/ci", "/hooks/ci?a=/x", "/hooks/ci#f", "/hooks/ci/", "/hooks/ci//", "/hooks/ci/deeper", "/hooks/%63i", "/%68ooks/ci",
              "/hooks/%63%69", "/hooks//ci", "//hooks/ci", "///hooks///ci", "/./hooks/ci", "/hooks/./ci", "/hooks/ci/.",
              "/x/../hooks/ci", "/hooks/x/../ci", "/../hooks/ci", "/../../hooks/ci", "/hooks/%2e/ci", "/x/%2e%2e/hooks/ci",
              "/x/.%2E/hooks/ci", "/x/%2E./hooks/ci", "/hooks/ci/x/..", "/x/y/../../hooks/ci", "//x/..//hooks/ci",
              "http://h/hooks/ci", "http://h:1/hooks/ci?q", "http://h//hooks/%63i", "HTTP://H/x/../hooks/ci",
              // Read by some as this path, by others as another one.
              "/hooks/ci;jsessionid=1", "/hooks;x/ci", "/x/..;/hooks/ci", "/;/hooks/ci", "/hooks//../ci", "/hooks/ci/x;/..",
              "/hooks/;/../ci"})
            QTest::newRow(target) << QByteArray(target);
    }
    void everySpellingOfAPathReachesItsEndpoint()
    {
        QFETCH(QByteArray, target);
        const std::vector<ArmedEndpoint> endpoints{endpoint(0, ""), endpoint(1, "/hooks/ci"), endpoint(2, "/hook")};
        QCOMPARE(taker(endpoints, target.toStdString()), "/hooks/ci"s);
    }

    void anotherPathDoesNot_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target :
             {"/hooks%2Fci", "/hooks%2fci", "/hooks/%2563i", "/hooks/cicd", "/hooks/c", "/hooks/CI", "/hooks\\ci", "/hooks%5Cci", "/hooks/c%69d",
              "/hooks/ci%2F..", "/hooks/ci/..", "/hooks/ci/%2e%2e/x", "/hooks/ci%00", "/hooks/ci%3F", "/hooks/ci%3Bx", "/x?/hooks/ci",
              "/x#/hooks/ci", "http://h?/hooks/ci", "http://hooks/ci", "/http://h/hooks/ci", "*", "hooks:1", "/..%2Fhooks/ci",
              "/hooks/%%36%33i", "/hooks/%u0063i", "/hooks/%c0%63i", "/hooks/ci%"})
            QTest::newRow(target) << QByteArray(target);
    }
    void anotherPathDoesNot()
    {
        QFETCH(QByteArray, target);
        const std::vector<ArmedEndpoint> endpoints{endpoint(0, ""), endpoint(1, "/hooks/ci"), endpoint(2, "/hook")};
        QCOMPARE(taker(endpoints, target.toStdString()), ""s);
    }

    void noReadingGoesRoundASecret_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target :
             {"/hooks%2Fci", "/hooks%2fci", "/hooks/ci%2F", "/hooks/ci%2fdeeper", "/hooks%5cci", "/hooks\\ci", "/x/..%2fhooks%2fci", "/..%2Fhooks/ci",
              "/HOOKS/ci", "/hooks/CI/deeper", "/HOOKS%2Fci", "/hooks%2F%2Fci", "/x%5C..%5Chooks%5Cci",
              "/hooks/ci.", "/hooks/ci%2e", "/hooks/ci../", "/hooks./ci", "/hooks/ci%20", "/hooks%20./ci", "/hooks/ci%00", "/hooks/ci%00x/y",
              "/hooks/ci%3bx", "/hooks/ci%3Bx=1/deeper", "/hooks%252fci", "/hooks/%252563i", "/hooks/%2563i", "/hooks/%u0063i", "/hooks%u002fci",
              "/a/%252e%252e/hooks/ci", "/a/%u002e./hooks/ci", "/open/longer/path/..;/..;/..;/hooks/ci", "/open/longer/path/%2e%2e%2f%2e%2e%2f%2e%2e%2fhooks/ci"})
            QTest::newRow(target) << QByteArray(target);
    }
    void noReadingGoesRoundASecret()
    {
        QFETCH(QByteArray, target);
        std::vector<ArmedEndpoint> endpoints{endpoint(0, ""), endpoint(1, "/hooks/ci"), endpoint(2, "/hooks"), endpoint(3, "/open/longer/path")};
        const auto before = taker(endpoints, target.toStdString());
        endpoints[1].secrets = {"secret"};
        QCOMPARE(taker(endpoints, target.toStdString()), "/hooks/ci"s);
        endpoints[1].secrets.clear();
        endpoints[1].unreadable = true;
        QCOMPARE(taker(endpoints, target.toStdString()), "/hooks/ci"s);
        endpoints[1].unreadable = false;
        QCOMPARE(taker(endpoints, target.toStdString()), before);
    }

    void lettersTellEndpointsApart()
    {
        std::vector<ArmedEndpoint> endpoints{endpoint(0, ""), endpoint(1, "/a"), endpoint(2, "/A")};
        endpoints[1].secrets = {"secret"};
        QCOMPARE(taker(endpoints, "/A/b"), "/A"s);
        QCOMPARE(taker(endpoints, "/a/b"), "/a"s);
        QCOMPARE(taker(endpoints, "/ab"), ""s);
    }

    void parametersMayTellEndpointsApart()
    {
        const std::vector<ArmedEndpoint> endpoints{endpoint(1, "/a;v=1"), endpoint(2, "/a;v=2"), endpoint(3, "/a")};
        QCOMPARE(taker(endpoints, "/a;v=1"), "/a;v=1"s);
        QCOMPARE(taker(endpoints, "/a;%76=2/b"), "/a;v=2"s);
        QCOMPARE(taker(endpoints, "/a;v=3"), "/a"s);
        QCOMPARE(taker(endpoints, "/b"), "none"s);
    }

    void aPathHasOneNormalForm_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("normal");
        const auto row = [](const char* path, const char* normal) { QTest::newRow(path) << QByteArray(path) << QByteArray(normal); };
        row("/", "/");
        row("//", "/");
        row("/.", "/");
        row("/..", "/");
        row("/../..//", "/");
        row("/a/", "/a/");
        row("/a/.", "/a/");
        row("/a/b/..", "/a/");
        row("/a/./b", "/a/b");
        row("/a//../b", "/b");
        row("/.well-known/x", "/.well-known/x");
        row("/a/...", "/a/...");
        row("/%41%7e%2D", "/A~-");
        row("/%40%24", "/@$");
        row("/a%20b%c3%a9", "/a%20b%C3%A9");
        row("/a[1]\"", "/a%5B1%5D%22");
        row("/%2f%25", "/%2F%25");
        row("/%zz%", "/%25zz%25");
        row("/%%36%33", "/%2563");
        row("*", "*");
        row("a/../b", "a/../b");
        row("", "");
    }
    void aPathHasOneNormalForm()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, normal);
        const std::string got = normalPath(path.toStdString());
        QCOMPARE(got, normal.toStdString());
        QCOMPARE(normalPath(got), got);
    }

    void aUsersPathIsKeptInNormalForm()
    {
        QCOMPARE(normalisedPath("hooks//%63i/"), "/hooks/ci"s);
        QCOMPARE(normalisedPath("/x/../hooks/./ci/."), "/hooks/ci"s);
        QCOMPARE(normalisedPath("/a%2fb"), "/a%2Fb"s);
        for (const char* everything : {"/x/..", "/.", "/%2e", "//"})
            QVERIFY2(normalisedPath(everything).empty(), everything);
    }
};

HOOKLOUPE_APPLESS_TEST(TestRequestPath)
#include "tst_request_path.moc"
