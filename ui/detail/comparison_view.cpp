// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/comparison_view.h"

#include "style/colours.h"
#include "style/theme.h"

#include <QEvent>
#include <QTextCursor>

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
    setAccessibleDescription(comparisonSentence(comparison));
    anew();
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
    write({names[0].leftJustified(titleWidth), names[1].leftJustified(titleWidth)}, {values[0], values[1]});
    const int margins = int(2 * document()->documentMargin()) + 2 * frameWidth();
    setFixedHeight(document()->blockCount() * fontMetrics().lineSpacing() + margins);
}

// Formats of the text itself: of extra selections that touch each other, Qt 6.4 leaves the second one undrawn.
void ComparisonView::write(const QStringList& titles, const QStringList& values)
{
    const Colours colours = coloursFor(palette());
    const QTextCharFormat same;
    QTextCharFormat title;
    title.setForeground(colours.subtle);
    QTextCharFormat differs;
    differs.setForeground(colours.bad);
    differs.setFontUnderline(true);
    clear();
    QTextCursor cursor(document());
    const qsizetype longest = std::max(values[0].size(), values[1].size());
    for (qsizetype at = 0; at < longest; at += m_perLine) {
        for (int line = 0; line < 2; ++line) {
            if (!document()->isEmpty())
                cursor.insertBlock();
            cursor.insertText(titles[line], title);
            const qsizetype end = std::min(at + m_perLine, values[line].size());
            for (qsizetype i = at; i < end; ++i) {
                const bool differing = m_comparison.marks.mid(i, 1) == u"^";
                cursor.insertText(values[line].mid(i, 1), differing ? differs : same);
            }
        }
    }
}

void ComparisonView::anew()
{
    m_perLine = 0;
    layOut();
}

void ComparisonView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    const QEvent::Type type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::ApplicationPaletteChange || type == QEvent::FontChange)
        anew();
}

void ComparisonView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

} // namespace hookloupe::ui
