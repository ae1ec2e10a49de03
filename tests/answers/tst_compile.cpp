// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "answers/compile.h"
#include "answers/plan_text.h"
#include "http/answer_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace hookloupe;
using namespace hookloupe::answers;
using namespace std::chrono_literals;
using namespace std::string_literals;
using Kind = http::WireOp::Kind;

namespace {

http::Request requestTo(std::string target, std::string body = {})
{
    http::Request request;
    request.head.method = "POST";
    request.head.target = std::move(target);
    request.head.headers = {{"X-Name", "Ada"}};
    request.rawBody = std::move(body);
    return request;
}

AnswerPlan planOf(std::string_view text)
{
    const ParsedPlan parsed = parseAnswerPlan(text);
    if (parsed.error)
        qFatal("%s", std::string(text).c_str());
    return parsed.plan;
}

Compiled compiled(std::string_view text, const http::Request& request = requestTo("/"), const http::AnswerContext& context = {},
                  const std::string& folder = {})
{
    const AnswerPlan plan = planOf(text);
    return compileTurn(plan, turnsOf(plan).front(), request, context, folder);
}

http::ReceivedAnswer received(const Compiled& compiled)
{
    http::AnswerReader reader;
    reader.feed(compiled.wire.bytes());
    if (reader.state() != http::AnswerReader::State::Complete)
        qFatal("no whole answer");
    return reader.take();
}

} // namespace

class TestCompile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFixedAnswerIsWrittenAsAsked()
    {
        const AnswerPlan plan = planOf("answer 418 reason=\"I am a teapot\" header=\"X-A: b\" body=short");
        const auto answer = plainAnswerOf(plan, requestTo("/"), {});
        QVERIFY(answer);
        QCOMPARE(answer->status, 418);
        QCOMPARE(answer->reason, "I am a teapot"s);
        QCOMPARE(answer->body, "short"s);
        QCOMPARE(answer->headers.back().value, "text/plain; charset=utf-8"s);
        QVERIFY(!plainAnswerOf(planOf("answer 200 delay=1s"), requestTo("/"), {}));
        QVERIFY(!plainAnswerOf(planOf("once\nanswer 200"), requestTo("/"), {}));
    }

    void thePathSaysTheStatusWhereItMay()
    {
        for (const auto& [target, status] : std::vector<std::pair<std::string, int>>{
                 {"/hooks/ci/503", 503}, {"/hooks/ci/503?x=404", 503}, {"/404", 404}, {"http://h/a/201", 201}, {"/hooks/ci", 200},
                 {"/hooks/199", 200}, {"/hooks/600", 200}, {"/hooks/5030", 200}, {"/503/", 200}}) {
            QCOMPARE(compiled("answer 200 by-path", requestTo(target)).status, status);
            QCOMPARE(compiled("answer 200", requestTo(target)).status, 200);
        }
    }

    void aTemplateTakesTheFieldsOfTheRequest()
    {
        const std::string text = "answer 200 template=\"{{method}} {{path}} {{query.x}} {{ header.x-name }} "
                                 "{{json.payload.event.event_name}} {{json.list.1}} {{json.none}}{{query.none}}|{{target}}\"";
        const auto object = requestTo("/a?x=1%202&y=3", "{\"payload\":{\"event\":{\"event_name\":\"commit_create\"}},\"list\":[1,2]}");
        QCOMPARE(received(compiled(text, object)).rawBody, "POST /a 1 2 Ada commit_create 2 |/a?x=1%202&y=3"s);
        const auto inString = requestTo("/a", "{\"payload\":\"{\\\"event\\\":{\\\"event_name\\\":\\\"branch_create\\\"}}\"}");
        QVERIFY(received(compiled(text, inString)).rawBody.find("branch_create") != std::string::npos);
        const auto broken = requestTo("/a", "{");
        QCOMPARE(received(compiled(text, broken)).rawBody, "POST /a  Ada   |/a"s);
    }

    void aValueThatIsNoCharacterEmptiesNoField()
    {
        const std::string text = "answer 200 template=\"[{{json.a}}{{json.b}}]\"";
        const auto filled = [&](const std::string& body) { return received(compiled(text, requestTo("/", body))).rawBody; };
        QCOMPARE(filled(R"({"a":"\ud83d","b":"x"})"), "[\ufffdx]"s);
        QCOMPARE(filled("{\"a\":\"\xe9\",\"b\":\"x\"}"), "[\ufffdx]"s);
        QCOMPARE(filled(R"({"a":"1\u00002","b":"x"})"), "[1\0" "2x]"s);
        const std::string wide("\xff\xfe{\0\"\0a\0\"\0:\0\x31\0}\0", 16);
        QCOMPARE(filled(wide), "[1]"s);
    }

    void aTemplateCannotGrowWithoutEnd()
    {
        std::string text = "answer 200 template=\"";
        for (int i = 0; i < 2000; ++i)
            text += "{{body}}";
        const Compiled large = compiled(text + '"', requestTo("/", std::string(64 * 1024, 'x')));
        QCOMPARE(large.status, 500);
        QVERIFY(large.wire.notes.front().find("template-too-large") != std::string::npos);
    }

    void aFileIsReadForEachAnswerAndItsTroubleIsSaid()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("antwört.json")).toStdString();
        const std::string text = "answer 200 file=\"" + path + "\"";
        const std::string place = folder.path().toStdString();
        const auto from = [&](const std::string& plan) { return compiled(plan, requestTo("/"), {}, place); };
        const Compiled missing = from(text);
        QCOMPARE(missing.status, 500);
        QCOMPARE(missing.wire.notes.front(), "0 file-missing " + path + "\n");
        QVERIFY(received(missing).rawBody.find(path) == std::string::npos); // senders are not told
        QVERIFY(!plainAnswerOf(planOf(text), requestTo("/"), place));
        std::ofstream(path) << "{}";
        QCOMPARE(received(from(text)).rawBody, "{}"s);
        std::ofstream(path) << "[]";
        QCOMPARE(received(from(text)).rawBody, "[]"s);
        QCOMPARE(plainAnswerOf(planOf(text), requestTo("/"), place)->body, "[]"s);
        QVERIFY(from("answer 200 file=" + place).wire.notes.front().find("file-unreadable") != std::string::npos);
        std::filesystem::resize_file(path, std::uintmax_t(largestBody) + 1);
        QVERIFY(from(text).wire.notes.front().find("file-too-large") != std::string::npos);
        QCOMPARE(from("answer 200 file=/etc/passwd").wire.notes.front(), "0 file-outside-folder /etc/passwd\n"s);
        QCOMPARE(compiled("answer 200 file=/etc/passwd").wire.notes.front(), "0 file-without-folder /etc/passwd\n"s);
    }

    void whatStandsInFrontBelongsToTheTurn()
    {
        const Compiled turn = compiled("interim 100 times=2\nwait 9.9s\nanswer 200 delay=100ms\nclose\n");
        QCOMPARE(turn.wire.ops.size(), std::size_t{5});
        QCOMPARE(turn.wire.ops[0].bytes, "HTTP/1.1 100 Continue\r\n\r\n"s);
        QVERIFY(turn.wire.ops[2].kind == Kind::Wait && turn.wire.ops[2].time == 9900ms);
        QVERIFY(turn.wire.ops[3].kind == Kind::Wait && turn.wire.ops[3].time == 100ms);
        QCOMPARE(turn.status, 200);
        QVERIFY(!turn.wire.endsConnection());
        QCOMPARE(turn.wire.notes.front(), "0 step 3\n"s);
    }

    void whatBecomesOf100ContinueIsDoneBeforeUnlessHeadAndBodyCameTogether()
    {
        http::AnswerContext headFirst;
        headFirst.headFirst = true;
        for (const char* way : {"never", "2s", "unasked", "instead"}) {
            const std::string text = "continue "s + way + "\nanswer 200 body=x\n";
            const Compiled done = compiled(text, requestTo("/"), headFirst);
            QVERIFY(done.wire.bytes().starts_with("HTTP/1.1 200 OK\r\n"));
            QCOMPARE(done.wire.notes, std::vector{"0 step 2\n"s});
            const Compiled together = compiled(text);
            const bool unasked = way == "unasked"s;
            QVERIFY(together.wire.bytes().starts_with(unasked ? "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" : "HTTP/1.1 200 OK\r\n"));
            QCOMPARE(together.wire.notes.back(), unasked ? "0 step 2\n"s : "0 continue-not-awaited\n"s);
        }
    }

    void aResetLeavesTheBodyUnfinished()
    {
        const Compiled turn = compiled("reset 200 filler=1000 after=10");
        QCOMPARE(turn.status, 200);
        const std::string& bytes = turn.wire.ops.front().bytes;
        QVERIFY(bytes.find("Content-Length: 1000") != std::string::npos);
        QCOMPARE(bytes.size() - bytes.find("\r\n\r\n") - 4, std::size_t{10});
        QVERIFY(turn.wire.ops.back().kind == Kind::Reset);
    }

    void aHeadRequestGetsNoBodyFromAnyStep()
    {
        const http::AnswerContext head{true, true, 1};
        for (const char* text : {"answer 200 body=abc", "trickle 200 body=abc", "reset 200 body=abc after=2"})
            QVERIFY2(compiled(text, requestTo("/"), head).wire.bytes().ends_with("\r\n\r\n"), text);
    }

    void aChainOfRedirectsCountsInTheQuery()
    {
        const AnswerPlan plan = planOf("close\nredirect 302 hops=2 then=201");
        http::Request request = requestTo("/hooks/ci?a=b&hookloupe-hop=9.9");
        QVERIFY(!hopOf(plan, request.head.target));
        const Compiled first = compileTurn(plan, turnsOf(plan)[1], request, {}, {});
        QCOMPARE(first.status, 302);
        const auto location = [](const Compiled& one) {
            const auto answer = received(one);
            return std::string(http::headerValue(answer.headers, "Location").value_or(""));
        };
        QCOMPARE(location(first), "/hooks/ci?a=b&hookloupe-hop=2.1"s);
        request.head.target = location(first);
        const auto hop = hopOf(plan, request.head.target);
        QVERIFY(hop && hop->step == 1 && hop->number == 1);
        const Compiled second = compileHop(plan, *hop, request, {});
        QCOMPARE(second.redirectsBefore, 1);
        QCOMPARE(location(second), "/hooks/ci?a=b&hookloupe-hop=2.2"s);
        request.head.target = location(second);
        const Compiled last = compileHop(plan, *hopOf(plan, request.head.target), request, {});
        QCOMPARE(last.status, 201);
        for (const char* other : {"/?hookloupe-hop=1.1", "/?hookloupe-hop=2.3", "/?hookloupe-hop=0.1", "/?hookloupe-hop=2.0",
                                  "/?hookloupe-hop=2", "/?hookloupe-hop=2.99999999999999999999", "/?hookloupe-hop="})
            QVERIFY2(!hopOf(plan, other), other);
    }

    void aRedirectToTheOwnPathNeverLeadsToAnotherHost()
    {
        QCOMPARE(targetOfHop("//evil.example/x", {0, 1}), "/.//evil.example/x?hookloupe-hop=1.1"s);
        QCOMPARE(targetOfHop("http://evil.example/x?y", {0, 1}), "/x?y&hookloupe-hop=1.1"s);
        QCOMPARE(targetOfHop("*", {0, 1}), "/?hookloupe-hop=1.1"s);
    }

    void garbageIsNoHttp()
    {
        const Compiled turn = compiled("garbage bytes=5000");
        QCOMPARE(turn.status, 0);
        QCOMPARE(turn.wire.bytes().size(), std::size_t{5000});
        http::AnswerReader reader;
        reader.feed(turn.wire.bytes());
        reader.end();
        QVERIFY(reader.state() == http::AnswerReader::State::Broken);
        QCOMPARE(reader.answer().status, 0);
    }
};

HOOKLOUPE_APPLESS_TEST(TestCompile)
#include "tst_compile.moc"
