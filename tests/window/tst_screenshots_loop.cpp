// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the windows that answer, forward and replay, with something in them; see tst_screenshots.cpp.
#include "support/test_main.h"
#include "answers/ready_made.h"
#include "support/contact_sheet.h"
#include "detail/detail_pane.h"
#include "forward/forwarding.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/pictures.h"
#include "resend/replay_history.h"
#include "resend/replay_panel.h"
#include "resend/target_bar.h"
#include "support/receiver.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/window_dialogs.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Receiver;
using hookloupe::test::WindowFixture;

namespace {

/// An endpoint that answers by a script, and passes on to a handler that is there and to one that is not.
void addEndpoint(WindowFixture& fixture, const Receiver& handler)
{
    Endpoint endpoint{EndpointId{0}, "/hooks/ci", "ci-trigger", {}, "speckle", true, true};
    for (const auto& script : answers::readyMadePlans()) {
        if (script.text.size() > endpoint.answer.size())
            endpoint.answer = script.text;
    }
    forward::Forwarding forwarding;
    forwarding.targets = {{handler.url(u"/handler"_s).toStdString(), false}, {"http://127.0.0.1:1/nobody", false}};
    forwarding.xForwarded = true;
    endpoint.forward = forward::printForwarding(forwarding);
    const auto saved = fixture.session->saveEndpoint(endpoint);
    QVERIFY(saved.ok());
    fixture.session->setSecrets(saved->id, {test::wireFile("full-09").secret});
}

void post(WindowFixture& fixture, const test::WireFile& wire)
{
    std::string bytes = wire.bytes();
    fixture.send(bytes.replace(5, bytes.find(" HTTP/1.1") - 5, "/hooks/ci"));
}

/// The pages of each tab widget below, one after the other, as the whole widget shows them.
void takeTabs(const test::Pictures& pictures, QWidget& widget, const QString& state)
{
    const auto all = widget.findChildren<QTabWidget*>();
    for (int i = 0; i < all.size(); ++i) {
        for (int page = 0; page < all[i]->count(); ++page) {
            all[i]->setCurrentIndex(page);
            test::settle();
            pictures.take(widget, u"%1-%2-%3"_s.arg(state).arg(i + 1).arg(page + 1));
        }
        all[i]->setCurrentIndex(0);
    }
}

} // namespace

class TestScreenshotsLoop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theLoop_data() { test::addScreenshotVariants(); }
    void theLoop()
    {
        QFETCH(Theme, theme);
        QFETCH(test::Language, language);
        const test::Pictures pictures(theme, language);
        Receiver handler("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 31\r\n\r\n"
                         "<h1>no <b>such</b> commit</h1>\n");
        WindowFixture fixture;
        fixture.start();
        addEndpoint(fixture, handler);
        const auto wire = test::wireFile("full-09");
        for (int i = 0; i < 4; ++i)
            post(fixture, wire);
        auto* table = fixture.window->captures().view();
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QTRY_COMPARE(handler.received.size(), 4U);
        fixture.window->endpoints().choose(fixture.session->endpoints().at(1).id);
        QTRY_VERIFY(table->model()->rowCount() == 4);
        table->setCurrentIndex(table->model()->index(3, 0));
        QTRY_VERIFY(fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>()->isVisible());
        takeTabs(pictures, *fixture.window, u"loop-window"_s);

        for (const char* name : {"answerEndpoint", "editEndpoint", "forwardingQueue"}) {
            auto* action = fixture.window->findChild<QAction*>(QLatin1StringView(name));
            QVERIFY2(action && action->isEnabled(), name);
            QVERIFY(test::lookAtDialogs(*fixture.window, *action, [&](QWidget& dialog) {
                pictures.takePages(dialog, u"loop-"_s + QLatin1StringView(name));
            }) > 0);
        }
        fixture.window->findChild<QAction*>(u"replay"_s)->trigger();
        QTRY_VERIFY(fixture.window->findChild<ReplayPanel*>());
        auto* panel = fixture.window->findChild<ReplayPanel*>();
        panel->target()->setUrl(handler.url(u"/a/path/of/its/own"_s));
        test::settle();
        pictures.take(*panel, u"loop-replay"_s);
        for (std::int64_t sent = 1; sent <= 3; ++sent) {
            panel->send();
            QTRY_COMPARE(panel->findChild<ReplayHistory*>()->count(), sent);
        }
        test::settle();
        takeTabs(pictures, *panel, u"loop-replayed"_s);
        panel->resize(1000, 640);
        test::settle();
        pictures.take(*panel, u"loop-replayed-small"_s);
    }

    void cleanupTestCase()
    {
        if (test::allScreenshotsWanted())
            QVERIFY(!test::writeContactSheets(test::screenshotFolder()).isEmpty());
    }
};

HOOKLOUPE_GUI_TEST(TestScreenshotsLoop)
#include "tst_screenshots_loop.moc"
