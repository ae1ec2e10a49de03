// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/find_bar.h"

#include "base/text.h"
#include "style/icons.h"
#include "style/ink.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace hookloupe::ui {

namespace {

constexpr int longestText = 10'000;   ///< characters

QToolButton* makeButton(const QString& text, const QString& hint, const QKeySequence& keys, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(hint);
    button->setToolTip(keys.isEmpty() ? hint
                                      : FindBar::tr("%1 (%2)", "hint and shortcut")
                                            .arg(hint, keys.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_matchCase(new QCheckBox(tr("Match case"), this))
    , m_hex(new QCheckBox(tr("Bytes as hex"), this))
    , m_result(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find"));
    m_text->setMaxLength(longestText);
    m_text->setClearButtonEnabled(true);
    m_hex->setToolTip(tr("Look for bytes, written as pairs of hex digits: 7b 22"));
    m_hex->hide();
    m_result->setTextFormat(Qt::PlainText);
    m_result->setAccessibleName(tr("Result of the search"));
    auto* previous = makeButton(tr("Previous"), tr("Go to the one before"), QKeySequence(Qt::SHIFT | Qt::Key_F3), this);
    auto* next = makeButton(tr("Next"), tr("Go to the next one"), QKeySequence(Qt::Key_F3), this);
    auto* shut = makeButton({}, tr("Close the search"), QKeySequence(Qt::Key_Escape), this);
    shut->setIcon(icon(Glyph::Close));
    row->addWidget(m_text, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_matchCase);
    row->addWidget(m_hex);
    row->addWidget(m_result);
    row->addWidget(shut);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_matchCase, &QCheckBox::toggled, this, &FindBar::search);
    connect(m_hex, &QCheckBox::toggled, this, &FindBar::search);
    connect(previous, &QToolButton::clicked, this, [this] { step(FindStep::Previous); });
    connect(next, &QToolButton::clicked, this, [this] { step(FindStep::Next); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::setHexOffered(bool offered)
{
    m_hex->setVisible(offered);
    if (!offered)
        m_hex->setChecked(false);
}

void FindBar::setHex(bool hex)
{
    m_hex->setChecked(hex && !m_hex->isHidden());
}

void FindBar::open(const QString& text)
{
    show();
    const bool other = !text.isEmpty() && text != m_text->text();
    if (other)
        m_text->setText(text); // searches
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
    if (!other)
        search();
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

std::optional<FindQuery> FindBar::query() const
{
    const std::string text = m_text->text().toStdString();
    if (text.empty())
        return std::nullopt;
    if (!m_hex->isChecked())
        return FindQuery{text, m_matchCase->isChecked()};
    std::string digits;
    for (const char c : text) {
        if (c != ' ')
            digits += c;
    }
    const auto bytes = fromHex(digits);
    return bytes && !bytes->empty() ? std::optional(FindQuery{*bytes, true}) : std::nullopt;
}

void FindBar::step(FindStep step)
{
    if (const auto wanted = query())
        Q_EMIT findRequested(*wanted, step);
}

void FindBar::search()
{
    m_matchCase->setEnabled(!m_hex->isChecked());
    if (query()) {
        step(FindStep::FromHere);
        return;
    }
    const bool broken = !m_text->text().isEmpty();
    say(broken ? tr("Pairs of hex digits are needed: 7b 22") : QString(), broken);
    Q_EMIT cleared();
}

void FindBar::say(const QString& text, bool bad)
{
    setInk(m_result, bad ? Ink::Bad : Ink::Plain);
    m_result->setText(text);
}

void FindBar::showFound(int current, int count, bool more)
{
    const QString all = QLocale().toString(count);
    if (more)
        say(current > 0 ? tr("%1 of more than %2").arg(QLocale().toString(current), all) : tr("more than %1").arg(all), false);
    else
        say(current > 0 ? tr("%1 of %2").arg(QLocale().toString(current), all) : all, false);
}

void FindBar::showNotFound()
{
    say(tr("Not found"), true);
}

void FindBar::showSearching()
{
    say(tr("Searching…"), false);
}

bool FindBar::event(QEvent* event)
{
    // Escape and F3 are the bar's while it has the focus, whatever the window does with them.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_F3) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const FindStep onward = event->modifiers() & Qt::ShiftModifier ? FindStep::Previous : FindStep::Next;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        step(onward);
        return;
    case Qt::Key_Escape:
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace hookloupe::ui
