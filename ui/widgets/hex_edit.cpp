// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_edit.h"

#include "base/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// Beside the text: that would lose what is no text.
constexpr auto bytesFormat = "application/octet-stream"_L1;

const QKeySequence& pasteAsText()
{
    static const QKeySequence keys(Qt::CTRL | Qt::SHIFT | Qt::Key_V);
    return keys;
}

bool isPasteAsText(const QKeyEvent& event)
{
    return event.key() == Qt::Key_V && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

/// What a key types; empty if it is a command.
QString typedText(const QKeyEvent& event)
{
    const auto modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool altGr = modifiers == (Qt::ControlModifier | Qt::AltModifier);
    const QString text = event.text();
    return !text.isEmpty() && text.front().isPrint() && (!modifiers || altGr) ? text : QString();
}

} // namespace

std::optional<std::string> bytesOfHexText(const QString& text)
{
    std::string bytes;
    int first = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const int value = c.unicode() < 0x80 ? hexValue(char(c.unicode())) : -1;
        const bool marked = first < 0 && i + 1 < text.size() && (text[i + 1] == u'x' || text[i + 1] == u'X');
        if (marked && (c == u'0' || c == u'\\')) {
            ++i;
        } else if (value >= 0) {
            if (first >= 0)
                bytes += char(first * 16 + value);
            first = first < 0 ? value : -1;
        } else if (first >= 0 || (!c.isSpace() && c != u',' && c != u';' && c != u':' && c != u'-')) {
            return std::nullopt;
        }
    }
    return first < 0 ? std::optional(bytes) : std::nullopt;
}

HexEdit::HexEdit(QWidget* parent) : HexView(parent)
{
    setAttribute(Qt::WA_InputMethodEnabled);
    connect(this, &ByteView::selectionChanged, this, [this] {
        if (m_typing)
            return;
        m_half = Half::None;
        m_typedOn = false;
    });
}

void HexEdit::setBytes(std::shared_ptr<const std::string> bytes)
{
    m_edited.reset(bytes);
    m_half = Half::None;
    m_typedOn = false;
    HexView::setBytes(std::move(bytes));
}

void HexEdit::setOverwrites(bool overwrites)
{
    if (std::exchange(m_overwrites, overwrites) == overwrites)
        return;
    m_half = Half::None;
    m_typedOn = false;
    viewport()->update();
    Q_EMIT stateChanged();
}

void HexEdit::setSide(Side side)
{
    if (std::exchange(m_side, side) == side)
        return;
    m_half = Half::None;
    m_typedOn = false;
    viewport()->update();
    Q_EMIT stateChanged();
}

bool HexEdit::change(std::size_t begin, std::size_t end, std::string_view with, bool typedOn)
{
    if (m_edited.size() - (end - begin) + with.size() > mostBytes) {
        Q_EMIT refused(tr("At most %1 bytes can be edited here.").arg(QLocale().toString(qulonglong(mostBytes))));
        return false;
    }
    letGo(); // held here too they would be copied
    m_edited.replace(begin, end, with, typedOn);
    showChanged(m_edited.bytes());
    return true;
}

void HexEdit::typeDigit(int value)
{
    const std::size_t begin = selectionBegin();
    const std::size_t end = selectionEnd();
    const bool covers = begin == end && begin < bytes().size();
    std::string byte(1, char(value * 16));
    bool done = false;
    if (m_half != Half::None && covers) {
        byte[0] = char((static_cast<unsigned char>(bytes()[begin]) & 0xf0) | value);
        done = change(begin, begin + 1, byte, true);
        m_half = Half::None;
        moveTyping(begin + 1);
    } else {
        if (covers && m_overwrites)
            byte[0] = char((static_cast<unsigned char>(bytes()[begin]) & 0x0f) | value * 16);
        done = change(begin, covers && m_overwrites ? begin + 1 : end, byte, m_typedOn);
        moveTyping(begin);
        m_half = !done ? Half::None : covers && m_overwrites ? Half::Over : Half::New;
    }
    m_typedOn = done;
    viewport()->update();
    if (done)
        Q_EMIT edited();
}

void HexEdit::moveTyping(std::size_t offset)
{
    m_typing = true;
    select(offset, offset);
    m_typing = false;
}

void HexEdit::typeBytes(std::string_view typed)
{
    const std::size_t begin = selectionBegin();
    const std::size_t end = begin == selectionEnd() && m_overwrites ? std::min(bytes().size(), begin + typed.size()) : selectionEnd();
    if (!change(begin, end, typed, m_typedOn))
        return;
    moveTyping(begin + typed.size());
    m_half = Half::None;
    m_typedOn = true;
    Q_EMIT edited();
}

void HexEdit::type(const QString& text)
{
    if (m_side == Side::Text)
        return typeBytes(text.toStdString());
    for (const QChar c : text) {
        const int value = c.unicode() < 0x80 ? hexValue(char(c.unicode())) : -1;
        if (value < 0) {
            Q_EMIT refused(tr("Hex digits are typed here: 0 to 9, a to f. Tab goes to the characters beside them."));
            return;
        }
        typeDigit(value);
    }
}

void HexEdit::replaceSelection(std::string_view with)
{
    const std::size_t begin = selectionBegin();
    const std::size_t end = selectionEnd();
    if ((begin == end && with.empty()) || !change(begin, end, with))
        return;
    select(begin + with.size(), begin + with.size());
    Q_EMIT edited();
}

void HexEdit::remove(bool before)
{
    const std::size_t at = selectionBegin();
    if (at == selectionEnd()) {
        if (before && m_half == Half::Over) {
            m_half = Half::None; // there is nothing to take away: the digit that was there is back with undo
            return viewport()->update();
        }
        const bool behind = before && m_half == Half::None;
        if (behind ? at == 0 : at == bytes().size())
            return;
        const std::size_t first = behind ? at - 1 : at;
        select(first, first + 1);
    }
    replaceSelection({});
}

void HexEdit::goBack(std::optional<EditedBytes::Place> place)
{
    showChanged(m_edited.bytes());
    if (!place)
        return;
    select(place->begin, place->end);
    Q_EMIT edited();
}

void HexEdit::undo()
{
    letGo();
    goBack(m_edited.undo());
}

void HexEdit::redo()
{
    letGo();
    goBack(m_edited.redo());
}

void HexEdit::copySelection() const
{
    const std::size_t begin = selectionBegin();
    const std::size_t size = selectionEnd() - begin;
    if (size == 0 || size > mostCopied)
        return;
    auto* mime = new QMimeData; // the clipboard takes it
    mime->setText(selectedText());
    mime->setData(bytesFormat, QByteArray(bytes().data() + begin, qsizetype(size)));
    QGuiApplication::clipboard()->setMimeData(mime);
}

void HexEdit::cut()
{
    if (selectionEnd() - selectionBegin() > mostCopied) {
        Q_EMIT refused(tr("This is too much for the clipboard: at most %1 bytes are copied.").arg(QLocale().toString(qulonglong(mostCopied))));
        return;
    }
    copySelection();
    replaceSelection({});
}

bool HexEdit::pastes(const QMimeData* mime, Paste how, std::string& bytes) const
{
    if (how == Paste::AsWritten && mime->hasFormat(bytesFormat)) {
        bytes = mime->data(bytesFormat).toStdString();
        return true;
    }
    if (how == Paste::AsText || (how == Paste::AsWritten && m_side == Side::Text)) {
        bytes = mime->text().toStdString();
        return true;
    }
    auto read = bytesOfHexText(mime->text());
    if (read)
        bytes = std::move(*read);
    return read.has_value();
}

void HexEdit::paste(Paste how)
{
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    std::string with;
    if (!mime || !pastes(mime, how, with)) {
        Q_EMIT refused(tr("The clipboard holds no pairs of hex digits. %1 pastes it as text.")
                           .arg(pasteAsText().toString(QKeySequence::NativeText)));
        return;
    }
    if (m_overwrites && selectionBegin() == selectionEnd())
        select(selectionBegin(), selectionBegin() + with.size());
    replaceSelection(with);
}

qreal HexEdit::xOf(std::size_t offset) const
{
    if (m_side == Side::Hex)
        return HexView::xOf(offset) + (m_half != Half::None && offset == cursor() ? cellWidth() : 0);
    return characterX(offset);
}

QString HexEdit::textOf(std::size_t begin, std::size_t end) const
{
    if (m_side == Side::Text)
        return QString::fromUtf8(bytes().data() + begin, qsizetype(end - begin));
    return HexView::textOf(begin, end);
}

void HexEdit::paintCursor(QPainter& painter)
{
    const QRect bar = cursorRect();
    const QColor colour = palette().color(QPalette::Text);
    const bool covers = m_overwrites && selectionBegin() == selectionEnd() && cursor() < bytes().size();
    if (covers || m_half != Half::None) {
        QColor wash = colour;
        wash.setAlpha(70);
        const QRectF cell(bar.left() + 1, bar.top(), cellWidth(), bar.height());
        painter.fillRect(cell, wash);
        painter.fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), colour);
    } else {
        painter.fillRect(bar, colour);
    }
    if (cursor() == bytes().size())
        return;
    // The same byte on the other side.
    const qreal left = m_side == Side::Hex ? characterX(cursor()) + 1 : HexView::xOf(cursor()) + 1;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawRect(QRectF(left - 0.5, bar.top() + 0.5, (m_side == Side::Hex ? 1 : 2) * cellWidth(), bar.height() - 1));
}

void HexEdit::fillMenu(QMenu& menu)
{
    auto* back = menu.addAction(tr("Undo"), QKeySequence(QKeySequence::Undo), this, &HexEdit::undo);
    back->setEnabled(m_edited.canUndo());
    auto* again = menu.addAction(tr("Redo"), QKeySequence(QKeySequence::Redo), this, &HexEdit::redo);
    again->setEnabled(m_edited.canRedo());
    menu.addSeparator();
    auto* out = menu.addAction(tr("Cut"), QKeySequence(QKeySequence::Cut), this, &HexEdit::cut);
    out->setEnabled(selectionBegin() != selectionEnd());
    HexView::fillMenu(menu);
    menu.addSeparator();
    menu.addAction(tr("Paste as hex"), this, [this] { paste(Paste::AsHex); });
    menu.addAction(tr("Paste as text"), pasteAsText(), this, [this] { paste(Paste::AsText); });
    auto* over = menu.addAction(tr("Overwrite"), QKeySequence(Qt::Key_Insert), this, [this] { setOverwrites(!m_overwrites); });
    over->setCheckable(true);
    over->setChecked(m_overwrites);
    menu.addSeparator();
}

bool HexEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool ours = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo) || key->matches(QKeySequence::Cut)
            || key->matches(QKeySequence::Paste) || key->matches(QKeySequence::Delete) || isPasteAsText(*key)
            || key->key() == Qt::Key_Insert || !typedText(*key).isEmpty();
        if (ours) {
            event->accept();
            return true;
        }
    }
    return HexView::event(event);
}

bool HexEdit::focusNextPrevChild(bool next)
{
    const Side wanted = next ? Side::Text : Side::Hex;
    if (m_side == wanted)
        return HexView::focusNextPrevChild(next);
    setSide(wanted);
    return true;
}

void HexEdit::focusInEvent(QFocusEvent* event)
{
    if (event->reason() == Qt::TabFocusReason)
        setSide(Side::Hex);
    else if (event->reason() == Qt::BacktabFocusReason)
        setSide(Side::Text);
    HexView::focusInEvent(event);
}

void HexEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->matches(QKeySequence::Redo))
        redo();
    else if (event->matches(QKeySequence::Cut))
        cut();
    else if (isPasteAsText(*event))
        paste(Paste::AsText);
    else if (event->matches(QKeySequence::Paste))
        paste(Paste::AsWritten);
    else if (event->key() == Qt::Key_Insert && !event->modifiers())
        setOverwrites(!m_overwrites);
    else if (event->key() == Qt::Key_Backspace)
        remove(true);
    else if (event->matches(QKeySequence::Delete))
        remove(false);
    else if (const QString text = typedText(*event); !text.isEmpty())
        type(text);
    else
        HexView::keyPressEvent(event);
}

void HexEdit::inputMethodEvent(QInputMethodEvent* event)
{
    if (!event->commitString().isEmpty())
        type(event->commitString());
    event->accept();
}

QVariant HexEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImCursorRectangle)
        return cursorRect();
    return HexView::inputMethodQuery(query);
}

void HexEdit::mousePressEvent(QMouseEvent* event)
{
    setSide(event->position().x() >= characterX(0) - cellWidth() / 2 ? Side::Text : Side::Hex);
    HexView::mousePressEvent(event);
}

} // namespace hookloupe::ui
