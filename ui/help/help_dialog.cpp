// SPDX-License-Identifier: GPL-3.0-or-later
#include "help/help_dialog.h"

#include "style/plain_text.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// A text view that never fetches what its text names.
class GuideView : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

} // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent), m_pages(helpPages())
{
    setWindowTitle(tr("Hookloupe help"));
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setAccessibleName(tr("Search the guide"));
    m_search->installEventFilter(this);
    m_back = new QPushButton(tr("&Previous"), this);
    m_next = new QPushButton(tr("&Next"), this);
    for (QPushButton* button : {m_back, m_next})
        button->setAutoDefault(false);
    m_found = plainLabel({}, this);
    m_topics = new QListWidget(this);
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setSpacing(3);
    m_topics->setMinimumWidth(120);
    for (const HelpPage& page : m_pages)
        m_topics->addItem(page.title);
    m_text = new GuideView(this);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Text of the topic"));
    m_text->document()->setDocumentMargin(16);

    auto* top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_found);
    top->addWidget(m_back);
    top->addWidget(m_next);
    auto* split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_topics);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({210, 590});
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(split, 1);
    layout->addWidget(buttons);

    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    addAction(find);
    connect(find, &QAction::triggered, this, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    connect(m_search, &QLineEdit::textChanged, this, &HelpDialog::searched);
    connect(m_next, &QPushButton::clicked, this, [this] { goToHit(true); });
    connect(m_back, &QPushButton::clicked, this, [this] { goToHit(false); });
    connect(m_topics, &QListWidget::currentRowChanged, this, &HelpDialog::showRow);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpDialog::follow);
    resize(820, 600);
    searched();
    showTopic(HelpTopic::FirstCapture);
}

void HelpDialog::showTopic(HelpTopic topic)
{
    m_search->clear();
    m_topics->setCurrentRow(static_cast<int>(topic));
}

void HelpDialog::search(const QString& words)
{
    m_search->setText(words);
}

void HelpDialog::showRow(int row)
{
    if (row < 0 || row >= m_pages.size())
        return;
    m_text->setMarkdown(m_pages.at(row).markdown);
    mark();
}

void HelpDialog::searched()
{
    const QString words = m_search->text();
    const bool searching = !searchWords(words).isEmpty();
    int pages = 0;
    int first = -1;
    for (int row = 0; row < m_pages.size(); ++row) {
        const int count = searching ? countOf(m_pages.at(row).title + u'\n' + m_pages.at(row).text, words) : 1;
        m_topics->item(row)->setHidden(count == 0);
        pages += count > 0 ? 1 : 0;
        if (count > 0 && first < 0)
            first = row;
    }
    m_found->setText(!searching    ? QString()
                     : pages == 0 ? tr("Nothing found")
                     : pages == 1 ? tr("On one page")
                                  : tr("On %n pages", nullptr, pages));
    const int current = m_topics->currentRow();
    if (first >= 0 && (current < 0 || m_topics->item(current)->isHidden()))
        m_topics->setCurrentRow(first);
    else
        mark();
}

/// The colours of links and of hits are in the text itself.
void HelpDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_topics)
        return;
    const int place = m_text->verticalScrollBar()->value();
    showRow(m_topics->currentRow());
    m_text->verticalScrollBar()->setValue(place);
}

void HelpDialog::mark()
{
    m_hits.clear();
    m_hit = -1;
    QList<QTextEdit::ExtraSelection> marks;
    for (const QString& word : searchWords(m_search->text())) {
        QTextCursor at(m_text->document());
        while (!(at = m_text->document()->find(word, at)).isNull()) {
            QTextEdit::ExtraSelection hit;
            hit.cursor = at;
            hit.format.setBackground(palette().brush(QPalette::Highlight));
            hit.format.setForeground(palette().brush(QPalette::HighlightedText));
            marks << hit;
            m_hits << at.selectionStart();
        }
    }
    std::sort(m_hits.begin(), m_hits.end());
    m_text->setExtraSelections(marks);
    m_next->setEnabled(!m_hits.isEmpty());
    m_back->setEnabled(!m_hits.isEmpty());
    m_text->moveCursor(QTextCursor::Start);
    if (!m_hits.isEmpty())
        goToHit(true);
}

void HelpDialog::goToHit(bool forward)
{
    if (m_hits.isEmpty())
        return;
    const auto count = m_hits.size();
    m_hit = forward ? (m_hit + 1) % count : (m_hit <= 0 ? count : m_hit) - 1;
    QTextCursor cursor(m_text->document());
    cursor.setPosition(m_hits.at(m_hit));
    m_text->setTextCursor(cursor);
    m_text->ensureCursorVisible();
}

void HelpDialog::follow(const QUrl& link)
{
    const auto page = std::find_if(m_pages.cbegin(), m_pages.cend(),
                                   [&](const HelpPage& one) { return !one.file.isEmpty() && one.file == link.path(); });
    if (page != m_pages.cend() && link.scheme().isEmpty())
        showTopic(page->topic);
}

bool HelpDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            goToHit(!(key->modifiers() & Qt::ShiftModifier));
            return true;
        }
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            for (int row = m_topics->currentRow() + step; row >= 0 && row < m_topics->count(); row += step) {
                if (!m_topics->item(row)->isHidden()) {
                    m_topics->setCurrentRow(row);
                    break;
                }
            }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace hookloupe::ui
