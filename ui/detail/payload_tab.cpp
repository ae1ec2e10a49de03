// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_tab.h"

#include "detail/decode_words.h"
#include "detail/payload_tree.h"
#include "models/payload_tree_model.h"
#include "widgets/choice_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

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
    bar->addWidget(m_view);
    bar->addSpacing(16);
    bar->addWidget(m_part);
    bar->addStretch(1);
    m_stack = new QStackedWidget(content);
    m_model = new PayloadTreeModel(this);
    m_tree = new PayloadTree(m_model, m_stack);
    m_text = new PlainTextView(m_stack);
    m_text->setAccessibleName(tr("Payload as text"));
    m_hex = new HexView(m_stack);
    m_hex->setAccessibleName(tr("Payload as hex"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    column->addLayout(bar);
    column->addWidget(m_remark);
    column->addWidget(m_stack, 1);
    connect(m_view, &ChoiceBar::currentChanged, this, &PayloadTab::showView);
    connect(m_part, &ChoiceBar::currentChanged, this, [this] {
        if (m_filled)
            load(m_filled);
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

void PayloadTab::fill(const ContextPtr& context)
{
    if (context->capture().content().empty()) {
        showMessage(tr("This request has no body."));
        return;
    }
    m_filled = context;
    const bool hasInner = speckle::dialectOf(context->capture().content()) == Dialect::String;
    m_part->setVisible(hasInner);
    m_part->setCurrent(hasInner ? Inner : Whole);
    load(context);
}

void PayloadTab::load(const ContextPtr& context)
{
    showMessage(tr("Reading the payload…"));
    auto& part = m_part->current() == Inner ? context->inner() : context->readable();
    part.whenReady(this, [this, wanted = context.get()](const std::shared_ptr<const Readable>& readable) {
        if (m_filled.get() == wanted)
            showReadable(*readable);
    });
}

void PayloadTab::showReadable(const Readable& readable)
{
    const bool binary = readable.document->format == decode::Format::Binary;
    const bool hasTree = !readable.document->nodes.empty();
    m_view->setChoiceVisible(Tree, hasTree);
    m_view->setChoiceVisible(Hex, binary);
    m_view->setVisible(hasTree || binary);
    // Of broken JSON the text comes first: what was read before the fault is the lesser part of the truth.
    m_view->setCurrent(hasTree && !readable.document->partial ? Tree : binary ? Hex : Text);
    m_pretty = SharedBytes(readable.pretty, &readable.pretty->text);
    const QString remark = readingRemark(*readable.document);
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    m_model->setDocument(readable.document);
    m_tree->openFirstLevels();
    showView();
    showContent();
}

void PayloadTab::showView()
{
    const int view = m_view->current();
    m_stack->setCurrentIndex(view);
    m_text->setBytes(view == Text ? m_pretty : nullptr);
    m_hex->setBytes(view == Hex ? m_pretty : nullptr);
}

void PayloadTab::drop()
{
    m_filled.reset();
    m_pretty.reset();
    m_model->setDocument(nullptr);
    m_text->setBytes(nullptr);
    m_hex->setBytes(nullptr);
}

} // namespace hookloupe::ui
