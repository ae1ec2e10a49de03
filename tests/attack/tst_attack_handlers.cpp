// SPDX-License-Identifier: GPL-3.0-or-later
// Handlers that answer with what breaks who reads it: capturing goes on, the other handler gets all, and so does this one in the end.
#include "support/test_main.h"
#include "support/sanitizers.h"
#include "hostile_handler.h"
#include "stage.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string numbered(int number, Dice& dice)
{
    const std::string body = std::to_string(number) + ":" + std::string(dice.below(20'000), 'b');
    return "POST /to/handler HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string bodyOf(const std::string& request)
{
    return request.substr(request.find("\r\n\r\n") + 4);
}

/// The most memory it ever had, in kB; 0: not known. Not asked under a sanitizer, which has its own.
[[maybe_unused]] long peakOf(int process)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    static const QRegularExpression peak(u"VmHWM:\\s+(\\d+)"_s);
    return file.open(QIODevice::ReadOnly) ? peak.match(QString::fromUtf8(file.readAll())).captured(1).toLong() : 0;
}

} // namespace

class TestAttackHandlers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void capturingAndTheOtherHandlerGoOn_data() { addRounds(3); }
    void capturingAndTheOtherHandlerGoOn()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        const Trap elsewhere;
        std::vector<std::string> tricks;
        for (int count = dice.between(2, 5); count > 0; --count)
            tricks.push_back(dice.one(HostileHandler::tricks()));
        std::string did;
        for (const std::string& trick : tricks)
            did += trick + ", ";
        const HostileHandler hostile(tricks, elsewhere.url("/elsewhere"), dice.bytes(3'000));
        const HostileHandler good({}, {}, {});
        const bool fromFirst = dice.chance(30);
        ServeProcess forward(stage.arguments({u"--to"_s, QString::fromStdString(hostile.url()), u"--to"_s, QString::fromStdString(good.url()),
                                              u"--handler-timeout"_s, u"1"_s, u"--answer-from"_s, fromFirst ? u"first-target"_s : u"endpoint"_s}),
                             stage.home.path(), {}, u"forward"_s);
        QVERIFY(forward.listens());
        Ledger ledger;
        std::vector<std::string> sent;
        for (int number = 0; number < 12; ++number) {
            const std::string request = numbered(number, dice);
            sent.push_back(bodyOf(request));
            const int status = post(forward.port(), ledger, request);
            QVERIFY2(status >= 200 && (fromFirst || status == 200), (did + std::to_string(status)).c_str());
        }
        QVERIFY2(comes([&] { return good.bodies() == sent; }), did.c_str());
        // Each trick takes one request along at most, and up to a second, and the pause after it.
        QVERIFY2(QTest::qWaitFor([&] { const auto bodies = hostile.bodies(); return !bodies.empty() && bodies.back() == sent.back(); }, 60'000),
                 did.c_str());
        QVERIFY2(!elsewhere.sprung(), did.c_str());
#ifndef HOOKLOUPE_UNDER_ASAN
        QVERIFY2(peakOf(forward.processId()) < 300'000, (did + std::to_string(peakOf(forward.processId())) + " kB").c_str());
#endif
        const auto bodies = hostile.bodies(); // in order, each once
        std::vector<std::string> expected;
        std::copy_if(sent.begin(), sent.end(), std::back_inserter(expected),
                     [&](const std::string& body) { return std::find(bodies.begin(), bodies.end(), body) != bodies.end(); });
        QVERIFY2(bodies == expected, did.c_str());
        const QString fault = faultOfEnd(forward);
        QVERIFY2(fault.isEmpty(), (did + fault.toStdString()).c_str());
    }
};

HOOKLOUPE_TEST(TestAttackHandlers)
#include "tst_attack_handlers.moc"
