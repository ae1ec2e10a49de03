// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tab.h"

#include "decode/json_path.h"
#include "detail/payload_states.h"
#include "detail/payload_text.h"
#include "detail/payload_tree_pane.h"
#include "detail/selection_link.h"
#include "widgets/choice_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace hookloupe::ui {

PayloadTab::PayloadTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    auto* bar = new QHBoxLayout;
    m_view = new ChoiceBar(tr("Show as"), content);
    m_view->addChoice(tr("Tree"));
    m_view->addChoice(tr("Text"));
    m_view->addChoice(tr("Hex"));
    m_part = new ChoiceBar(tr("Part of the body"), content);
    m_part->addChoice(tr("Whole body"));
    m_part->addChoice(tr("Inner payload"));
    m_remark = new PlainTextLabel(content);
    m_remark->setAccessibleName(tr("How the body was read"));
    m_toFault = new QPushButton(tr("Go to the fault"), content);
    bar->addWidget(m_view);
    bar->addSpacing(16);
    bar->addWidget(m_part);
    bar->addStretch(1);
    auto* remarkRow = new QHBoxLayout;
    remarkRow->addWidget(m_remark, 1);
    remarkRow->addWidget(m_toFault, 0, Qt::AlignTop);
    m_stack = new QStackedWidget(content);
    m_tree = new PayloadTreePane(m_stack);
    m_text = new PayloadText(m_stack);
    m_hex = new HexView(m_stack);
    m_hex->setAccessibleName(tr("Payload as hex"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    column->addLayout(bar);
    column->addLayout(remarkRow);
    column->addWidget(m_stack, 1);
    connect(m_view, &ChoiceBar::currentChanged, this, &PayloadTab::changeView);
    connect(m_part, &ChoiceBar::currentChanged, this, [this] {
        if (m_filled)
            load(m_filled);
    });
    connect(m_toFault, &QPushButton::clicked, this, &PayloadTab::showFault);
    connect(m_tree, &PayloadTreePane::textWanted, this, [this](std::int32_t) {
        m_view->setCurrent(Text);
        changeView();
    });
    setContent(content);
}

QString PayloadTab::title() const
{
    return tr("Payload");
}

QString PayloadTab::emptyText() const
{
    return tr("Select a capture to see its payload as a tree or as indented text.");
}

void PayloadTab::linkSelection(SelectionLink& link)
{
    // The link speaks of the whole body; the inner payload is a text of its own.
    connect(m_tree, &PayloadTreePane::valueSelected, &link, [this, &link](std::size_t begin, std::size_t length) {
        if (m_part->current() == Whole)
            link.selectBytes(begin, length);
    });
    connect(m_tree, &PayloadTreePane::bytesWanted, &link, [this, &link](std::size_t begin, std::size_t length) {
        if (m_part->current() == Whole)
            link.showBytes(begin, length);
    });
    connect(&link, &SelectionLink::nodeWanted, this, &PayloadTab::showBytes);
}

void PayloadTab::fill(const ContextPtr& context)
{
    if (context->capture().content().empty()) {
        showMessage(noBodyText());
        return;
    }
    m_filled = context;
    showMessage(tr("Reading the payload…"));
    context->dialect().whenReady(this, [this, wanted = std::weak_ptr(context)](const std::shared_ptr<const Dialect>& dialect) {
        const ContextPtr still = wanted.lock();
        if (!still || m_filled != still)
            return;
        const bool hasInner = *dialect == Dialect::String;
        m_part->setVisible(hasInner);
        if (m_readable)
            return; // a place in the whole body was asked for meanwhile
        m_part->setCurrent(hasInner && !m_wanted ? Inner : Whole);
        load(still);
    });
}

void PayloadTab::load(const ContextPtr& context)
{
    showMessage(tr("Reading the payload…"));
    auto& part = m_part->current() == Inner ? context->inner() : context->readable();
    part.whenReady(this, [this, wanted = context.get()](const std::shared_ptr<const Readable>& readable) {
        if (m_filled.get() != wanted)
            return;
        if (m_readable == readable) // asked for twice
            return showContent();
        showReadable(readable);
    });
}

void PayloadTab::showReadable(const std::shared_ptr<const Readable>& readable)
{
    m_readable = readable;
    m_textNode = -1;
    const decode::Document& document = *readable->document;
    const bool binary = document.format == decode::Format::Binary;
    const bool hasTree = !document.nodes.empty();
    m_view->setChoiceVisible(Tree, hasTree);
    m_view->setChoiceVisible(Hex, binary);
    m_view->setVisible(hasTree || binary);
    // Of broken JSON the text comes first: what was read before the fault is the lesser part of the truth.
    m_view->setCurrent(hasTree && !document.partial ? Tree : binary ? Hex : Text);
    showRemark(document);
    if (hasTree)
        m_tree->setReadable(*readable, m_filled->capture().summary.event);
    else
        m_tree->clear();
    showView();
    showContent();
    if (document.partial)
        m_text->showFault();
    if (m_wanted) {
        const auto [begin, length] = *std::exchange(m_wanted, std::nullopt);
        reveal(begin, length);
    }
}

void PayloadTab::showRemark(const decode::Document& document)
{
    QStringList sentences{m_readable->remark, m_readable->repeated.empty() ? QString()
                                                       : tr("A name is repeated in one object, marked ⚠: all values are shown; "
                                                            "JavaScript, Python and Go act on the last one."),
                          payloadStateText(document)};
    sentences.removeAll(QString());
    m_remark->setText(sentences.join(u' '));
    m_remark->setVisible(!sentences.isEmpty());
    using decode::Problem;
    m_toFault->setVisible(document.partial || document.problem == Problem::JsonSyntax
                          || document.problem == Problem::XmlSyntax || document.problem == Problem::NotUtf8);
}

void PayloadTab::changeView()
{
    // Tree and text stay at the same place of the payload.
    const bool toText = m_view->current() == Text && m_stack->currentIndex() == Tree;
    const bool toTree = m_view->current() == Tree && m_stack->currentIndex() == Text;
    const std::int32_t fromTree = toText ? m_tree->currentNode() : -1;
    const std::int32_t fromText = toTree ? m_text->nodeAtCursor() : -1;
    showView();
    if (toText && fromTree >= 0) {
        m_text->showNode(fromTree);
        m_textNode = m_text->nodeAtCursor();
    }
    if (fromText >= 0 && fromText != m_textNode)
        m_tree->showNode(fromText);
}

void PayloadTab::showView()
{
    const int view = m_view->current();
    m_stack->setCurrentIndex(view);
    // Only the view in front lays out.
    if (view == Text && m_readable)
        m_text->setReadable(*m_readable);
    else
        m_text->clear();
    m_hex->setBytes(view == Hex && m_readable ? SharedBytes(m_readable->document, &m_readable->document->text) : nullptr);
}

void PayloadTab::showFault()
{
    m_view->setCurrent(Text);
    changeView();
    m_text->showFault();
    m_text->takeFocus(); // by the user's own press: a capture that is only shown leaves the keyboard where it is
}

void PayloadTab::showBytes(std::size_t begin, std::size_t length)
{
    m_wanted = {begin, length};
    Q_EMIT frontWanted(); // fills the tab if it was not shown yet, which takes what is wanted
    if (!m_wanted || !m_filled)
        return;
    if (!m_readable || m_part->current() == Inner) {
        m_part->setCurrent(Whole);
        load(m_filled);
        return;
    }
    m_wanted.reset();
    reveal(begin, length);
}

void PayloadTab::reveal(std::size_t begin, std::size_t length)
{
    const std::int32_t node = decode::nodeAround(*m_readable->document, begin, length);
    if (node < 0)
        return;
    if (m_view->current() != Tree) {
        m_view->setCurrent(Tree);
        showView();
    }
    m_tree->showNode(node);
}

void PayloadTab::drop()
{
    m_filled.reset();
    m_readable.reset();
    m_tree->clear();
    m_text->clear();
    m_hex->setBytes(nullptr);
}

} // namespace hookloupe::ui
