// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_context.h"

#include <QFutureWatcher>
#include <QWidget>

class QAction;
class QCheckBox;
class QToolButton;

namespace hookloupe::ui {

class FindBar;
class PlainTextView;
class ViewFinder;

/// A payload as indented text: colours, folding, line numbers, search, long strings cut or whole.
class PayloadText : public QWidget {
    Q_OBJECT

public:
    explicit PayloadText(QWidget* parent = nullptr);

    void setReadable(const Readable& readable);
    void clear();
    /// Puts the cursor on a node of the document; nothing without a tree.
    void showNode(std::int32_t node);
    /// The node at the cursor; -1 for none.
    [[nodiscard]] std::int32_t nodeAtCursor() const;
    void showFault();                 ///< shows the place where the body is broken
    void takeFocus();

private:
    void showLayout(const std::shared_ptr<const decode::PrettyText>& layout);
    void showWhole(bool whole);

    std::shared_ptr<const decode::Document> m_document;
    std::shared_ptr<const decode::PrettyText> m_cut;      ///< with long strings cut
    std::shared_ptr<const decode::PrettyText> m_layout;   ///< that is shown
    PlainTextView* m_view;
    FindBar* m_findBar;
    ViewFinder* m_finder;
    QCheckBox* m_wrap;
    QCheckBox* m_whole;
    QToolButton* m_fold;
    QToolButton* m_unfold;
    QFutureWatcher<std::shared_ptr<const decode::PrettyText>> m_watcher;
};

} // namespace hookloupe::ui
