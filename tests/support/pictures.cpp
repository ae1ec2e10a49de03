// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pictures.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QSet>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(hookloupe::test::Language)

namespace hookloupe::test {

QString screenshotFolder()
{
    return qEnvironmentVariable("HOOKLOUPE_SCREENSHOT_FOLDER", QStringLiteral(HOOKLOUPE_SCREENSHOTS));
}

bool allScreenshotsWanted()
{
    return qEnvironmentVariableIsSet("HOOKLOUPE_SCREENSHOT_ALL");
}

void addScreenshotVariants()
{
    using ui::Theme;
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<Language>("language");
    QTest::newRow("light-english") << Theme::Light << Language::English;
    if (!allScreenshotsWanted())
        return;
    QTest::newRow("dark-english") << Theme::Dark << Language::English;
    QTest::newRow("light-pseudo") << Theme::Light << Language::Pseudo;
    QTest::newRow("dark-pseudo") << Theme::Dark << Language::Pseudo;
    QTest::newRow("light-rtl") << Theme::Light << Language::RightToLeft;
}

void settle()
{
    QTimer timer;
    QSignalSpy over(&timer, &QTimer::timeout);
    timer.start(250);
    QVERIFY(over.wait());
}

Pictures::Pictures(ui::Theme theme, Language language)
    : m_variant(u"%1-%2x"_s.arg(QString::fromLatin1(QTest::currentDataTag())).arg(qApp->devicePixelRatio()))
{
    if (language == Language::Pseudo)
        m_pseudo.emplace();
    qApp->setLayoutDirection(language == Language::RightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    ui::applyTheme(*qApp, theme);
}

void Pictures::take(QWidget& widget, const QString& state) const
{
    const QDir into(screenshotFolder());
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

void Pictures::takePages(QWidget& widget, const QString& state) const
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

} // namespace hookloupe::test
