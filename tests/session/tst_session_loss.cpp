// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "support/hostile_store.h"
#include "support/older_state.h"
#include "trust_machine.h"

#include <QDeadlineTimer>
#include <QRegularExpression>
#include <QThread>

#include <filesystem>
#include <functional>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;
namespace fs = std::filesystem;
using forward::QueueState;

namespace {

/// A machine whose store has /hooks/ci, which passes on to a handler.
struct Captured : Machine {
    Handler handler;
    std::vector<store::StoreLoss> losses;

    /// `more`: lines of the forwarding behind the target.
    explicit Captured(const std::string& more = {})
    {
        open();
        own("/hooks/ci", handler.url() + "\n" + more);
        QObject::connect(session.get(), &Session::storeLost, session.get(), [this](const store::StoreLoss& loss) { losses.push_back(loss); });
        listen();
    }
    [[nodiscard]] bool isLost() const { return QTest::qWaitFor([&] { return !losses.empty(); }, 30'000); }
    [[nodiscard]] bool isRescued() const
    {
        return QTest::qWaitFor([&] { return !losses.empty() && !losses.back().rescuedTo.empty(); }, 30'000);
    }
    [[nodiscard]] bool isOver() const { return QTest::qWaitFor([&] { return !losses.empty() && losses.back().over; }, 30'000); }
    /// Its handler is down, and a request waits for it.
    [[nodiscard]] bool hasOneWaiting()
    {
        handler.kill();
        return post("/hooks/ci").status == 200 && QTest::qWaitFor([&] { return states() == std::vector{QueueState::Down}; });
    }
    void copyStoreTo(const std::string& path) const
    {
        runSql(store(), "VACUUM INTO '" + path + "'");
    }
};

/// Of what another thread does, while this one handles nothing.
bool comesWithoutEvents(const std::function<bool()>& is)
{
    const QDeadlineTimer end(30'000);
    while (!is() && !end.hasExpired())
        QThread::yieldCurrentThread();
    return is();
}

} // namespace

/// What is passed on when the store's file is taken away, and when one is there again.
class TestSessionLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void nothingIsPassedOnWhileTheStoreIsGone()
    {
        Captured machine("pace = 2/s");
        for (int i = 0; i < 6; ++i)
            QCOMPARE(machine.post("/hooks/ci").status, 200); // some of them are known to the store as begun
        QTRY_VERIFY(!machine.handler.requests.empty());
        fs::rename(machine.store(), machine.place("away"));
        QVERIFY(machine.isLost());
        QTRY_COMPARE(machine.states(), std::vector{QueueState::StoreFailed});
        const std::size_t before = machine.handler.requests.size();
        QVERIFY(before < 6);
        machine.session->forwarder()->retryNow();
        QCOMPARE(machine.post("/hooks/ci").status, 503);
        QTest::qWait(1'200); // of three turns
        QCOMPARE(machine.handler.requests.size(), before);
        fs::rename(machine.place("away"), machine.store());
        QVERIFY(machine.isOver());
        QVERIFY(machine.losses.back().sameFile);
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE_WITH_TIMEOUT(machine.handler.requests.size(), std::size_t(6), 15'000); // each of them once
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 0);
    }

    void whoPutAFileInPlaceIsAskedAbout()
    {
        Captured machine;
        QVERIFY(machine.hasOneWaiting());
        const std::string theirs = machine.place("theirs");
        machine.copyStoreTo(theirs);
        // The digest beside it is made anew, too: nothing in the file says that it is another request.
        runSql(theirs, "UPDATE bodies SET body = CAST('[]' AS BLOB), sha256 = x'' WHERE id = 1");
        fs::rename(theirs, machine.store());
        QVERIFY(machine.isOver());
        QVERIFY(!machine.losses.back().sameFile);
        QVERIFY(machine.handler.start());
        machine.session->forwarder()->retryNow();
        QTRY_COMPARE(machine.states(), std::vector{QueueState::NotAgreed});
        QCOMPARE(machine.post("/hooks/ci").status, 200); // captured all the same
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 2);
        const HeldStore held = machine.session->heldStore();
        QCOMPARE(held.endpoints.size(), std::size_t(1));
        QCOMPARE(held.endpoints[0].waiting.size(), std::size_t(1));
        QVERIFY(machine.handler.requests.empty());
        QVERIFY(machine.session->agree(consentToAll(held)).ok());
        QTRY_COMPARE(machine.handler.requests.size(), std::size_t(2));
        QVERIFY(machine.handler.requests[0].ends_with("[]"));
    }

    void anotherTargetInAFilePutInPlaceIsHeld()
    {
        Captured machine;
        Handler elsewhere;
        const std::string theirs = machine.place("theirs");
        machine.copyStoreTo(theirs);
        runSql(theirs, "UPDATE endpoints SET forward = '" + elsewhere.url() + "', answer = 'redirect 307 to=http://127.0.0.1:9/' WHERE id = 1");
        fs::rename(theirs, machine.store());
        QVERIFY(machine.isOver());
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        QTRY_VERIFY(machine.states() == (std::vector{QueueState::Idle, QueueState::NotAgreed})
                    || machine.states() == (std::vector{QueueState::NotAgreed, QueueState::Idle})); // by port
        QVERIFY(heldPart(machine.session->heldStore(), EndpointId{1}).forward);
        QVERIFY(heldPart(machine.session->heldStore(), EndpointId{1}).answer);
        QVERIFY(machine.session->heldStore().reason == TrustReason::Changed);
        QVERIFY(elsewhere.requests.empty() && machine.handler.requests.empty());
    }

    void whatAnOlderStateHoldsIsNotSentAgain()
    {
        Captured machine;
        QVERIFY(machine.hasOneWaiting());
        const std::string backup = machine.place("backup");
        QVERIFY(copyDatabase(machine.store(), backup));
        QVERIFY(machine.handler.start());
        machine.session->forwarder()->retryNow();
        QTRY_COMPARE(machine.handler.requests.size(), std::size_t(1));
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 0);
        QVERIFY(copyDatabase(backup, machine.store()));
        QVERIFY(machine.isOver());
        QCOMPARE(machine.losses.front().fate, store::Fate::Older);
        QTRY_COMPARE(machine.states(), std::vector{QueueState::NotAgreed});
        const HeldStore held = machine.session->heldStore();
        QCOMPARE(held.endpoints.size(), std::size_t(1));
        QCOMPARE(held.endpoints[0].waiting.front().requests, 1);
        QCOMPARE(machine.handler.requests.size(), std::size_t(1));
    }

    /// The end of a loss was not handled yet when the store was gone once more.
    void nextLossDoesNotHideAnOlderState()
    {
        Captured machine;
        QVERIFY(machine.hasOneWaiting());
        const std::string backup = machine.place("backup");
        QVERIFY(copyDatabase(machine.store(), backup));
        QVERIFY(machine.handler.start());
        machine.session->forwarder()->retryNow();
        QTRY_COMPARE(machine.handler.requests.size(), std::size_t(1));
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 0);
        QVERIFY(copyDatabase(backup, machine.store()));
        QVERIFY(comesWithoutEvents([&] { return machine.session->forwarder()->losses() > 0 && !machine.session->storeLoss(); }));
        fs::rename(machine.store(), machine.place("away"));
        QVERIFY(comesWithoutEvents([&] { return machine.session->storeLoss().has_value(); }));
        QVERIFY(machine.losses.empty());
        QTRY_VERIFY(!machine.losses.empty() && machine.losses.back().fate == store::Fate::Moved);
        QCOMPARE(machine.losses.front().fate, store::Fate::Older);
        fs::rename(machine.place("away"), machine.store());
        QVERIFY(machine.isOver());
        QVERIFY(machine.losses.back().sameFile);
        QTRY_COMPARE(machine.states(), std::vector{QueueState::NotAgreed});
        QVERIFY(machine.session->heldStore().any());
        QCOMPARE(machine.handler.requests.size(), std::size_t(1));
    }

    void whatWasRescuedGoesOnUnasked()
    {
        Captured machine;
        QVERIFY(machine.hasOneWaiting());
        fs::remove(machine.store());
        QVERIFY(machine.isRescued());
        QVERIFY(machine.handler.start());
        QTRY_COMPARE(machine.states(), std::vector{QueueState::StoreFailed});
        QVERIFY(machine.session->continueAt(machine.losses.back().rescuedTo).ok());
        QVERIFY(machine.isOver());
        QVERIFY(machine.losses.back().sameFile);
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE(machine.handler.requests.size(), std::size_t(1));
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 0);
        // And it is known the next time, where it is now.
        auto options = machine.options();
        options.store.path = machine.losses.back().path;
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
    }

    void aRescuedOneThatSomebodyReplacedIsAskedAbout()
    {
        Captured machine;
        QVERIFY(machine.hasOneWaiting());
        const std::string theirs = machine.place("theirs");
        machine.copyStoreTo(theirs);
        fs::remove(machine.store());
        QVERIFY(machine.isRescued());
        fs::rename(theirs, machine.store());
        QVERIFY(machine.isOver());
        QVERIFY(!machine.losses.back().sameFile);
        QVERIFY(machine.handler.start());
        QTRY_COMPARE(machine.states(), std::vector{QueueState::NotAgreed});
        QVERIFY(machine.session->heldStore().any());
        QVERIFY(machine.handler.requests.empty());
    }
};

HOOKLOUPE_TEST(TestSessionLoss)
#include "tst_session_loss.moc"
