// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/answer_reader.h"

#include "http/answer.h"

#include <QTest>

using namespace hookloupe::http;
using namespace std::string_literals;
using State = AnswerReader::State;

Q_DECLARE_METATYPE(hookloupe::http::AnswerReader::State)

class TestAnswerReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreReadHoweverTheyAreSplit_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("content");
        QTest::addColumn<bool>("closes");
        const auto row = [](const char* name, const std::string& bytes, State state, int status, const std::string& content,
                            bool closes = false) {
            QTest::newRow(name) << bytes << state << status << content << closes;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", State::Complete, 200, "ok");
        row("no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", State::Complete, 200, "ok");
        row("length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", State::Complete, 200, "ok");
        row("empty", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", State::Complete, 200, "");
        row("no content", "HTTP/1.1 204 No Content\r\n\r\n", State::Complete, 204, "");
        row("not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", State::Complete, 304, "");
        row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\nT: 1\r\n\r\n",
            State::Complete, 200, "abcde");
        row("until the end", "HTTP/1.0 200 OK\r\n\r\nall of it", State::Complete, 200, "all of it", true);
        row("interim", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 1\r\n\r\n!",
            State::Complete, 201, "!");
        row("nothing", "", State::Broken, 0, "", true);
        row("half a head", "HTTP/1.1 200 OK\r\nContent-Le", State::Broken, 200, "", true);
        row("half a body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", State::Broken, 200, "ab", true);
        row("half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", State::Broken, 200, "ab", true);
        row("garbage", "SSH-2.0-OpenSSH_9.2\r\n", State::Broken, 0, "");
        row("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", State::Broken, 0, "");
        row("bare LF", "HTTP/1.1 200 OK\n\n", State::Broken, 0, "");
        row("bad header", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", State::Broken, 200, "");
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", State::Broken, 200, "");
        row("no length", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok", State::Broken, 200, "");
        row("length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", State::Broken, 200, "");
        row("gzip coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", State::Broken, 200, "");
        row("too large", "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", State::Broken, 200, "");
        row("endless head", "HTTP/1.1 200 OK\r\nA: " + std::string(2000, 'a'), State::Broken, 200, "");
    }
    void answersAreReadHoweverTheyAreSplit()
    {
        QFETCH(std::string, bytes);
        QFETCH(State, state);
        QFETCH(int, status);
        QFETCH(std::string, content);
        QFETCH(bool, closes);
        for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(100'000)}) {
            AnswerReader reader(false, {1000, 1000});
            std::size_t taken = 0;
            for (std::size_t at = 0; at < bytes.size(); at += piece)
                taken += reader.feed(std::string_view(bytes).substr(at, piece));
            if (closes) {
                QVERIFY(!reader.isOver());
                reader.end();
            }
            QCOMPARE(reader.state(), state);
            QCOMPARE(reader.note().empty(), state == State::Complete);
            QCOMPARE(reader.answer().status, status);
            QCOMPARE(reader.answer().content(), content);
            if (state == State::Complete) {
                QCOMPARE(taken, bytes.size());
                QCOMPARE(reader.answer().interim + reader.answer().rawHead + reader.answer().rawBody, bytes);
            }
        }
    }

    void anEndlessBodyEndsAtTheLimit()
    {
        AnswerReader reader(false, {1000, 1000});
        (void)reader.feed("HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'x'));
        QCOMPARE(reader.state(), State::Broken);
        QCOMPARE(reader.answer().rawBody.size(), std::size_t(1000));
    }

    void whatFollowsAnAnswerIsLeft()
    {
        AnswerReader reader;
        QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 "), std::size_t(40));
        QCOMPARE(reader.feed("more"), std::size_t(0));
        AnswerReader head(true);
        QCOMPARE(head.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), std::size_t(38));
        QCOMPARE(head.state(), State::Complete);
    }

    void whatTheServerWritesIsReadBack()
    {
        const std::string bytes = writeAnswer({401, {}, {{"X-A", "1"}, {"x-a", "2"}}, "no"}, {});
        AnswerReader reader;
        QCOMPARE(reader.feed(bytes), bytes.size());
        QCOMPARE(reader.answer().status, 401);
        QCOMPARE(reader.answer().reason, "Unauthorized"s);
        QCOMPARE(headerCount(reader.answer().headers, "X-A"), std::size_t(2));
        QCOMPARE(reader.answer().content(), "no"s);
    }
};

HOOKLOUPE_APPLESS_TEST(TestAnswerReader)
#include "tst_answer_reader.moc"
