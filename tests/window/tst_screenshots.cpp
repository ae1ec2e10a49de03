// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of every state of the window to look at; tests/window/screenshots.sh writes them in all variants. As a test it
// fails only if a picture is blank.
#include "support/test_main.h"
#include "support/contact_sheet.h"
#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/pictures.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/window_dialogs.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QTabWidget>
#include <QTableView>

#include <span>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

QString plainName(QString text)
{
    text.remove(u'&');
    text.remove(QChar(0x2026));
    return text.toLower().simplified().replace(u' ', u'-').remove(QRegularExpression(u"[^a-z0-9-]"_s));
}

std::string movedTo(std::string bytes, const std::string& path)
{
    return bytes.replace(5, bytes.find(" HTTP/1.1") - 5, path);
}

const std::string hostilePayload =
    "{\"payload\":{\"event\":{\"event_name\":\"<h1>huge</h1>\",\"data\":{\"html\":\"<img src=x onerror=alert(1)>\","
    "\"ansi\":\"\\u001b[31mred\\u001b[0m\",\"bidi\":\"user\\u202etxt.exe\",\"n\":1.0e+400,\"n\":12345678901234567890,"
    "\"inner\":\"{\\\"a\\\":[1,2,{\\\"b\\\":\\\"{}\\\"}]}\",\"long\":\"" + std::string(3000, 'w') + "\"}}}}";

/// Endpoints and requests of every kind.
void fill(WindowFixture& fixture)
{
    const auto wire = test::wireFile("full-09");
    const auto add = [&fixture](const char* path, const char* name, std::vector<std::string> secrets) {
        const auto saved = fixture.session->saveEndpoint({EndpointId{0}, path, name, {}, "speckle", true, true});
        QVERIFY(saved.ok());
        fixture.session->setSecrets(saved->id, std::move(secrets));
    };
    add("/hooks/ci", "ci-trigger", {wire.secret});
    add("/hooks/nightly", "nightly build with a description that is much too long for its column", {"another"});
    add("/slack", "slack-relay", {});
    const auto all = test::wireFiles();
    for (const auto& one : all) {
        if (one.name.starts_with("full") && one.hasBody)
            fixture.send(movedTo(one.bytes(), "/hooks/ci"));
    }
    fixture.send(movedTo(wire.bytes(), "/hooks/nightly"));
    fixture.send(wire.bytes());
    fixture.send("GET /broken HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    fixture.post("/<b>markup</b>/" + std::string(900, 'x'), hostilePayload);
    fixture.post("/broken-json", "{\"payload\": {\"event\": [1, 2,, 3]}}");
    fixture.send(movedTo(wire.bytes(), "/hooks/ci"));
    const auto* model = fixture.window->captures().view()->model();
    QTRY_COMPARE(model->rowCount(), int(fixture.session->statistics()->captures));
    QTRY_VERIFY(model->rowCount() > 10);
}

/// A place among the rows fill() makes, counted from the newest.
struct RowFromEnd {
    const char* name;
    int fromEnd;
};
constexpr RowFromEnd rowsShown[] = {{"valid", 1}, {"badjson", 2}, {"hostile", 3}, {"malformed", 4}, {"nosecret", 5}, {"mismatch", 6}};

} // namespace

class TestScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void everyState_data() { test::addScreenshotVariants(); }
    void everyState()
    {
        QFETCH(Theme, theme);
        QFETCH(test::Language, language);
        const test::Pictures pictures(theme, language);

        WindowFixture fixture;
        fixture.answerYes = false;
        fixture.start();
        QWidget& window = *fixture.window;
        pictures.take(window, u"window-empty"_s);
        fill(fixture);
        auto* tabs = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        auto* table = fixture.window->captures().view();
        QTRY_VERIFY(tabs->isVisible());
        test::settle();
        pictures.take(window, u"window"_s);
        const std::span<const RowFromEnd> shownRows(rowsShown);
        for (const RowFromEnd& shown : test::allScreenshotsWanted() ? shownRows : shownRows.first(1)) {
            table->setCurrentIndex(table->model()->index(table->model()->rowCount() - shown.fromEnd, 0));
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                test::settle();
                pictures.take(*fixture.window->findChild<DetailPane*>(), u"detail-%1-tab%2"_s.arg(QLatin1StringView(shown.name)).arg(tab + 1));
            }
            tabs->setCurrentIndex(0);
        }
        table->setFocus();
        window.resize(1024, 700);
        test::settle();
        pictures.take(window, u"window-small"_s);

        window.resize(1280, 820);
        fixture.session->loopGuard().setSettings({.watch = true, .limits = {.events = 9, .span = std::chrono::seconds(60)}, .pause = false});
        for (int i = 0; i < 4; ++i) // the same body again and again, at two endpoints
            fixture.post(i % 2 ? "/slack" : "/<b>", test::wireFile("full-09").body);
        for (int i = 0; i < 4; ++i)
            fixture.post("/slack", test::wireFile("full-09").body);
        QTRY_VERIFY(!fixture.session->loopGuard().alarms().empty());
        fixture.session->setHeld(fixture.session->loopGuard().alarms().front().reason.endpoint, true);
        test::settle();
        pictures.take(window, u"window-loop"_s);
        fixture.session->setHeld(fixture.session->held().front(), false);
        fixture.session->loopGuard().setSettings({.watch = false, .limits = {}, .pause = false});
        QTRY_VERIFY(fixture.session->loopGuard().alarms().empty());
        window.resize(1024, 700);

        fixture.window->endpoints().choose(fixture.session->endpoints().at(1).id);
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        test::settle();
        const auto actions = test::openingActions(*fixture.window);
        for (QAction* action : actions) {
            test::lookAtDialogs(*fixture.window, *action, [&](QWidget& dialog) {
                pictures.takePages(dialog, u"dialog-"_s + plainName(action->objectName()));
            });
        }
    }

    void cleanupTestCase()
    {
        if (test::allScreenshotsWanted())
            QVERIFY(!test::writeContactSheets(test::screenshotFolder()).isEmpty());
    }
};

HOOKLOUPE_GUI_TEST(TestScreenshots)
#include "tst_screenshots.moc"
