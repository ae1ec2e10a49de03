// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tree_pane.h"

#include "detail/payload_tree.h"
#include "detail/payload_value_panel.h"
#include "detail/payload_tree_model.h"
#include "style/plain_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
#include <chrono>

namespace hookloupe::ui {

namespace {

constexpr int besideFrom = 640;                        ///< px of width from which the panel is beside the tree
constexpr std::size_t filteredAtOnce = 256 * 1024;     ///< bytes of text; well within a frame
constexpr int treeWidth = 600;
constexpr int panelWidth = 330;
constexpr int mostMatchRows = 2'000;                   ///< rows that a filter opens
constexpr std::chrono::milliseconds typingPause(120);

} // namespace

PayloadTreePane::PayloadTreePane(QWidget* parent)
    : QWidget(parent)
    , m_model(new PayloadTreeModel(this))
    , m_splitter(new QSplitter(this))
    , m_tree(new PayloadTree(m_model, m_splitter))
    , m_panel(new PayloadValuePanel(m_model, m_splitter))
    , m_filterLine(new QLineEdit(this))
    , m_result(new QLabel(this))
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    m_filterLine->setPlaceholderText(tr("Filter keys and values"));
    m_filterLine->setAccessibleName(tr("Filter keys and values"));
    m_filterLine->setToolTip(tr("Show only what has this text in its key or value (%1 in the tree)")
                                 .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_filterLine->setClearButtonEnabled(true);
    m_filterLine->installEventFilter(this);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setAccessibleName(tr("Result of the filter"));
    bar->addWidget(m_filterLine, 1);
    bar->addWidget(m_result);
    addLevels(bar);
    column->addLayout(bar);
    column->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_panel);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({treeWidth, panelWidth});
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &PayloadTreePane::filter);
    connect(m_filterLine, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_tree, &PayloadTree::filterWanted, this, [this] {
        m_filterLine->setFocus(Qt::ShortcutFocusReason);
        m_filterLine->selectAll();
    });
    connect(m_tree, &PayloadTree::currentMoved, this, &PayloadTreePane::moveTo);
    connect(m_tree, &PayloadTree::textWanted, this,
            [this](const QModelIndex& index) { Q_EMIT textWanted(index.data(PayloadTreeModel::NodeRole).toInt()); });
    connect(m_tree, &PayloadTree::bytesWanted, this, [this](const QModelIndex& index) {
        if (const auto range = m_model->bytesOf(index))
            Q_EMIT bytesWanted(range->begin, range->length);
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.future().isCanceled())
            applyFilter(m_watcher.result());
    });
}

PayloadTreePane::~PayloadTreePane()
{
    *m_cancelled = true;
}

void PayloadTreePane::addLevels(QHBoxLayout* bar)
{
    bar->addWidget(plainLabel(tr("Levels:"), this));
    const std::pair<int, QString> choices[]{
        {1, tr("1")}, {2, tr("2")}, {3, tr("3")}, {PayloadTree::allLevels, tr("All")}};
    for (const auto& [levels, text] : choices) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        const QString hint = levels == PayloadTree::allLevels ? tr("Open all levels, up to %1 rows (* in the tree)")
                                                                    .arg(QLocale().toString(PayloadTree::mostOpened))
            : levels == 1                                     ? tr("Show the outermost level alone")
                                                              : tr("Show %n levels", nullptr, levels);
        button->setToolTip(hint);
        button->setAccessibleName(hint);
        connect(button, &QToolButton::clicked, this, [this, count = levels] { openLevels(count); });
        bar->addWidget(button);
    }
}

void PayloadTreePane::openLevels(int levels)
{
    const bool complete = m_tree->openLevels(levels);
    if (!complete)
        m_result->setText(tr("Stopped at %1 rows").arg(QLocale().toString(PayloadTree::mostOpened)));
}

void PayloadTreePane::setReadable(const Readable& readable, const EventFacts& facts)
{
    dropFilter();
    m_document = readable.document;
    m_model->setFacts(facts);
    m_model->setDocument(readable.document, readable.holdingJson, readable.repeated);
    m_tree->openFirstLevels();
}

void PayloadTreePane::clear()
{
    dropFilter();
    m_document.reset();
    m_model->setDocument(nullptr);
    m_panel->showIndex({});
}

void PayloadTreePane::dropFilter()
{
    m_filterLine->clear();
    m_typing.stop();
    *m_cancelled = true;
    m_watcher.setFuture({});
    m_result->clear();
}

void PayloadTreePane::filter()
{
    *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture({}); // one that still runs is of no interest any more
    const std::string wanted = m_filterLine->text().toStdString();
    if (!m_document)
        return;
    if (wanted.empty()) {
        applyFilter(nullptr);
        return;
    }
    auto search = [document = m_document, wanted, cancelled = m_cancelled] {
        return FilterPtr(std::make_shared<const decode::NodeFilter>(
            decode::filterNodes(*document, TextSearch(wanted), [cancelled] { return cancelled->load(); })));
    };
    if (m_document->text.size() <= filteredAtOnce) {
        applyFilter(search());
        return;
    }
    m_result->setText(tr("Searching…"));
    m_watcher.setFuture(QtConcurrent::run(search));
}

void PayloadTreePane::applyFilter(const FilterPtr& found)
{
    const std::int32_t before = currentNode();
    m_model->setFilter(found);
    if (!found) {
        m_result->clear();
        m_tree->openFirstLevels();
        m_tree->goTo(m_model->indexOf(before));
        return;
    }
    m_result->setText(found->matchCount == 0   ? tr("No match")
                      : found->matchCount == 1 ? tr("1 match")
                                               : tr("%1 matches").arg(QLocale().toString(found->matchCount)));
    m_tree->openLevels(PayloadTree::allLevels, mostMatchRows);
    const auto first = std::find(found->matches.begin(), found->matches.end(), true);
    if (first != found->matches.end())
        m_tree->goTo(m_model->indexOf(found->shown[std::size_t(first - found->matches.begin())]));
    else
        m_panel->showIndex({});
}

void PayloadTreePane::moveTo(const QModelIndex& index)
{
    m_panel->showIndex(index);
    // What the program itself made current is nobody's choice: Raw would open with all of it selected.
    if (const auto range = m_tree->startsOut() ? std::nullopt : m_model->bytesOf(index))
        Q_EMIT valueSelected(range->begin, range->length);
}

std::int32_t PayloadTreePane::currentNode() const
{
    const QModelIndex index = m_tree->currentIndex();
    return m_document && m_model->bytesOf(index) ? index.data(PayloadTreeModel::NodeRole).toInt() : -1;
}

void PayloadTreePane::showNode(std::int32_t node)
{
    if (m_model->isFiltered()) {
        dropFilter();
        m_model->setFilter(nullptr);
        m_tree->openFirstLevels();
    }
    m_tree->goTo(m_model->indexOf(node));
}

void PayloadTreePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_splitter->setOrientation(width() >= besideFrom ? Qt::Horizontal : Qt::Vertical);
}

bool PayloadTreePane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (m_typing.isActive()) {
            m_typing.stop();
            filter();
        }
        m_tree->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (key->key() == Qt::Key_Escape && !m_filterLine->text().isEmpty()) {
        m_filterLine->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace hookloupe::ui
