// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/comparison_view.h"

#include "style/colours.h"
#include "style/theme.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr qsizetype shortestLine = 16; ///< characters; below that the view scrolls

} // namespace

ComparisonView::ComparisonView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setFont(codeFont());
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Expected and received signature"));
}

void ComparisonView::setComparison(const Comparison& comparison)
{
    m_comparison = comparison;
    m_perLine = 0;
    setAccessibleDescription(comparisonSentence(comparison));
    layOut();
}

void ComparisonView::layOut()
{
    const QString names[] = {tr("expected"), tr("received")};
    const QString values[] = {m_comparison.expected.isEmpty() ? tr("(none)") : m_comparison.expected,
                              m_comparison.received.isEmpty() ? tr("(none)") : m_comparison.received};
    const qsizetype titleWidth = std::max(names[0].size(), names[1].size()) + 2;
    const int cell = std::max(1, fontMetrics().horizontalAdvance(u'0'));
    const qsizetype room = (viewport()->width() - 12) / cell - titleWidth;
    const qsizetype longest = std::max(values[0].size(), values[1].size());
    const qsizetype perLine = std::max(std::min(room, longest), std::min(shortestLine, longest));
    if (perLine == m_perLine)
        return;
    m_perLine = perLine;
    QString text;
    for (qsizetype at = 0; at < longest; at += perLine) {
        for (int i = 0; i < 2; ++i)
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + names[i].leftJustified(titleWidth)
                + values[i].mid(at, perLine);
    }
    setPlainText(text);
    colour();
    const int margins = int(2 * document()->documentMargin()) + 2 * frameWidth();
    setFixedHeight(document()->blockCount() * fontMetrics().lineSpacing() + margins + 4);
}

void ComparisonView::colour()
{
    const Colours colours = coloursFor(palette());
    QTextCharFormat title;
    title.setForeground(colours.subtle);
    QTextCharFormat differs;
    differs.setForeground(colours.bad);
    differs.setFontUnderline(true);
    differs.setFontWeight(QFont::Bold);
    QList<QTextEdit::ExtraSelection> selections;
    const auto mark = [&](const QTextBlock& block, qsizetype from, qsizetype to, const QTextCharFormat& format) {
        if (from >= to)
            return;
        QTextCursor cursor(block);
        cursor.setPosition(block.position() + int(from));
        cursor.setPosition(block.position() + int(to), QTextCursor::KeepAnchor);
        selections.append({cursor, format});
    };
    const qsizetype titleWidth = std::max(tr("expected").size(), tr("received").size()) + 2;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        mark(block, 0, titleWidth, title);
        const qsizetype offset = qsizetype(block.blockNumber() / 2) * m_perLine;
        const qsizetype shown = block.length() - 1 - titleWidth;
        qsizetype begin = -1;
        for (qsizetype i = 0; i <= shown; ++i) {
            const bool differing = i < shown && m_comparison.marks.mid(offset + i, 1) == u"^";
            if (differing && begin < 0)
                begin = i;
            if (!differing && begin >= 0) {
                mark(block, titleWidth + begin, titleWidth + i, differs);
                begin = -1;
            }
        }
    }
    setExtraSelections(selections);
}

void ComparisonView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        colour();
    if (event->type() == QEvent::FontChange) {
        m_perLine = 0;
        layOut();
    }
}

void ComparisonView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

} // namespace hookloupe::ui
