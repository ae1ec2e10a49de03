// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/request.h"
#include "simulate/event_order.h"
#include "simulate/speckle_event.h"
#include "simulate/storyline.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "support/json_text.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hookloupe;
using namespace hookloupe::signing;
using namespace hookloupe::simulate;
using namespace std::string_literals;
using test::json;

namespace {

const UtcTime someTime{Micros(1'795'315'537'265'123)};

EventOrder orderOf(const std::string& event, Shape shape = Shape::Real, Dialect dialect = Dialect::Object)
{
    EventOrder order;
    order.event = event;
    order.shape = shape;
    order.dialect = dialect;
    return order;
}

EventOrder orderOf(const Provider& provider, const std::string& event)
{
    EventOrder order;
    order.provider = provider.name;
    order.event = event;
    return order;
}

std::string secretFor(const Provider& provider)
{
    return provider.name == "standard-webhooks" ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"s : "s3cret"s;
}

std::string editedText(const std::string& text, EditKind kind, const std::string& path, const std::string& value = {})
{
    const auto steps = pathSteps(path);
    if (!steps)
        return "no path";
    const auto result = edited(text, *steps, {kind, path, value});
    return result ? *result : "error " + std::to_string(int(result.error().code)) + " " + result.error().detail;
}

const Address somewhere{"/hooks/ci?x=1", "127.0.0.1:4100", {}};

} // namespace

class TestEventOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEventInEveryShapeAndDialectIsReadAndValid_data()
    {
        QTest::addColumn<std::string>("event");
        QTest::addColumn<int>("shape");
        QTest::addColumn<Dialect>("dialect");
        for (const auto& event : speckle::eventTypes()) {
            for (const Shape shape : shapes) {
                for (const Dialect dialect : {Dialect::Object, Dialect::String}) {
                    QTest::addRow("%s %s %s", std::string(event.wireName).c_str(), std::string(shapeName(shape)).c_str(),
                                  dialect == Dialect::Object ? "object" : "string")
                        << std::string(event.wireName) << int(shape) << dialect;
                }
            }
        }
    }
    void everyEventInEveryShapeAndDialectIsReadAndValid()
    {
        QFETCH(std::string, event);
        QFETCH(int, shape);
        QFETCH(Dialect, dialect);
        const EventOrder order = orderOf(event, static_cast<Shape>(shape), dialect);
        const EventTemplate* known = findTemplate(event);
        QVERIFY2(known, "each event of Speckle has a template");
        const auto made = requestFor(order, testFields(someTime), somewhere, "s3cret", someTime);
        QVERIFY(made.ok());
        QVERIFY(made->body.find("{{") == std::string::npos);
        QVERIFY(made->body.find('\n') == std::string::npos);
        const auto analysis = speckle::analyse(made->body);
        QCOMPARE(analysis.dialect, dialect);
        QCOMPARE(analysis.facts.wireName, event);
        const bool flat = known->nearest(order.shape) == Shape::Documented;
        QCOMPARE(int(analysis.facts.shape), int(flat ? DataShape::Documented : DataShape::Real));
        const auto head = http::viewHead(made->head);
        const auto result = verify::verdict(*verify::findScheme("speckle"), {head.headers, made->body, someTime}, {"s3cret"});
        QCOMPARE(int(result.verdict), int(SignatureVerdict::Valid));
        QCOMPARE(int(result.dialect), int(dialect));
    }

    void theEventsPageIsFollowedWhereItSaysSomething()
    {
        for (const char* event : {"stream_update", "branch_create", "commit_create", "comment_created", "stream_permissions_add"})
            QVERIFY2(findTemplate(event)->has(Shape::Documented), event);
        const auto body = bodyOf(orderOf("commit_create", Shape::Documented), {{"versionId", "v1"}, {"modelName", "walls"}});
        QVERIFY(body->find(json("'data':{'commitId':'v1','branchName':'walls','message':'','authorName':'','authorId':''}"))
                != std::string::npos);
        QCOMPARE(int(findTemplate("commit_move")->nearest(Shape::Documented)), int(Shape::Real));
        QCOMPARE(int(findTemplate("issue_created")->nearest(Shape::Real)), int(Shape::Documented));
        const auto legacy = bodyOf(orderOf("stream_update", Shape::Legacy), testFields(someTime));
        QVERIFY(legacy->find(json("'isPublic':true")) != std::string::npos);
        QVERIFY(legacy->find(json("'visibility'")) == std::string::npos);
    }

    /// Header fields, their order and their case; and the members of the JSON, in their order.
    void aRequestHasTheFormOfTheRecordedOne_data()
    {
        QTest::addColumn<std::string>("file");
        for (const auto& wire : test::wireFiles()) {
            if (wire.name.starts_with("full-") && wire.hasBody)
                QTest::addRow("%s", wire.name.c_str()) << wire.name;
        }
    }
    void aRequestHasTheFormOfTheRecordedOne()
    {
        QFETCH(std::string, file);
        const auto wire = test::wireFile(file);
        const auto made = requestFor(orderOf(speckle::factsOf(wire.body).wireName), testFields(someTime),
                                     {"/s/200?w=ui14", "127.0.0.1:8088", {}}, wire.secret, someTime);
        const auto names = [](const std::string& head) {
            std::string all;
            for (const auto& header : http::viewHead(head).headers)
                all.append(header.name).append(" ");
            return all;
        };
        QCOMPARE(names(made->head), names(wire.head));
    }

    void fieldsGoIntoEveryPlaceOfTheirs()
    {
        auto fields = testFields(someTime);
        fields["projectName"] = "T\xc3\xbcrme \"A\"\n";
        const auto facts = speckle::factsOf(*bodyOf(orderOf("stream_update", Shape::Real, Dialect::String), fields));
        QCOMPARE(facts.projectName, fields["projectName"]);
        const auto names = fieldsOf(orderOf("commit_create"));
        QCOMPARE(names.front(), "projectId"s);
        QVERIFY(std::find(names.begin(), names.end(), "versionId") != names.end());
        QVERIFY(std::find(names.begin(), names.end(), "commentId") == names.end());
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), names.size());
        for (const auto& event : speckle::eventTypes()) {
            for (const auto& name : fieldsOf(orderOf(std::string(event.wireName))))
                QVERIFY2(fields.contains(name), name.c_str());
        }
        QCOMPARE(filled(json("{'a':'{{n:json}}','b':'x{{n:json}}','c':'{{none:json}}'}"), {{"n", "5"}, {"n:json", "raw"}}),
                 json("{'a':5,'b':'xraw','c':null}"));
    }

    void anotherRunHasOtherIdsInTheSameProject()
    {
        const auto first = testFields(someTime);
        const auto second = testFields(someTime, 1);
        const auto many = testFields(someTime, 999'999);
        for (const char* same : {"projectId", "userId", "modelId", "webhookId"})
            QCOMPARE(first.at(same), second.at(same));
        for (const char* other : {"versionId", "commentId", "objectId", "deliveryId", "sha", "token"}) {
            QVERIFY2(first.at(other) != second.at(other), other);
            QCOMPARE(first.at(other).size(), many.at(other).size());
        }
        std::set<std::string> ids;
        for (const auto* fields : {&first, &second}) {
            for (const char* name : {"versionId", "commentId", "replyId", "issueId", "objectId"})
                ids.insert(fields->at(name));
        }
        QCOMPARE(ids.size(), 10U);
        QCOMPARE(first.at("versionId"), "7e57000006"s);
    }

    void theStorylineIsOneStory()
    {
        std::vector<EventFacts> story;
        for (const auto event : storyline()) {
            story.push_back(speckle::factsOf(*bodyOf(orderOf(std::string(event)), testFields(someTime, 3))));
            QCOMPARE(story.back().wireName, std::string(event));
            QCOMPARE(story.back().streamId, story.front().streamId);
        }
        QCOMPARE(story.size(), 5U);
        QCOMPARE(story[2].modelId, story[1].modelId);
        QCOMPARE(story[3].versionId, story[2].versionId);
        QCOMPARE(story[4].wireName, "commit_receive"s);
    }

    void anEditChangesOneValueAndNothingElse_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, EditKind kind, const char* path, const char* value, const std::string& expected) {
            QTest::addRow("%s", name) << int(kind) << QByteArray(path) << QByteArray(value) << QByteArray::fromStdString(expected);
        };
        row("text", EditKind::Set, "a.b", "some words", json("{ 'a' : {'b':'some words','c':[1,2]} , 'd.e':null}"));
        row("number", EditKind::Set, "a.b", "-5.50", json("{ 'a' : {'b':-5.50,'c':[1,2]} , 'd.e':null}"));
        row("object", EditKind::Set, "a.b", "{\"x\": [ 1 ]}", json("{ 'a' : {'b':{'x':[1]},'c':[1,2]} , 'd.e':null}"));
        row("string that looks like a number", EditKind::Set, "a.b", "\"5\"", json("{ 'a' : {'b':'5','c':[1,2]} , 'd.e':null}"));
        row("empty", EditKind::Set, "a.b", "", json("{ 'a' : {'b':'','c':[1,2]} , 'd.e':null}"));
        row("quotes", EditKind::Set, "a.b", "\"x", json("{ 'a' : {'b':'\\'x','c':[1,2]} , 'd.e':null}"));
        row("item", EditKind::Set, "a.c[1]", "3", json("{ 'a' : {'b':1,'c':[1,3]} , 'd.e':null}"));
        row("item by dot", EditKind::Set, "a.c.0", "true", json("{ 'a' : {'b':1,'c':[true,2]} , 'd.e':null}"));
        row("escaped dot", EditKind::Set, "d\\.e", "1", json("{ 'a' : {'b':1,'c':[1,2]} , 'd.e':1}"));
        row("normalised path", EditKind::Set, "$['a']['c'][0]", "null", json("{ 'a' : {'b':1,'c':[null,2]} , 'd.e':null}"));
        row("new member", EditKind::Add, "a.z", "1", json("{ 'a' : {'b':1,'c':[1,2],'z':1} , 'd.e':null}"));
        row("new item", EditKind::Add, "a.c.2", "x", json("{ 'a' : {'b':1,'c':[1,2,'x']} , 'd.e':null}"));
        row("first gone", EditKind::Remove, "a.b", "", json("{ 'a' : {'c':[1,2]} , 'd.e':null}"));
        row("last gone", EditKind::Remove, "d\\.e", "", json("{ 'a' : {'b':1,'c':[1,2]} }"));
        row("missing", EditKind::Set, "a.x", "1", "error 1 a.x");
        row("missing above", EditKind::Add, "a.x.y", "1", "error 1 a.x.y");
        row("missing item", EditKind::Set, "a.c[7]", "1", "error 1 a.c[7]");
        row("below a number", EditKind::Set, "a.b.c", "1", "error 1 a.b.c");
        row("item too far", EditKind::Add, "a.c.5", "1", "error 1 a.c.5");
        row("there already", EditKind::Add, "a.b", "1", "error 2 a.b");
        row("empty step", EditKind::Set, "a..b", "1", "no path");
        row("open bracket", EditKind::Set, "a[1", "1", "no path");
        row("nothing", EditKind::Set, "", "1", "no path");
    }
    void anEditChangesOneValueAndNothingElse()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, expected);
        const std::string text = json("{ 'a' : {'b':1,'c':[1,2]} , 'd.e':null}");
        std::string result = editedText(text, static_cast<EditKind>(kind), path.toStdString(), value.toStdString());
        if (QTest::currentDataTag() == QByteArray("quotes"))
            QCOMPARE(result, "{ \"a\" : {\"b\":\"\\\"x\",\"c\":[1,2]} , \"d.e\":null}"s);
        else
            QCOMPARE(QByteArray::fromStdString(result), expected);
    }

    void theLastOneGoneLeavesAnEmptyObject()
    {
        QCOMPARE(editedText(json("{'a':{'b':1}}"), EditKind::Remove, "a.b"), json("{'a':{}}"));
        QCOMPARE(editedText("[1]", EditKind::Remove, "[0]"), "[]"s);
        QCOMPARE(editedText(json("{'a':{}}"), EditKind::Add, "a.b", "1"), json("{'a':{'b':1}}"));
        QCOMPARE(namesBeside(json("{'a':{'b':1,'c':2}}"), {"a", "x"}), (std::vector<std::string>{"b", "c"}));
        QVERIFY(namesBeside("no json", {"a"}).empty());
    }

    void editsAreOfThePayloadInBothDialects()
    {
        for (const Dialect dialect : {Dialect::Object, Dialect::String}) {
            EventOrder order = orderOf("commit_create", Shape::Real, dialect);
            order.edits = {{EditKind::Set, "payload.stream.name", "Tower \"B\""}, {EditKind::Set, "event.data.commit.message", "new"},
                           {EditKind::Set, "user", "null"}, {EditKind::Add, "event.data.commit.totalChildrenCount", "7"}};
            const auto body = bodyOf(order, testFields(someTime));
            QVERIFY(body.ok());
            const auto facts = speckle::factsOf(*body);
            QCOMPARE(facts.message, "new"s);
            QCOMPARE(facts.projectName, "Tower \"B\""s);
            QVERIFY(facts.userName.empty());
            order.edits = {{EditKind::Set, "payload.stream.nmae", "x"}};
            QCOMPARE(bodyOf(order, testFields(someTime)).error(), (Error{ErrorCode::NotFound, "payload.stream.nmae"}));
            order.edits = {{EditKind::Set, "a[", "x"}};
            QCOMPARE(bodyOf(order, testFields(someTime)).error(), (Error{ErrorCode::InvalidInput, "a["}));
        }
    }

    void aCaptureIsATemplateInEitherDialect()
    {
        for (const char* name : {"full-09", "full-50", "14-legacy", "full-40"}) {
            const auto wire = test::wireFile(name);
            EventOrder order;
            order.ownTemplate = wire.body;
            order.literal = true;
            order.dialect = speckle::dialectOf(wire.body);
            QVERIFY2(*bodyOf(order, {}) == wire.body, "unchanged, it is the recording");
            order.dialect = order.dialect == Dialect::Object ? Dialect::String : Dialect::Object;
            const auto other = bodyOf(order, {});
            QVERIFY(speckle::factsOf(*other) == speckle::factsOf(wire.body));
            QCOMPARE(int(speckle::dialectOf(*other)), int(order.dialect));
        }
        EventOrder order;
        order.literal = true;
        order.ownTemplate = json("{'payload':{'event':{'event_name':'x','data':{'t':'{{now}}'}}}}");
        QCOMPARE(*bodyOf(order, testFields(someTime)), *order.ownTemplate);
        QVERIFY(fieldsOf(order).empty());
    }

    void aTemplateOfOnesOwnIsReadOrRefusedByName()
    {
        EventOrder order;
        order.ownTemplate = json("{ 'event': 'my_event', 'activityMessage': 'Hi {{userName}}',\n 'real': { 'a': [ '{{message}}' ] } }");
        const auto body = bodyOf(order, testFields(someTime));
        QVERIFY(body.ok());
        QVERIFY(body->find(json("'event':{'event_name':'my_event','data':{'a':['Hookloupe test event']}}")) != std::string::npos);
        QVERIFY(body->find(json("'activityMessage':'Hi Hookloupe'")) != std::string::npos);
        for (const auto& [text, named] : {std::pair{"[1]"s, "JSON"s}, {"{"s, "JSON"s}, {"{}"s, "\"event\""s},
                                          {json("{'event':'x'}"), "\"real\", \"documented\", \"legacy\""s},
                                          {json("{'payload':'no json'}"), "payload"s}}) {
            order.ownTemplate = text;
            QCOMPARE(bodyOf(order, {}).error(), (Error{ErrorCode::InvalidInput, named}));
        }
    }

    void everyOtherProvidersRequestIsValid_data()
    {
        QTest::addColumn<std::string>("provider");
        QTest::addColumn<std::string>("event");
        for (const Provider& provider : providers()) {
            const auto events = eventsOf(provider.name);
            QVERIFY2(events.size() >= 3, "an event or two is no sender");
            for (const auto& event : events)
                QTest::addRow("%s %s", std::string(provider.name).c_str(), event.c_str()) << std::string(provider.name) << event;
        }
    }
    void everyOtherProvidersRequestIsValid()
    {
        QFETCH(std::string, provider);
        QFETCH(std::string, event);
        const Provider& sender = *findProvider(provider);
        const auto made = requestFor(orderOf(sender, event), testFields(someTime), somewhere, secretFor(sender), someTime);
        QVERIFY(made.ok());
        QVERIFY2(isJson(made->body), made->body.c_str());
        QVERIFY(made->body.find("{{") == std::string::npos);
        QVERIFY(made->head.find("{{") == std::string::npos);
        QVERIFY(made->head.starts_with("POST /hooks/ci?x=1 HTTP/1.1\r\nHost: 127.0.0.1:4100\r\n"));
        QVERIFY(made->head.ends_with("\r\n\r\n"));
        const auto view = http::viewHead(made->head);
        QCOMPARE(std::string(*http::headerValue(view.headers, "Content-Length")), std::to_string(made->body.size()));
        const auto result = verify::verdict(sender.scheme(), {view.headers, made->body, someTime}, {secretFor(sender)});
        QCOMPARE(int(result.verdict), int(SignatureVerdict::Valid));
        for (const auto& field : fieldsOf(orderOf(sender, event)))
            QVERIFY2(testFields(someTime).contains(field), field.c_str());
    }

    void providersKeepTheirWays()
    {
        const auto fields = testFields(someTime);
        const Provider& github = *findProvider("github");
        const auto unsignedOne = requestFor(orderOf(github, "push"), fields, somewhere, "", someTime);
        QVERIFY(unsignedOne.ok());
        QVERIFY(unsignedOne->head.find("Signature") == std::string::npos);
        const auto both = requestFor(orderOf(github, "push"), fields, somewhere, "s", someTime);
        QVERIFY(both->head.find("X-GitHub-Event: push\r\n") != std::string::npos);
        const auto view = http::viewHead(both->head);
        QVERIFY(http::headerValue(view.headers, "X-Hub-Signature")->starts_with("sha1="));
        QCOMPARE(http::headerValue(view.headers, "X-Hub-Signature")->size(), 45U);
        for (const char* name : {"stripe", "slack", "shopify", "standard-webhooks"}) {
            const Provider& provider = *findProvider(name);
            const auto none = requestFor(orderOf(provider, eventsOf(name).front()), fields, somewhere, "", someTime);
            QCOMPARE(int(none.error().code), int(ErrorCode::InvalidInput));
        }
        const auto shop = requestFor(orderOf(*findProvider("shopify"), "orders/create"), fields, somewhere, "s", someTime);
        QVERIFY(shop->head.find("X-Shopify-Topic: orders/create\r\n") != std::string::npos);
        const auto stripe = requestFor(orderOf(*findProvider("stripe"), "invoice.paid"), fields, somewhere, "s", someTime);
        QVERIFY2(stripe->body.starts_with("{\n  \"id\": \"evt_"), "Stripe indents");
        QCOMPARE(eventsOf("speckle").size(), speckle::eventTypes().size());
        QVERIFY(eventsOf("nobody").empty());
        EventOrder wrong = orderOf(github, "explode");
        QCOMPARE(bodyOf(wrong, fields).error(), (Error{ErrorCode::InvalidInput, "event explode"}));
        wrong.provider = "nobody";
        QCOMPARE(requestFor(wrong, fields, somewhere, "s", someTime).error(), (Error{ErrorCode::InvalidInput, "provider nobody"}));
    }

    void noFieldBreaksOutOfItsLine()
    {
        auto fields = testFields(someTime);
        fields["deliveryId"] = "a\r\nX-Evil: 1\r\n\r\n";
        const auto made = requestFor(orderOf(*findProvider("github"), "push"), fields, somewhere, "s", someTime);
        QVERIFY(made->head.find("\r\nX-Evil") == std::string::npos);
        QCOMPARE(made->head.find("\r\n\r\n"), made->head.size() - 4);
    }

    void userAndPasswordBecomeAHeader()
    {
        for (const char* name : {"speckle", "github"}) {
            EventOrder order;
            order.provider = name;
            order.event = eventsOf(name).front();
            const auto made = requestFor(order, testFields(someTime), {"/", "h", "user:pa ss"}, "s", someTime);
            QVERIFY(made->head.find("\r\nAuthorization: Basic dXNlcjpwYSBzcw==\r\n") != std::string::npos);
        }
    }
};

HOOKLOUPE_APPLESS_TEST(TestEventOrder)
#include "tst_event_order.moc"
