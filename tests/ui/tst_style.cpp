// SPDX-License-Identifier: GPL-3.0-or-later
#include "strict.h"
#include "style/colours.h"
#include "style/icons.h"
#include "style/mark_icon.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTest>
#include <QTextDocument>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;

class TestStyle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void textIsReadableInBothThemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textIsReadableInBothThemes()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? darkPalette() : lightPalette();
        QCOMPARE(isDark(palette), dark);
        const Colours colours = coloursFor(palette);
        for (const auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
            const QColor back = palette.color(ground);
            for (const QColor& ink : {colours.good, colours.unjudged, colours.bad, colours.subtle, colours.accent,
                                      palette.color(QPalette::Text), palette.color(QPalette::Link),
                                      palette.color(QPalette::PlaceholderText)})
                QVERIFY2(contrast(ink, back) >= 4.5, qPrintable(ink.name() + u" on "_s + back.name()));
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
        QVERIFY(contrast(colours.warningText, colours.warningBackground) >= 4.5);
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

    void iconsAreCrispAtDoubleSize()
    {
        for (const Glyph glyph : {Glyph::Pause, Glyph::Copy, Glyph::Warning}) {
            const QPixmap pixmap = icon(glyph).pixmap(QSize(16, 16), 2.0);
            QCOMPARE(pixmap.size(), QSize(32, 32));
            QCOMPARE(pixmap.devicePixelRatio(), 2.0);
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

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
