// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/text_change_view.h"

#include "style/colours.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QEvent>
#include <QTextBlock>
#include <QTextCursor>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t cheapTexts = 8 * 1024;    ///< bytes that are compared well within a frame
constexpr std::size_t longestSame = 160;        ///< bytes of a stretch that is the same, before its middle is left out
constexpr std::size_t longestChange = 4'000;
constexpr qsizetype longestShown = 24'000;      ///< characters: QPlainTextEdit lays out whole lines

/// Not within a character.
std::size_t boundary(std::string_view text, std::size_t at)
{
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
        --at;
    return at;
}

QString cutInTheMiddle(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return shown(text, true);
    const std::size_t head = boundary(text, most / 2);
    const std::size_t tail = boundary(text, text.size() - most / 2);
    return TextChangeView::tr("%1 …(bytes left out: %2)… %3")
        .arg(shown(text.substr(0, head), true), QString::number(tail - head), shown(text.substr(tail), true));
}

} // namespace

TextChangeView::TextChangeView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(codeFont());
    setAccessibleName(tr("What changed in the text"));
    setPlaceholderText(tr("Select a field that changed to see what changed in its text."));
}

TextChangeView::~TextChangeView()
{
    stop();
}

void TextChangeView::stop()
{
    if (m_stopped)
        *m_stopped = true;
    m_work.reset();
}

void TextChangeView::clearTexts()
{
    stop();
    m_shown.reset();
    clear();
}

void TextChangeView::setTexts(std::string before, std::string after)
{
    clearTexts();
    m_stopped = std::make_shared<std::atomic_bool>(false);
    const Cost cost = before.size() + after.size() < cheapTexts ? Cost::Cheap : Cost::Dear;
    auto both = std::make_shared<Compared>();
    both->before = std::move(before);
    both->after = std::move(after);
    m_work = std::make_unique<LazyPart<Compared>>(cost, [both, stop = m_stopped] {
        both->pieces = compare::textDifference(both->before, both->after, {}, [stop] { return stop->load(); });
        return std::shared_ptr<const Compared>(both);
    });
    m_work->whenReady(this, [this](const std::shared_ptr<const Compared>& compared) {
        m_shown = compared;
        show(*compared);
    });
}

void TextChangeView::show(const Compared& compared)
{
    clear();
    const Colours colours = coloursFor(palette());
    QTextCursor cursor(document());
    for (const compare::Piece& piece : compared.pieces) {
        if (document()->characterCount() > longestShown) {
            cursor.insertText(tr(" …(there is more)"), QTextCharFormat());
            break;
        }
        const bool added = piece.kind == compare::PieceKind::Added;
        const auto text = std::string_view(added ? compared.after : compared.before).substr(piece.begin, piece.length);
        QTextCharFormat format;
        if (piece.kind == compare::PieceKind::Same) {
            cursor.insertText(cutInTheMiddle(text, longestSame), format);
            continue;
        }
        format.setForeground(added ? colours.good : colours.bad);
        format.setFontWeight(QFont::Bold);
        const QString marked = added ? u"{+%1+}"_s : u"[−%1−]"_s;
        cursor.insertText(marked.section(u"%1"_s, 0, 0), format);
        QTextCharFormat inner = format;
        inner.setFontStrikeOut(!added);
        cursor.insertText(cutInTheMiddle(text, longestChange), inner);
        cursor.insertText(marked.section(u"%1"_s, 1, 1), format);
    }
    moveCursor(QTextCursor::Start);
}

void TextChangeView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shown)
        show(*m_shown);
}

} // namespace hookloupe::ui
