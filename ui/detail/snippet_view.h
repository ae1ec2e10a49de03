// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_context.h"
#include "snippets/snippet.h"

#include <QWidget>

class QPushButton;

namespace hookloupe::ui {

class ChoiceBar;
class PlainTextLabel;
class PlainTextView;

/// The check of the shown capture as a program, in a language to choose; to copy and to save, with its body if that is large.
class SnippetView : public QWidget {
    Q_OBJECT

public:
    /// `context` needs a scheme. `first` is the language shown at first.
    SnippetView(ContextPtr context, snippets::Language first, QWidget* parent);

    void copy() const;                ///< the program, to the clipboard

Q_SIGNALS:
    void languageChosen(hookloupe::snippets::Language language);

private:
    void write(snippets::Language language);
    void show(const snippets::Snippet& snippet);
    void saveBody();

    ContextPtr m_context;
    std::unique_ptr<LazyPart<snippets::Snippet>> m_writing;
    snippets::Snippet m_snippet;
    ChoiceBar* m_languages;
    PlainTextLabel* m_command;
    PlainTextView* m_source;
    QPushButton* m_saveBody;
};

} // namespace hookloupe::ui
