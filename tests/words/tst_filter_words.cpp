// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/filter_words.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

const std::vector<Endpoint> endpoints{{.id = catchAllEndpoint, .path = "", .description = {}, .triggers = {}},
                                      {.id = EndpointId{7}, .path = "/hooks/ci", .description = {}, .triggers = {}}};

QString sentenceFor(std::string_view filter)
{
    const auto parsed = filter::parseFilter(filter, endpoints);
    const auto* fault = std::get_if<filter::FilterFault>(&parsed);
    return fault ? words::filterFaultSentence(*fault) : QString();
}

} // namespace

class TestFilterWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachMistakeIsNamedWithItsPlaceAndTheWayOut_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("wayOut");
        QTest::newRow("key") << "event=a colour=red"_ba << u"character 9, “colour=red”"_s << u"Keys are event, project, endpoint,"_s;
        QTest::newRow("form") << "commit_create"_ba << u"character 1, “commit_create”"_s << u"KEY=VALUE"_s;
        QTest::newRow("value") << "event="_ba << u"“event=”"_s << u"missing"_s;
        QTest::newRow("endpoint") << "endpoint=/ci"_ba << u"“endpoint=/ci”"_s << u"There are *, /hooks/ci."_s;
        QTest::newRow("verdict") << "verdict=good"_ba << u"“verdict=good”"_s << u"mismatch"_s;
        QTest::newRow("status") << "status=20"_ba << u"“status=20”"_s << u"4xx"_s;
        QTest::newRow("moment") << "since=now"_ba << u"“since=now”"_s << u"UTC"_s;
        QTest::newRow("hostile") << "colour\x1b=\u202ex"_ba << u"colour\\u{001B}=\\u{202E}x"_s << u"Keys"_s;
    }
    void eachMistakeIsNamedWithItsPlaceAndTheWayOut()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QString, place);
        QFETCH(QString, wayOut);
        const QString sentence = sentenceFor(filter.toStdString());
        QVERIFY2(sentence.contains(place) && sentence.contains(wayOut), qPrintable(sentence));
    }

    void aLongOneIsShortened()
    {
        QVERIFY(sentenceFor(std::string(5'000, 'x')).size() < 300);
    }
};

HOOKLOUPE_APPLESS_TEST(TestFilterWords)
#include "tst_filter_words.moc"
