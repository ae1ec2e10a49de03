// SPDX-License-Identifier: GPL-3.0-or-later
// The theme changes while the window is open: no picture keeps the colours of the one before.
#include "support/test_main.h"
#include "detail/verdict_line.h"
#include "captures/capture_list_panel.h"
#include "frame/banner.h"
#include "window/listen_line.h"
#include "support/strict.h"
#include "style/colours.h"
#include "style/theme.h"
#include "widgets/icon_label.h"
#include "support/window_fixture.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

/// Of all pixels the contrast of the one that stands out most.
double strongest(const QImage& picture, const QColor& ground)
{
    double most = 1;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            if (colour.alpha() > 200)
                most = std::max(most, contrast(colour, ground));
        }
    }
    return most;
}

bool has(const QImage& picture, const QColor& colour)
{
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, y).rgb() == colour.rgb())
                return true;
        }
    }
    return false;
}

QImage drawn(QWidget& widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_ARGB32);
}

} // namespace

class TestThemeWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cleanup() { applyTheme(*qApp, Theme::System); }

    void theVerdictsMarkAndAWarningsSignFollowTheTheme()
    {
        applyTheme(*qApp, Theme::Dark);
        WindowFixture fixture;
        fixture.start();
        QCOMPARE(fixture.post("/x"), "HTTP/1.1 200 OK");
        QTRY_VERIFY(fixture.window->captures().currentId());
        auto* mark = fixture.window->findChild<VerdictLine*>()->findChild<IconLabel*>();
        QTRY_VERIFY(mark->isVisible());
        fixture.window->banner().warn(Warning::Trouble, u"Something is wrong."_s, true);
        auto* sign = fixture.window->banner().findChild<IconLabel*>();
        for (const Theme theme : {Theme::Dark, Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            const Colours colours = coloursFor(QApplication::palette());
            QTRY_VERIFY(has(drawn(*mark), colours.unjudged));
            QTRY_VERIFY(strongest(drawn(*sign), colours.warningBackground) >= 4.5);
        }
    }

    void noWordsKeepTheColoursOfTheThemeBefore()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.window->banner().warn(Warning::Trouble, u"Something is wrong."_s, true);
        auto* line = fixture.window->findChild<ListenLine*>();
        QTRY_VERIFY(line->text().contains(u"http"));
        for (const Theme theme : {Theme::Dark, Theme::Light, Theme::HighContrast, Theme::Dark, Theme::System}) {
            applyTheme(*qApp, theme);
            QCoreApplication::processEvents();
            for (const QLabel* label : fixture.window->findChildren<QLabel*>()) {
                const QColor ink = label->palette().color(label->foregroundRole());
                const QWidget* ground = label;
                while (!ground->isWindow() && !ground->autoFillBackground())
                    ground = ground->parentWidget();
                const double seen = contrast(ink, ground->palette().color(ground->backgroundRole()));
                QVERIFY2(seen >= 4.5, qPrintable(label->text()));
            }
        }
    }

    void whatOpensTheRestOfANarrowToolBarIsSeen()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.window->resize(700, 600);
        auto* more = fixture.window->findChild<QToolButton*>(u"qt_toolbar_ext_button"_s);
        QTRY_VERIFY(more && more->isVisible());
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            const QImage picture = more->icon().pixmap(QSize(16, 16), 1.0).toImage();
            QVERIFY(strongest(picture, QApplication::palette().color(QPalette::Window)) >= 4.5);
        }
    }
};

HOOKLOUPE_GUI_TEST(TestThemeWindow)
#include "tst_theme_window.moc"
