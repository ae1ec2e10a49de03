// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace hookloupe::ui {

enum class Syntax { Plain, Json, Head };

/// Colours a line by itself: tokens of JSON, names of header fields, and the marks of byte_text.h in any text. Works on broken
/// JSON too, as no string of JSON goes over a line end.
class TokenHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit TokenHighlighter(QTextDocument* document, const QPalette& palette);

    void setSyntax(Syntax syntax);
    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& text) override;

private:
    void highlightJson(const QString& text);
    void highlightHead(const QString& text);
    void highlightMarks(const QString& text);

    Syntax m_syntax = Syntax::Plain;
    QPalette m_palette;
};

} // namespace hookloupe::ui
