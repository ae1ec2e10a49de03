// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/token_colours.h"

#include "style/colours.h"

#include <QPalette>

namespace hookloupe::ui {

QColor tokenColour(const QPalette& palette, decode::TokenKind kind)
{
    using decode::TokenKind;
    const bool dark = isDark(palette);
    if (isHighContrast(palette) && kind != TokenKind::Key)
        return palette.color(QPalette::Text);
    switch (kind) {
    case TokenKind::Punctuation:
        return palette.color(QPalette::Text);
    case TokenKind::Key:
        return coloursFor(palette).accent;
    case TokenKind::String:
        return dark ? QColor(0x8f, 0xd4, 0xa4) : QColor(0x16, 0x65, 0x34);
    case TokenKind::Number:
        return dark ? QColor(0xd3, 0xb0, 0xff) : QColor(0x6b, 0x21, 0xa8);
    case TokenKind::Literal:
        return dark ? QColor(0xff, 0xbd, 0x83) : QColor(0x9a, 0x34, 0x12);
    }
    return palette.color(QPalette::Text);
}

} // namespace hookloupe::ui
