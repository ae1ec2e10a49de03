// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text_label.h"

#include "words/isolated.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace hookloupe::ui {

namespace {

constexpr QChar breakHere{0x200B};      ///< zero width space; in a payload it is shown as an escape, so none is lost
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
    QLabel::setText(breakable(text, m_longestRun));
}

void PlainTextLabel::setLongestRun(int characters)
{
    m_longestRun = characters;
    setText(QLabel::text().remove(breakHere));
}

void PlainTextLabel::copySelection() const
{
    QGuiApplication::clipboard()->setText(words::withoutIsolates(selectedText().remove(breakHere)));
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
