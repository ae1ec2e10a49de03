// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text_label.h"

#include "words/isolated.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr QChar breakHere{0x200B};      ///< zero width space; in a payload it is shown as an escape, so none is lost
constexpr QChar leftToRight{0x200E};    ///< likewise
constexpr int longestRun = 72;          ///< characters without a place to break; a SHA-256 in hex stays whole

QString breakable(const QString& text, int longest)
{
    QString broken;
    int run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > longest && !c.isLowSurrogate() && !c.isMark()) {
            broken += breakHere;
            run = 1;
        }
        broken += c;
    }
    return broken;
}

bool runsFromTheRight(QChar c)
{
    return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
}

} // namespace

PlainTextLabel::PlainTextLabel(QWidget* parent) : PlainTextLabel(QString(), parent) {}

PlainTextLabel::PlainTextLabel(const QString& text, QWidget* parent) : QLabel(parent), m_longestRun(longestRun)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrap(true);
    setText(text);
}

void PlainTextLabel::setText(const QString& text)
{
    // A name in Hebrew would be drawn at the far side of the page, and what stands behind it before it: Qt goes by the first letter,
    // also by one between isolates.
    const bool mixed = layoutDirection() == Qt::LeftToRight && std::any_of(text.begin(), text.end(), runsFromTheRight);
    QLabel::setText((mixed ? QString(leftToRight) : QString()) + breakable(text, m_longestRun));
}

void PlainTextLabel::setLongestRun(int characters)
{
    m_longestRun = characters;
    setText(QLabel::text().remove(breakHere).remove(leftToRight));
}

void PlainTextLabel::copySelection() const
{
    QGuiApplication::clipboard()->setText(words::withoutIsolates(selectedText().remove(breakHere).remove(leftToRight)));
}

void PlainTextLabel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && hasSelectedText())
        copySelection();
    else
        QLabel::keyPressEvent(event);
}

void PlainTextLabel::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy"), QKeySequence(QKeySequence::Copy), this, &PlainTextLabel::copySelection)
        ->setEnabled(hasSelectedText());
    menu.addAction(tr("Select all"), this, [this] { setSelection(0, static_cast<int>(QLabel::text().size())); });
    menu.exec(event->globalPos());
}

} // namespace hookloupe::ui
