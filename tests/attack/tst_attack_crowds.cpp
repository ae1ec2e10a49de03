// SPDX-License-Identifier: GPL-3.0-or-later
// Connections by the hundred that say nothing, little, slowly, or do not listen, while good requests go through.
#include "support/test_main.h"
#include "bare_socket.h"
#include "stage.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

#include <sys/resource.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int places = 96;  // of the server
constexpr int mostBusy = 60; // connections with a request under way: those are never closed for another one

/// Connections of one kind each, kept open, and kept going by poke().
class Crowd {
public:
    Crowd(std::uint16_t port, Dice& dice) : m_port(port), m_dice(dice) {}

    void join()
    {
        Member member{BareSocket::to(m_port)};
        if (!member.socket.isOpen())
            return;
        const auto busy = std::count_if(m_members.begin(), m_members.end(), [](const Member& one) { return one.busy; });
        const std::string kind = busy < mostBusy ? m_dice.word({"idle", "head", "body", "half-closed", "deaf", "reset"}) : "idle";
        member.busy = kind != "idle";
        member.deaf = kind == "deaf";
        if (kind == "head") {
            member.rest = "POST /slow HTTP/1.1\r\nHost: h\r\nX-Slow: " + std::string(200, 's');
        } else if (kind == "body") {
            (void)member.socket.send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
            member.rest = std::string(200, 'b');
        } else if (kind == "half-closed") {
            (void)member.socket.send("POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            member.socket.halfClose();
        } else if (kind == "deaf") {
            const int window = 4096;
            ::setsockopt(member.socket.descriptor(), SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
            std::string all;
            for (int i = m_dice.between(1, 40); i > 0; --i)
                all += randomRequest(m_dice, "deaf", ++m_number, 100);
            (void)member.socket.send(all); // what is taken of it gets an answer that nobody reads
        } else if (kind == "reset") {
            (void)member.socket.send("POST /reset HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            member.socket.reset();
            return;
        }
        m_members.push_back(std::move(member));
    }
    /// A byte more of each that is slow; those that the server closed go.
    void poke()
    {
        for (Member& member : m_members) {
            if (!member.rest.empty() && member.socket.send(member.rest.substr(0, 1)))
                member.rest.erase(0, 1);
        }
        std::erase_if(m_members, [](const Member& member) { return !member.deaf && member.isClosed(); });
    }
    void leave() { m_members.clear(); }

private:
    struct Member {
        BareSocket socket;
        std::string rest{};  ///< to be sent, byte by byte
        bool busy = false;
        bool deaf = false;

        /// Reads what there is.
        [[nodiscard]] bool isClosed() const
        {
            std::array<char, 4096> buffer{};
            for (;;) {
                const auto got = ::recv(socket.descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
                if (got <= 0)
                    return got == 0 || errno != EAGAIN;
            }
        }
    };

    std::uint16_t m_port;
    Dice& m_dice;
    int m_number = 0;
    std::vector<Member> m_members;
};

} // namespace

class TestAttackCrowds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
        QVERIFY(::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= 2048);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goodRequestsGoThroughTheCrowd_data() { addRounds(3); }
    void goodRequestsGoThroughTheCrowd()
    {
        QFETCH(quint64, seed);
        Dice dice(seed);
        const Stage stage;
        Ledger ledger;
        const QStringList deadlines = dice.chance(50) ? QStringList{u"--limit"_s, u"head-deadline=300ms"_s, u"--limit"_s, u"body-deadline=300ms"_s}
                                                      : QStringList{};
        ServeProcess serve(stage.arguments(QStringList{u"--limit"_s, u"connections=%1"_s.arg(places), u"--limit"_s, u"write-deadline=1s"_s} + deadlines),
                           stage.home.path());
        QVERIFY(serve.listens());
        Crowd crowd(serve.port(), dice);
        for (int good = 0; good < 40; ++good) {
            for (int more = dice.between(5, 40); more > 0; --more)
                crowd.join();
            crowd.poke();
            QCOMPARE(post(serve.port(), ledger, randomRequest(dice, "good", good, 60'000)), 200);
        }
        if (dice.chance(50))
            crowd.leave();
        const QString fault = faultOfEnd(serve); // with all of them there
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        const QString faults = ledger.faultsIn(stage.path());
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
    }
};

HOOKLOUPE_TEST(TestAttackCrowds)
#include "tst_attack_crowds.moc"
