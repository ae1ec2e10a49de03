// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/strict.h"
#include "style/colours.h"
#include "style/icons.h"
#include "style/ink.h"
#include "style/mark_icon.h"
#include "style/plain_text.h"
#include "style/text_size.h"
#include "style/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QStyleFactory>
#include <QTableWidget>
#include <QTest>
#include <QTextDocument>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;

class TestStyle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void coloursOfAWidgetsOwnFollowTheTheme()
    {
        for (const Theme first : {Theme::Dark, Theme::Light}) {
            applyTheme(*qApp, first);
            QWidget window;
            auto* amber = new QWidget(&window);
            auto* words = plainLabel(u"words"_s, &window);
            auto* onAmber = plainLabel(u"words"_s, amber);
            setInk(amber, Ink::OnAmber);
            window.show();
            for (const Ink ink : {Ink::Bad, Ink::Subtle, Ink::Plain, Ink::Accent}) {
                setInk(words, ink);
                for (const Theme theme : {Theme::HighContrast, Theme::Light, Theme::Dark, first}) {
                    applyTheme(*qApp, theme);
                    const QPalette general = QApplication::palette();
                    const Colours colours = coloursFor(general);
                    const QColor wanted = ink == Ink::Bad      ? colours.bad
                                          : ink == Ink::Subtle ? colours.subtle
                                          : ink == Ink::Accent ? colours.accent
                                                               : general.color(QPalette::WindowText);
                    QTRY_COMPARE(words->palette().color(QPalette::WindowText), wanted);
                    QCOMPARE(words->palette().color(QPalette::Base), general.color(QPalette::Base));
                    QCOMPARE(amber->palette().color(QPalette::Window), colours.warningBackground);
                    QCOMPARE(onAmber->palette().color(QPalette::WindowText), colours.warningText);
                }
            }
        }
        applyTheme(*qApp, Theme::System);
    }

    void textIsReadableInEveryTheme_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("least");
        QTest::newRow("light") << lightPalette() << false << 4.5;
        QTest::newRow("dark") << darkPalette() << true << 4.5;
        QTest::newRow("high contrast, light") << highContrastPalette(false) << false << 7.0;
        QTest::newRow("high contrast, dark") << highContrastPalette(true) << true << 7.0;
    }
    void textIsReadableInEveryTheme()
    {
        QFETCH(QPalette, palette);
        QFETCH(bool, dark);
        QFETCH(double, least);
        QCOMPARE(isDark(palette), dark);
        QCOMPARE(isHighContrast(palette), least > 5);
        const Colours colours = coloursFor(palette);
        for (const auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window, QPalette::ToolTipBase}) {
            const QColor back = palette.color(ground);
            for (const QColor& ink : {colours.good, colours.unjudged, colours.bad, colours.subtle, colours.accent,
                                      palette.color(QPalette::Text), palette.color(QPalette::WindowText),
                                      palette.color(QPalette::ToolTipText), palette.color(QPalette::Link),
                                      palette.color(QPalette::LinkVisited), palette.color(QPalette::PlaceholderText),
                                      palette.color(QPalette::Disabled, QPalette::Text)})
                QVERIFY2(contrast(ink, back) >= (ink == palette.color(QPalette::Disabled, QPalette::Text) ? 4.5 : least),
                         qPrintable(ink.name() + u" on "_s + back.name()));
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= least);
        QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= least);
        QVERIFY(contrast(colours.warningText, colours.warningBackground) >= least);
    }

    void theDesktopsPaletteDecidesOverTheSystemsTheme()
    {
        QCOMPARE(paletteFor(Theme::System, lightPalette()), lightPalette());
        QCOMPARE(paletteFor(Theme::System, darkPalette()), darkPalette());
        QCOMPARE(paletteFor(Theme::System, highContrastPalette(true)), highContrastPalette(true));
        QCOMPARE(paletteFor(Theme::HighContrast, darkPalette()), highContrastPalette(true));
        QCOMPARE(paletteFor(Theme::HighContrast, lightPalette()), highContrastPalette(false));
        QCOMPARE(paletteFor(Theme::Light, darkPalette()), lightPalette());
        const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
        QVERIFY2(!isHighContrast(fusion->standardPalette()), "an ordinary light desktop");
    }

    void theThemeChangesAtRunTimeAndBack()
    {
        applyTheme(*qApp, Theme::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), darkPalette().color(QPalette::Base));
        applyTheme(*qApp, Theme::System); // offscreen: light
        QCOMPARE(QApplication::palette().color(QPalette::Base), lightPalette().color(QPalette::Base));
        applyTheme(*qApp, Theme::HighContrast);
        QVERIFY(isHighContrast(QApplication::palette()));
        applyTheme(*qApp, Theme::Light);
    }

    void theTextSizeReachesEveryWidget()
    {
        QWidget window;
        auto* plain = plainLabel(u"text"_s, &window);
        auto* code = plainLabel(u"code"_s, &window);
        code->setFont(codeFont());
        auto* strong = plainLabel(u"strong"_s, &window);
        QFont bold = strong->font();
        bold.setBold(true);
        strong->setFont(bold);
        QTableWidget table(1, 1, &window);
        table.verticalHeader()->setDefaultSectionSize(60);
        const QList<QLabel*> labels{plain, code, strong};
        QList<double> before;
        for (const QLabel* label : labels)
            before << label->font().pointSizeF();
        window.show();
        for (const int percent : {150, 80, 100, 200, 100}) {
            applyTextSize(*qApp, percent);
            for (qsizetype i = 0; i < labels.size(); ++i)
                QTRY_VERIFY2(qAbs(labels.at(i)->font().pointSizeF() - before.at(i) * percent / 100) < 0.01,
                         qPrintable(u"%1 at %2 %"_s.arg(labels.at(i)->text()).arg(percent)));
            QVERIFY(qAbs(codeFont().pointSizeF() - before.at(1) * percent / 100) < 0.01);
            QVERIFY(qAbs(table.verticalHeader()->defaultSectionSize() - 60 * percent / 100) <= 1);
        }
        QVERIFY(strong->font().bold());
    }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(contrast(Qt::white, Qt::black) * 100), 2100);
        QCOMPARE(qRound(contrast(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448);
    }

    void marksDifferInShape()
    {
        // One colour for all: only the shape can tell them apart.
        QList<QImage> images;
        for (const Mark mark : {Mark::Good, Mark::Unjudged, Mark::Bad}) {
            QImage image(64, 64, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintMark(painter, QRectF(0, 0, 64, 64), mark, Qt::black);
            painter.end();
            for (const QImage& other : std::as_const(images)) {
                int different = 0;
                for (int y = 0; y < 64; ++y) {
                    for (int x = 0; x < 64; ++x)
                        different += std::abs(qAlpha(image.pixel(x, y)) - qAlpha(other.pixel(x, y))) > 128 ? 1 : 0;
                }
                QVERIFY2(different > 64 * 64 / 10, "two marks look alike");
            }
            images << image;
        }
    }

    void iconsAreCrispAtEveryScale_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::newRow("100 %") << 1.0;
        QTest::newRow("150 %") << 1.5;
        QTest::newRow("200 %") << 2.0;
    }
    void iconsAreCrispAtEveryScale()
    {
        QFETCH(double, ratio);
        const int side = qRound(16 * ratio);
        for (int glyph = 0; glyph <= static_cast<int>(Glyph::Close); ++glyph) {
            const QPixmap pixmap = icon(static_cast<Glyph>(glyph)).pixmap(QSize(16, 16), ratio);
            QCOMPARE(pixmap.size(), QSize(side, side));
            QCOMPARE(pixmap.devicePixelRatio(), ratio);
            // What is drawn at this scale, not drawn small and blown up: it is the drawing of an icon of that size.
            QImage drawn = pixmap.toImage();
            drawn.setDevicePixelRatio(1);
            QCOMPARE(drawn, icon(static_cast<Glyph>(glyph)).pixmap(QSize(side, side), 1.0).toImage());
            int inked = 0;
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x)
                    inked += qAlpha(pixmap.toImage().pixel(x, y)) > 200 ? 1 : 0;
            }
            QVERIFY2(inked >= side / 2, "faint");
        }
        QVERIFY(!programIcon().pixmap(64, 64).toImage().isNull());
    }

    void markupInATooltipStaysText()
    {
        QTextDocument document;
        document.setHtml(plainToolTip(u"<b>bold</b> & <img src=x>\nsecond"_s));
        QCOMPARE(document.toPlainText(), u"<b>bold</b> & <img src=x>\nsecond"_s);
        QVERIFY(plainToolTip({}).isEmpty());
    }
};

HOOKLOUPE_GUI_TEST(TestStyle)
#include "tst_style.moc"
