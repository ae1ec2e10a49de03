// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/find_replace.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextCursor>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr int mostCounted = 10'000;

QTextDocument::FindFlags flagsOf(bool matchCase)
{
    return matchCase ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags();
}

} // namespace

FindReplace::FindReplace(QPlainTextEdit* edit, QWidget* parent)
    : QWidget(parent), m_edit(edit), m_bar(new FindBar(this)), m_replaceRow(new QWidget(this)), m_replacement(new QLineEdit(m_replaceRow))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_replaceRow);
    auto* row = new QHBoxLayout(m_replaceRow);
    row->setContentsMargins(0, 2, 0, 2);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    auto* one = new QPushButton(tr("Replace"), m_replaceRow);
    auto* all = new QPushButton(tr("Replace all"), m_replaceRow);
    row->addWidget(m_replacement, 1);
    row->addWidget(one);
    row->addWidget(all);
    m_replaceRow->hide();
    hide();
    connect(one, &QPushButton::clicked, this, &FindReplace::replaceOne);
    connect(m_replacement, &QLineEdit::returnPressed, this, &FindReplace::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindReplace::replaceAll);
    connect(m_bar, &FindBar::findRequested, this, &FindReplace::find);
    connect(m_bar, &FindBar::closed, this, [this] {
        hide();
        m_edit->setFocus();
    });
    m_edit->installEventFilter(this);
}

void FindReplace::open(bool withReplace)
{
    show();
    m_replaceRow->setVisible(withReplace);
    const QString selected = m_edit->textCursor().selectedText();
    m_bar->open(selected.contains(QChar::ParagraphSeparator) ? QString() : selected);
}

void FindReplace::close()
{
    if (isVisible())
        m_bar->close();
}

bool FindReplace::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool replace = key->key() == Qt::Key_H && key->modifiers() == Qt::ControlModifier;
        if (key->matches(QKeySequence::Find) || replace) {
            open(replace);
            return true;
        }
        if (key->key() == Qt::Key_F3 && isVisible()) {
            m_bar->step(key->modifiers() & Qt::ShiftModifier ? FindStep::Previous : FindStep::Next);
            return true;
        }
        if (key->key() == Qt::Key_Escape && isVisible()) {
            m_bar->close();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

int FindReplace::count(const QString& text, bool matchCase) const
{
    int found = 0;
    for (QTextCursor at = m_edit->document()->find(text, 0, flagsOf(matchCase)); !at.isNull() && found < mostCounted;
         at = m_edit->document()->find(text, at, flagsOf(matchCase)))
        ++found;
    return found;
}

void FindReplace::find(const FindQuery& query, FindStep step)
{
    const QString text = QString::fromStdString(query.bytes);
    QTextDocument::FindFlags flags = flagsOf(query.matchCase);
    if (step == FindStep::Previous)
        flags |= QTextDocument::FindBackward;
    QTextCursor from = m_edit->textCursor();
    if (step == FindStep::FromHere)
        from.setPosition(from.selectionStart());
    QTextCursor hit = m_edit->document()->find(text, from, flags);
    if (hit.isNull()) { // around
        from.movePosition(step == FindStep::Previous ? QTextCursor::End : QTextCursor::Start);
        hit = m_edit->document()->find(text, from, flags);
    }
    if (hit.isNull())
        return m_bar->showNotFound();
    m_edit->setTextCursor(hit);
    const int all = count(text, query.matchCase);
    m_bar->showFound(0, all, all == mostCounted);
}

void FindReplace::replaceOne()
{
    const auto query = m_bar->query();
    if (!query)
        return;
    QTextCursor cursor = m_edit->textCursor();
    const QString wanted = QString::fromStdString(query->bytes);
    if (cursor.selectedText().compare(wanted, query->matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0)
        cursor.insertText(m_replacement->text());
    find(*query, FindStep::Next);
}

void FindReplace::replaceAll()
{
    const auto query = m_bar->query();
    if (!query)
        return;
    const QString wanted = QString::fromStdString(query->bytes);
    QTextCursor whole(m_edit->document());
    whole.beginEditBlock();
    int replaced = 0;
    for (QTextCursor hit = m_edit->document()->find(wanted, 0, flagsOf(query->matchCase)); !hit.isNull();
         hit = m_edit->document()->find(wanted, hit, flagsOf(query->matchCase))) {
        hit.insertText(m_replacement->text());
        ++replaced;
    }
    whole.endEditBlock();
    if (replaced == 0)
        m_bar->showNotFound();
    else
        m_bar->showFound(0, replaced, false);
}

} // namespace hookloupe::ui
