// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/theme.h"

#include "style/colours.h"
#include "style/outlined_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>

namespace hookloupe::ui {

namespace {

struct Shades {
    QColor window, base, alternate, text, button, mid, dark, highlight, highlightedText, link, disabled;
};

QPalette paletteOf(const Shades& s)
{
    QPalette palette(s.text, s.button, s.base.lighter(110), s.dark, s.mid, s.text, s.highlightedText, s.base, s.window);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Highlight, s.highlight);
    palette.setColor(QPalette::HighlightedText, s.highlightedText);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::Link, s.link);
    palette.setColor(QPalette::LinkVisited, s.link);
    palette.setColor(QPalette::ToolTipBase, s.base);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::PlaceholderText, s.disabled);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.disabled);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xf4, 0xf6, 0xf8), .base = QColor(0xff, 0xff, 0xff),
                      .alternate = QColor(0xf7, 0xf9, 0xfb), .text = QColor(0x1c, 0x22, 0x2a),
                      .button = QColor(0xf0, 0xf2, 0xf5), .mid = QColor(0xc9, 0xcf, 0xd7),
                      .dark = QColor(0xa4, 0xac, 0xb7), .highlight = QColor(0x1f, 0x5f, 0xa8),
                      .highlightedText = QColor(0xff, 0xff, 0xff), .link = QColor(0x0b, 0x5c, 0xad),
                      .disabled = QColor(0x62, 0x6b, 0x78)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x22, 0x26, 0x2c), .base = QColor(0x1a, 0x1d, 0x22),
                      .alternate = QColor(0x1f, 0x23, 0x29), .text = QColor(0xe6, 0xe9, 0xed),
                      .button = QColor(0x2e, 0x33, 0x3b), .mid = QColor(0x3d, 0x44, 0x4e),
                      .dark = QColor(0x12, 0x14, 0x18), .highlight = QColor(0x2b, 0x5f, 0x9e),
                      .highlightedText = QColor(0xff, 0xff, 0xff), .link = QColor(0x7c, 0xb7, 0xff),
                      .disabled = QColor(0x8a, 0x93, 0x9f)});
}

QPalette highContrastPalette(bool dark)
{
    const QColor ground = dark ? Qt::black : Qt::white;
    const QColor ink = dark ? Qt::white : Qt::black;
    return paletteOf({.window = ground, .base = ground, .alternate = ground, .text = ink, .button = ground, .mid = ink,
                      .dark = ink, .highlight = dark ? QColor(0xff, 0xe1, 0x4d) : QColor(0x00, 0x24, 0x6b),
                      .highlightedText = ground, .link = dark ? QColor(0x9f, 0xd0, 0xff) : QColor(0x00, 0x3a, 0x8c),
                      .disabled = dark ? QColor(0xb4, 0xb4, 0xb4) : QColor(0x4d, 0x4d, 0x4d)});
}

QPalette paletteFor(Theme theme, const QPalette& desktop)
{
    switch (theme) {
    case Theme::System:
        if (isHighContrast(desktop))
            return highContrastPalette(isDark(desktop));
        return isDark(desktop) ? darkPalette() : lightPalette();
    case Theme::Light:
        return lightPalette();
    case Theme::Dark:
        return darkPalette();
    case Theme::HighContrast:
        return highContrastPalette(isDark(desktop));
    }
    return lightPalette();
}

void applyTheme(QApplication& application, Theme theme)
{
    application.setStyle(new OutlinedStyle); // the application owns it
    if (theme == Theme::System || theme == Theme::HighContrast)
        application.setPalette(QPalette()); // back to the desktop's own, which may have changed since
    application.setPalette(paletteFor(theme, application.palette()));
}

QFont codeFont()
{
    // The system's two fonts need not be of one size; the proportion between them stays when the application's is scaled.
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const double general = QFontDatabase::systemFont(QFontDatabase::GeneralFont).pointSizeF();
    const double now = QApplication::font().pointSizeF();
    if (general > 0 && now > 0 && font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * now / general);
    return font;
}

} // namespace hookloupe::ui
