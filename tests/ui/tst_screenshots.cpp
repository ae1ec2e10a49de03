// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of every state of the window to look at; tests/ui/screenshots.sh writes them in all variants. As a test it
// fails only if a picture is blank.
#include "contact_sheet.h"
#include "detail/detail_pane.h"
#include "panels/capture_list_panel.h"
#include "panels/endpoint_panel.h"
#include "strict.h"
#include "style/theme.h"
#include "support/pseudo_translator.h"
#include "support/wire_file.h"
#include "window_dialogs.h"
#include "window_fixture.h"

#include <QAction>
#include <QDir>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

#include <optional>
#include <span>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

enum class Language { English, Pseudo, RightToLeft };

QString folder()
{
    return qEnvironmentVariable("HOOKLOUPE_SCREENSHOT_FOLDER", QStringLiteral(HOOKLOUPE_SCREENSHOTS));
}

/// Every variant and every state, or just enough to see that each window draws.
bool allWanted()
{
    return qEnvironmentVariableIsSet("HOOKLOUPE_SCREENSHOT_ALL");
}

QString plainName(QString text)
{
    text.remove(u'&');
    text.remove(QChar(0x2026));
    return text.toLower().simplified().replace(u' ', u'-').remove(QRegularExpression(u"[^a-z0-9-]"_s));
}

/// Lets what computes in the background arrive. Nothing is decided by it: a picture only shows what has come by then.
void settle()
{
    QTimer timer;
    QSignalSpy over(&timer, &QTimer::timeout);
    timer.start(250);
    QVERIFY(over.wait());
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

class Pictures {
public:
    explicit Pictures(QString variant) : m_variant(std::move(variant)) {}

    void take(QWidget& widget, const QString& state) const
    {
        const QDir into(folder());
        QVERIFY(into.mkpath(u"."_s));
        const QImage image = widget.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 7)
                colours << image.pixel(x, y);
        }
        QVERIFY2(colours.size() > 10, qPrintable(state));
        QVERIFY(image.save(into.filePath(u"%1--%2.png"_s.arg(state, m_variant))));
    }

    /// A picture of each page, if it has pages.
    void takePages(QWidget& widget, const QString& state) const
    {
        auto* tabs = widget.findChild<QTabWidget*>();
        auto* stack = tabs ? nullptr : widget.findChild<QStackedWidget*>();
        const int pages = tabs ? tabs->count() : stack ? stack->count() : 0;
        if (pages < 2)
            take(widget, state);
        for (int page = 0; pages >= 2 && page < pages; ++page) {
            tabs ? tabs->setCurrentIndex(page) : stack->setCurrentIndex(page);
            take(widget, u"%1-%2"_s.arg(state).arg(page + 1));
        }
    }

private:
    QString m_variant;
};

} // namespace

class TestScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void everyState_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::addColumn<Language>("language");
        QTest::newRow("light-english") << Theme::Light << Language::English;
        if (!allWanted())
            return;
        QTest::newRow("dark-english") << Theme::Dark << Language::English;
        QTest::newRow("light-pseudo") << Theme::Light << Language::Pseudo;
        QTest::newRow("dark-pseudo") << Theme::Dark << Language::Pseudo;
        QTest::newRow("light-rtl") << Theme::Light << Language::RightToLeft;
    }
    void everyState()
    {
        QFETCH(Theme, theme);
        QFETCH(Language, language);
        std::optional<test::PseudoLanguage> pseudo;
        if (language == Language::Pseudo)
            pseudo.emplace();
        qApp->setLayoutDirection(language == Language::RightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        applyTheme(*qApp, theme);
        const Pictures pictures(u"%1-%2x"_s.arg(QString::fromLatin1(QTest::currentDataTag())).arg(qApp->devicePixelRatio()));

        WindowFixture fixture;
        fixture.answerYes = false;
        fixture.start();
        QWidget& window = *fixture.window;
        pictures.take(window, u"window-empty"_s);
        fill(fixture);
        auto* tabs = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        auto* table = fixture.window->captures().view();
        QTRY_VERIFY(tabs->isVisible());
        settle();
        pictures.take(window, u"window"_s);
        const std::span<const RowFromEnd> shownRows(rowsShown);
        for (const RowFromEnd& shown : allWanted() ? shownRows : shownRows.first(1)) {
            table->setCurrentIndex(table->model()->index(table->model()->rowCount() - shown.fromEnd, 0));
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                settle();
                pictures.take(*fixture.window->findChild<DetailPane*>(), u"detail-%1-tab%2"_s.arg(QLatin1StringView(shown.name)).arg(tab + 1));
            }
            tabs->setCurrentIndex(0);
        }
        table->setFocus();
        window.resize(1024, 700);
        settle();
        pictures.take(window, u"window-small"_s);

        window.resize(1280, 820);
        fixture.session->loopGuard().setSettings({.watch = true, .limits = {.events = 9, .span = std::chrono::seconds(60)}, .pause = false});
        for (int i = 0; i < 4; ++i) // the same body again and again, at two endpoints
            fixture.post(i % 2 ? "/slack" : "/<b>", test::wireFile("full-09").body);
        for (int i = 0; i < 4; ++i)
            fixture.post("/slack", test::wireFile("full-09").body);
        QTRY_VERIFY(!fixture.session->loopGuard().alarms().empty());
        fixture.session->setHeld(fixture.session->loopGuard().alarms().front().reason.endpoint, true);
        settle();
        pictures.take(window, u"window-loop"_s);
        fixture.session->setHeld(fixture.session->held().front(), false);
        fixture.session->loopGuard().setSettings({.watch = false, .limits = {}, .pause = false});
        QTRY_VERIFY(fixture.session->loopGuard().alarms().empty());
        window.resize(1024, 700);

        fixture.window->endpoints().choose(fixture.session->endpoints().at(1).id);
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        settle();
        const auto actions = test::openingActions(*fixture.window);
        for (QAction* action : actions) {
            test::lookAtDialogs(*fixture.window, *action, [&](QWidget& dialog) {
                pictures.takePages(dialog, u"dialog-"_s + plainName(action->objectName()));
            });
        }
    }

    void cleanupTestCase()
    {
        if (allWanted())
            QVERIFY(!test::writeContactSheets(folder()).isEmpty());
    }
};

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
