// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/byte_text.h"
#include "resend/token_highlighter.h"

#include <QPlainTextEdit>

namespace hookloupe::ui {

class CodeGutter;

/// Edits bytes as text: line numbers, colours, folding of indented text, undo. What a text field would lose stands as marks,
/// see byte_text.h, whose meaning is said when the cursor or the pointer is on them.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEdit(QWidget* parent = nullptr);

    void setBytes(std::string_view bytes, Stretches stretches, Syntax syntax); ///< nothing can be undone then
    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] bool isModified() const;            ///< since setBytes(); not, when all was undone
    [[nodiscard]] qsizetype marks() const { return m_marks; } ///< that setBytes() made
    [[nodiscard]] QString markAtCursor() const;       ///< in words; empty if there is none
    void goToByte(std::size_t offset);                ///< of bytes()

    void setFolded(const QTextBlock& first, bool folded);  ///< `first` ends with an opening bracket
    void foldAtCursor(bool fold);                     ///< the innermost around the cursor
    void foldAll();                                   ///< all but the outermost
    void unfoldAll();
    [[nodiscard]] static bool canFold(const QTextBlock& block);
    [[nodiscard]] static bool isFolded(const QTextBlock& block);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    friend class CodeGutter;
    [[nodiscard]] QString wholeText() const;
    void reveal(QTextBlock block);
    void laidOutAnew();
    void placeGutter();

    std::shared_ptr<const std::vector<std::string>> m_hidden;
    qsizetype m_marks = 0;
    int m_revision = 0;    ///< of the text, without its formats
    TokenHighlighter* m_highlighter;
    CodeGutter* m_gutter;
};

} // namespace hookloupe::ui
