// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_finder.h"

#include "base/search.h"
#include "widgets/byte_view.h"

#include <QKeyEvent>
#include <QMenu>
#include <QtConcurrent>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::size_t searchedAtOnce = 256 * 1024;     ///< bytes; well within a frame
constexpr std::size_t step = 4 * 1024 * 1024;          ///< bytes between two looks whether the search is still wanted
constexpr qsizetype longestTaken = 200;                ///< characters of a selection that becomes the text to find

std::shared_ptr<const Finds> findAll(const std::string& text, const FindQuery& query, const std::atomic_bool& cancelled)
{
    auto finds = std::make_shared<Finds>();
    const TextSearch search(query.bytes, query.matchCase);
    finds->length = search.length();
    const std::string_view whole(text);
    std::size_t at = 0;
    while (!cancelled && at < whole.size()) {
        // A find may begin in this step and end in the next.
        const std::string_view part = whole.substr(0, std::min(whole.size(), at + step + search.length() - 1));
        const std::size_t begin = search.find(part, at);
        if (begin == TextSearch::none) {
            at += step;
            continue;
        }
        if (finds->begins.size() == ViewFinder::most) {
            finds->more = true;
            break;
        }
        finds->begins.push_back(begin);
        at = begin + search.length();
    }
    return finds;
}

} // namespace

ViewFinder::ViewFinder(FindBar* bar, QObject* parent)
    : QObject(parent), m_bar(bar), m_cancelled(std::make_shared<std::atomic_bool>(false))
{
    connect(bar, &FindBar::findRequested, this, &ViewFinder::find);
    connect(bar, &FindBar::cleared, this, &ViewFinder::forget);
    connect(bar, &FindBar::closed, this, [this] {
        forget();
        if (m_view)
            m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.future().isCanceled())
            take(m_watcher.result());
    });
}

ViewFinder::~ViewFinder()
{
    *m_cancelled = true;
}

void ViewFinder::addView(ByteView* view)
{
    view->installEventFilter(this);
    connect(view, &ByteView::menuRequested, this, [this, view](QMenu* menu) {
        menu->addAction(tr("Find…"), QKeySequence(QKeySequence::Find), this, [this, view] {
            setView(view);
            open();
        });
    });
    if (!m_view)
        m_view = view;
}

void ViewFinder::setView(ByteView* view)
{
    if (view == m_view)
        return;
    forget();
    m_view = view;
    if (m_bar->isVisible())
        m_bar->step(FindStep::FromHere);
}

void ViewFinder::open()
{
    const QString selected = m_view ? m_view->selectedText() : QString();
    const bool usable = selected.size() <= longestTaken && !selected.contains(u'\n');
    if (usable && !selected.isEmpty())
        m_bar->setHex(m_view->selectsHex());
    m_bar->open(usable ? selected : QString());
}

bool ViewFinder::eventFilter(QObject* watched, QEvent* event)
{
    auto* view = qobject_cast<ByteView*>(watched);
    if (view && event->type() == QEvent::FocusIn)
        setView(view);
    if (!view || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool opens = key->matches(QKeySequence::Find);
    const bool goesOn = key->key() == Qt::Key_F3 && m_bar->isVisible();
    const bool closes = key->key() == Qt::Key_Escape && m_bar->isVisible();
    if (!opens && !goesOn && !closes)
        return QObject::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    setView(view);
    if (opens)
        open();
    else if (closes)
        m_bar->close();
    else
        m_bar->step(key->modifiers() & Qt::ShiftModifier ? FindStep::Previous : FindStep::Next);
    return true;
}

void ViewFinder::find(const FindQuery& query, FindStep step)
{
    if (!m_view)
        return;
    m_step = step;
    if (m_finds && query == m_query && m_bytes == m_view->sharedBytes()) {
        go(step);
        return;
    }
    m_query = query;
    start();
}

void ViewFinder::start()
{
    *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture({}); // a search that still runs is of no interest any more
    m_finds.reset();
    m_bytes = m_view->sharedBytes();
    if (!m_bytes) {
        m_bar->showNotFound();
        return;
    }
    if (m_bytes->size() <= searchedAtOnce) {
        take(findAll(*m_bytes, m_query, *m_cancelled));
        return;
    }
    m_bar->showSearching();
    m_watcher.setFuture(QtConcurrent::run(
        [bytes = m_bytes, query = m_query, cancelled = m_cancelled] { return findAll(*bytes, query, *cancelled); }));
}

void ViewFinder::take(std::shared_ptr<const Finds> finds)
{
    if (!m_view || m_view->sharedBytes() != m_bytes) {
        forget();
        return;
    }
    m_finds = std::move(finds);
    m_view->setFinds(m_finds);
    go(m_step);
}

void ViewFinder::go(FindStep step)
{
    const auto& begins = m_finds->begins;
    if (begins.empty()) {
        m_bar->showNotFound();
        return;
    }
    const std::size_t begin = m_view->selectionBegin();
    const bool onFind = m_view->selectionEnd() == begin + m_finds->length
        && std::binary_search(begins.begin(), begins.end(), begin);
    auto found = begins.begin();
    switch (step) {
    case FindStep::FromHere:
        found = std::lower_bound(begins.begin(), begins.end(), begin);
        break;
    case FindStep::Next:
        found = onFind ? std::upper_bound(begins.begin(), begins.end(), begin)
                       : std::lower_bound(begins.begin(), begins.end(), begin);
        break;
    case FindStep::Previous:
        found = std::lower_bound(begins.begin(), begins.end(), begin);
        found = found == begins.begin() ? begins.end() - 1 : found - 1;
        break;
    }
    if (found == begins.end())
        found = begins.begin();
    m_view->select(*found, *found + m_finds->length);
    m_bar->showFound(int(found - begins.begin()) + 1, int(begins.size()), m_finds->more);
}

void ViewFinder::forget()
{
    *m_cancelled = true;
    m_watcher.setFuture({});
    m_finds.reset();
    m_bytes.reset();
    if (m_view)
        m_view->setFinds(nullptr);
}

} // namespace hookloupe::ui
