// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bytes_pane.h"

#include "widgets/choice_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace hookloupe::ui {

namespace {

constexpr int widthForBoth = 820; ///< px
constexpr int narrowestText = 340;

} // namespace

BytesPane::BytesPane(const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_bar(new QHBoxLayout)
    , m_choice(new ChoiceBar(tr("Show as"), this))
    , m_size(new QLabel(this))
    , m_split(new QSplitter(this))
    , m_text(new PlainTextView(m_split))
    , m_hex(new HexView(m_split))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_bar);
    column->addWidget(m_split, 1);
    m_choice->addChoice(tr("Text"));
    m_choice->addChoice(tr("Hex"));
    m_bar->addWidget(m_choice);
    m_bar->addStretch(1);
    m_bar->addWidget(m_size);
    m_size->setTextFormat(Qt::PlainText);
    m_text->setLineEndsShown(true);
    m_text->setAccessibleName(tr("%1 as text").arg(what));
    m_hex->setAccessibleName(tr("%1 as hex").arg(what));
    m_split->addWidget(m_text);
    m_split->addWidget(m_hex);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 1);
    connect(m_choice, &ChoiceBar::currentChanged, this, [this] {
        m_chosen = true;
        feedCurrent();
    });
    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_moved = true; });
    follow(m_text, m_hex);
    follow(m_hex, m_text);
    setBytes(nullptr);
}

void BytesPane::follow(ByteView* leader, ByteView* follower)
{
    connect(leader, &ByteView::selectionChanged, this, [this, follower](std::size_t begin, std::size_t end) {
        if (std::exchange(m_following, true))
            return; // it is the other one that follows
        if (!follower->isHidden())
            follower->select(begin, end);
        m_following = false;
        Q_EMIT selectionChanged(begin, end);
    });
}

void BytesPane::setBytes(std::shared_ptr<const std::string> bytes)
{
    m_bytes = std::move(bytes);
    const std::size_t size = m_bytes ? m_bytes->size() : 0;
    m_size->setText(size == 1 ? tr("1 byte") : tr("%1 bytes").arg(QLocale().toString(qulonglong(size))));
    feedCurrent();
}

void BytesPane::setSideBySideOffered()
{
    m_bothOffered = true;
    m_choice->addChoice(tr("Both"));
    fitWidth();
}

void BytesPane::select(std::size_t begin, std::size_t end)
{
    // From the end to the begin: where it begins is what has to be seen.
    frontView()->select(end, begin);
}

ByteView* BytesPane::frontView() const
{
    const bool hex = m_text->isHidden() || (!m_hex->isHidden() && m_hex->hasFocus());
    return hex ? static_cast<ByteView*>(m_hex) : m_text;
}

void BytesPane::showHex(bool hex)
{
    m_choice->setCurrent(hex ? Hex : Text);
    feedCurrent();
}

void BytesPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

void BytesPane::fitWidth()
{
    if (!m_bothOffered)
        return;
    const bool wide = width() >= widthForBoth;
    m_choice->setChoiceVisible(Both, wide);
    const int before = m_choice->current();
    if (!wide && before == Both)
        m_choice->setCurrent(Text);
    else if (wide && !m_chosen)
        m_choice->setCurrent(Both);
    if (m_choice->current() != before)
        feedCurrent();
    shareWidth();
}

void BytesPane::shareWidth()
{
    if (m_moved || m_choice->current() != Both)
        return;
    const bool sixteen = width() - m_hex->widthFor(16) >= narrowestText;
    const int hex = m_hex->widthFor(sixteen ? 16 : 8);
    m_split->setSizes({width() - hex - m_split->handleWidth(), hex});
}

void BytesPane::feedCurrent()
{
    const int choice = m_choice->current();
    const auto feed = [this](ByteView* view, bool shown) {
        // Only a view in front lays out.
        const auto wanted = shown ? m_bytes : nullptr;
        if (view->sharedBytes() != wanted)
            view->setBytes(wanted);
        view->setVisible(shown);
    };
    feed(m_text, choice != Hex);
    feed(m_hex, choice != Text);
    shareWidth();
    if (choice == Both && m_hex->selectionBegin() == m_hex->selectionEnd() && m_text->selectionBegin() != m_text->selectionEnd())
        m_hex->select(m_text->selectionBegin(), m_text->selectionEnd());
}

} // namespace hookloupe::ui
