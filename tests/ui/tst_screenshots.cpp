// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the window to look at, in build/<preset>/screenshots. Fails only if one is blank.
#include "detail/detail_pane.h"
#include "dialogs/endpoint_dialog.h"
#include "dialogs/help_dialog.h"
#include "panels/capture_list_panel.h"
#include "panels/endpoint_panel.h"
#include "strict.h"
#include "style/theme.h"
#include "support/wire_file.h"
#include "window_fixture.h"

#include <QApplication>
#include <QDir>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

void picture(QWidget& widget, const QString& name)
{
    const QDir folder(QStringLiteral(HOOKLOUPE_SCREENSHOTS));
    QVERIFY(folder.mkpath(u"."_s));
    const QImage image = widget.grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 7)
            colours << image.pixel(x, y);
    }
    QVERIFY2(colours.size() > 10, qPrintable(name));
    QVERIFY(image.save(folder.filePath(name + u".png"_s)));
}

/// Lets the detail pane fill itself. Nothing is decided by it: a picture only shows what has come by then.
void settle()
{
    QTimer timer;
    QSignalSpy over(&timer, &QTimer::timeout);
    timer.start(300);
    QVERIFY(over.wait());
}

std::string movedTo(std::string bytes, const std::string& path)
{
    return bytes.replace(5, bytes.find(" HTTP/1.1") - 5, path);
}

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
    fixture.post("/<b>markup</b>/" + std::string(900, 'x'), "{\"payload\":{\"event\":{\"event_name\":\"<h1>huge</h1>\"}}}");
    fixture.send(movedTo(wire.bytes(), "/hooks/ci"));
    const auto* model = fixture.window->captures().view()->model();
    QTRY_COMPARE(model->rowCount(), int(fixture.session->statistics()->captures));
    QTRY_VERIFY(model->rowCount() > 10);
}

} // namespace

class TestScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theWindow_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::newRow("light") << Theme::Light;
        QTest::newRow("dark") << Theme::Dark;
    }
    void theWindow()
    {
        QFETCH(Theme, theme);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        applyTheme(*qApp, theme);
        WindowFixture fixture;
        fixture.start();
        picture(*fixture.window, u"empty-"_s + name);
        fill(fixture);
        auto* tabs = fixture.window->findChild<DetailPane*>()->findChild<QTabWidget*>();
        QTRY_VERIFY(tabs->isVisible());
        settle();
        picture(*fixture.window, u"window-"_s + name);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            settle();
            picture(*fixture.window, u"window-%1-%2"_s.arg(name, tabs->tabText(tab).remove(u'&').toLower()));
        }
        fixture.window->captures().view()->setFocus();
        fixture.window->captures().view()->selectRow(fixture.window->captures().view()->model()->rowCount() - 5);
        fixture.window->resize(1024, 700);
        settle();
        picture(*fixture.window, u"small-"_s + name);

        fixture.window->endpoints().choose(fixture.session->endpoints().at(1).id);
        fixture.window->actions().editEndpoint->trigger();
        auto* dialog = fixture.window->findChild<EndpointDialog*>();
        QVERIFY(dialog);
        picture(*dialog, u"endpoint-"_s + name);
        dialog->reject();
        fixture.window->actions().help->trigger();
        picture(*fixture.window->findChild<HelpDialog*>(), u"help-"_s + name);
    }
};

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
