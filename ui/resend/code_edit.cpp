// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/code_edit.h"

#include "base/text.h"
#include "resend/code_gutter.h"
#include "style/colours.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

int indentOf(const QString& line)
{
    int spaces = 0;
    while (spaces < line.size() && line.at(spaces).isSpace())
        ++spaces;
    return spaces;
}

/// The line with the bracket that closes what `first` opens; invalid if there is none.
QTextBlock closingOf(const QTextBlock& first)
{
    const int indent = indentOf(first.text());
    for (QTextBlock block = first.next(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (indentOf(line) <= indent && indentOf(line) < line.size())
            return line.at(indentOf(line)) == u'}' || line.at(indentOf(line)) == u']' ? block : QTextBlock();
    }
    return {};
}

} // namespace

CodeEdit::CodeEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_hidden(std::make_shared<const std::vector<std::string>>())
    , m_highlighter(new TokenHighlighter(document(), palette()))
    , m_gutter(new CodeGutter(this))
{
    setFont(codeFont());
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setLayoutDirection(Qt::LeftToRight);
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    setCursorWidth(2);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEdit::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this](const QRect&, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        m_gutter->update();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] { reveal(textCursor().block()); });
    connect(document(), &QTextDocument::contentsChange, this, [this](int place, int, int added) {
        if (document()->revision() == std::exchange(m_revision, document()->revision()))
            return; // colours, or another layout
        // What was hidden behind a changed line would be without a way to show it.
        const QTextBlock last = document()->findBlock(place + added);
        for (QTextBlock block = document()->findBlock(place); block.isValid(); block = block.next()) {
            if (block.isVisible() && block.blockNumber() > last.blockNumber())
                break;
            block.setVisible(true);
        }
    });
    placeGutter();
}

void CodeEdit::setBytes(std::string_view bytes, Stretches stretches, Syntax syntax)
{
    ByteText text = textOf(bytes, stretches);
    m_hidden = std::move(text.hidden);
    m_marks = text.marks;
    m_highlighter->setSyntax(syntax);
    setPlainText(text.text);
    document()->setModified(false);
}

QString CodeEdit::wholeText() const
{
    // toPlainText() would make plain spaces of those that do not break.
    QString text;
    text.reserve(document()->characterCount());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockNumber() > 0)
            text += u'\n';
        text += block.text();
    }
    return text;
}

std::string CodeEdit::bytes() const
{
    return bytesOf(wholeText(), *m_hidden);
}

bool CodeEdit::isModified() const
{
    return document()->isModified();
}

QString CodeEdit::markAtCursor() const
{
    const QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    const char16_t mark = markAt(line, cursor.positionInBlock());
    return mark == 0 ? QString() : markWords(mark, *m_hidden);
}

void CodeEdit::goToByte(std::size_t offset)
{
    const QString text = wholeText();
    std::size_t bytes = 0;
    qsizetype at = 0;
    while (at < text.size() && bytes < offset) {
        const qsizetype length = text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        bytes += bytesOf(text.sliced(at, length), *m_hidden).size();
        at += length;
    }
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(std::min(at, text.size())));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

bool CodeEdit::canFold(const QTextBlock& block)
{
    const QString line = block.text().trimmed();
    return (line.endsWith(u'{') || line.endsWith(u'[')) && closingOf(block).isValid() && block.next().isValid();
}

bool CodeEdit::isFolded(const QTextBlock& block)
{
    return block.next().isValid() && !block.next().isVisible();
}

void CodeEdit::setFolded(const QTextBlock& first, bool folded)
{
    const QTextBlock end = closingOf(first);
    if (!end.isValid())
        return;
    for (QTextBlock block = first.next(); block.isValid() && block != end; block = block.next())
        block.setVisible(!folded);
    if (folded && !textCursor().block().isVisible())
        setTextCursor(QTextCursor(first));
    laidOutAnew();
}

void CodeEdit::foldAtCursor(bool fold)
{
    const QTextBlock here = textCursor().block();
    if (!fold) {
        if (isFolded(here))
            setFolded(here, false);
        return;
    }
    for (QTextBlock block = here; block.isValid(); block = block.previous()) {
        if (canFold(block) && !isFolded(block) && closingOf(block).blockNumber() >= here.blockNumber()) {
            setFolded(block, true);
            return;
        }
    }
}

void CodeEdit::foldAll()
{
    QTextBlock block = document()->firstBlock().next();
    // What stands alone in the outermost, as "payload" does, stays open too.
    if (canFold(block) && closingOf(block).blockNumber() >= document()->blockCount() - 2)
        block = block.next();
    while (block.isValid()) {
        const QTextBlock end = canFold(block) ? closingOf(block) : QTextBlock();
        if (!end.isValid()) {
            block = block.next();
            continue;
        }
        for (block = block.next(); block != end; block = block.next())
            block.setVisible(false);
    }
    QTextCursor cursor = textCursor();
    while (!cursor.block().isVisible())
        cursor.setPosition(cursor.block().previous().position());
    setTextCursor(cursor);
    laidOutAnew();
}

void CodeEdit::unfoldAll()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        block.setVisible(true);
    laidOutAnew();
}

void CodeEdit::reveal(QTextBlock block)
{
    if (!block.isValid() || block.isVisible())
        return;
    QTextBlock first = block;
    while (first.previous().isValid() && !first.previous().isVisible())
        first = first.previous();
    for (; first.isValid() && !first.isVisible(); first = first.next())
        first.setVisible(true);
    laidOutAnew();
}

void CodeEdit::laidOutAnew()
{
    document()->markContentsDirty(0, document()->characterCount());
    viewport()->update();
    m_gutter->update();
}

void CodeEdit::placeGutter()
{
    const int width = m_gutter->neededWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), width, inside.height());
}

bool CodeEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QTextCursor cursor = cursorForPosition(viewport()->mapFromGlobal(help->globalPos()));
        for (const int place : {cursor.positionInBlock(), cursor.positionInBlock() - 1}) {
            if (const char16_t mark = markAt(cursor.block().text(), place)) {
                QToolTip::showText(help->globalPos(), plainToolTip(markWords(mark, *m_hidden)), this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void CodeEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        m_highlighter->setPalette(palette());
    if (event->type() == QEvent::FontChange)
        placeGutter();
}

void CodeEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier) && (event->key() == Qt::Key_Minus || event->key() == Qt::Key_Plus)) {
        foldAtCursor(event->key() == Qt::Key_Minus);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void CodeEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void CodeEdit::paintEvent(QPaintEvent* event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(coloursFor(palette()).subtle);
    qreal top = blockBoundingGeometry(firstVisibleBlock()).translated(contentOffset()).top();
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const qreal height = blockBoundingRect(block).height();
        if (isFolded(block) && block.layout()->lineCount() > 0) {
            const QTextLine last = block.layout()->lineAt(block.layout()->lineCount() - 1);
            const int lines = closingOf(block).blockNumber() - block.blockNumber() - 1;
            const qreal right = contentOffset().x() + last.naturalTextRect().right();
            painter.drawText(QRectF(right + 8, top, viewport()->width(), height), Qt::AlignLeft | Qt::AlignVCenter,
                             lines == 1 ? tr("… one line") : tr("… %n lines", nullptr, lines));
        }
        top += height;
    }
}

QMimeData* CodeEdit::createMimeDataFromSelection() const
{
    // A mark means nothing elsewhere: what it stands for is copied, made visible where it is no text.
    QString selected = textCursor().selectedText();
    selected.replace(QChar::ParagraphSeparator, u'\n');
    auto* copied = new QMimeData;
    copied->setText(shown(bytesOf(selected, *m_hidden), true));
    return copied;
}

void CodeEdit::insertFromMimeData(const QMimeData* source)
{
    QString text = source->text();
    text.replace(u"\r\n"_s, u"\n"_s);
    textCursor().insertText(textOf(text.toUtf8().toStdString(), Stretches::None).text);
    ensureCursorVisible();
}

} // namespace hookloupe::ui
