// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/snippet_view.h"

#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/choice_bar.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"
#include "widgets/save_bytes.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace hookloupe::ui {

namespace {

constexpr int sourceRows = 14;

QPushButton* button(const QString& text, const QString& hint, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setToolTip(plainToolTip(hint));
    made->setAccessibleDescription(hint);
    return made;
}

QString titleOf(const QString& title, bool unaltered)
{
    return unaltered ? title : SnippetView::tr("%1 – these are not the bytes that arrived").arg(title);
}

} // namespace

SnippetView::SnippetView(ContextPtr context, snippets::Language first, QWidget* parent)
    : QWidget(parent), m_context(std::move(context)), m_languages(new ChoiceBar(tr("Language"), this)),
      m_command(new PlainTextLabel(this)), m_source(new PlainTextView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    for (const snippets::Language language : snippets::languages())
        m_languages->addChoice(shown(snippets::languageName(language)));
    auto* copyButton = button(tr("Copy program"), tr("Copies the program. The secret is not in it."), this);
    auto* saveButton = button(tr("Save program…"), tr("Saves the program as a file. The secret is not in it."), this);
    m_saveBody = button(tr("Save body…"), tr("Saves the file that the program reads, byte for byte."), this);
    bar->addWidget(m_languages);
    bar->addStretch(1);
    bar->addWidget(copyButton);
    bar->addWidget(saveButton);
    bar->addWidget(m_saveBody);
    column->addLayout(bar);
    m_command->setFont(codeFont());
    m_command->setAccessibleName(tr("How to run the program"));
    column->addWidget(m_command);
    m_source->setAccessibleName(tr("Program"));
    m_source->setFixedHeight(sourceRows * (m_source->fontMetrics().lineSpacing() + 2));
    column->addWidget(m_source);

    connect(copyButton, &QPushButton::clicked, this, &SnippetView::copy);
    connect(saveButton, &QPushButton::clicked, this, [this] {
        saveBytes(this, tr("Save program"), QString::fromStdString(m_snippet.fileName),
                  std::make_shared<const std::string>(m_snippet.source));
    });
    connect(m_saveBody, &QPushButton::clicked, this, &SnippetView::saveBody);
    connect(m_languages, &ChoiceBar::currentChanged, this, [this](int index) {
        const snippets::Language chosen = snippets::languages()[static_cast<std::size_t>(index)];
        write(chosen);
        Q_EMIT languageChosen(chosen);
    });
    m_languages->setCurrent(static_cast<int>(first));
    m_saveBody->hide();
    write(first);
}

// Beside the GUI thread for a large body: whether its payload is decoded alike everywhere takes reading it. What is computed
// holds the capture, never this or the context.
void SnippetView::write(snippets::Language language)
{
    const Cost cost = m_context->capture().content().size() > snippets::largestBodyInside ? Cost::Dear : Cost::Cheap;
    m_writing = std::make_unique<LazyPart<snippets::Snippet>>(
        cost, [language, scheme = m_context->scheme(), headers = m_context->head().headers, content = m_context->contentBytes(),
               arrivedAt = m_context->capture().summary.arrivedAt] {
            return std::make_shared<const snippets::Snippet>(
                snippets::captureSnippet(language, {*scheme, headers, *content, arrivedAt}));
        });
    m_writing->whenReady(this, [this](const std::shared_ptr<const snippets::Snippet>& snippet) { show(*snippet); });
}

void SnippetView::show(const snippets::Snippet& snippet)
{
    m_snippet = snippet;
    m_command->setText(QString::fromStdString(m_snippet.command));
    m_saveBody->setVisible(m_snippet.bodyFile != snippets::BodyFile::None);
    m_source->setBytes(std::make_shared<const std::string>(m_snippet.source));
}

void SnippetView::saveBody()
{
    switch (m_snippet.bodyFile) {
    case snippets::BodyFile::None: break;
    case snippets::BodyFile::Body:
        m_context->unaltered().whenReady(this, [this](const std::shared_ptr<const bool>& unaltered) {
            saveBytes(this, titleOf(tr("Save body"), *unaltered), QStringLiteral("body.bin"), m_context->contentBytes());
        });
        break;
    case snippets::BodyFile::Payload:
        // Nothing stands before it in what Speckle signs.
        m_context->check().whenReady(this, [this](const std::shared_ptr<const verify::Check>& check) {
            m_context->unaltered().whenReady(this, [this, check](const std::shared_ptr<const bool>& unaltered) {
                saveBytes(this, titleOf(tr("Save payload"), *unaltered), QStringLiteral("body.bin"), {check, &check->signedBytes});
            });
        });
        break;
    }
}

void SnippetView::copy() const
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(m_snippet.source));
}

} // namespace hookloupe::ui
