// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

class QStackedWidget;

namespace hookloupe::ui {

class ChoiceBar;
class HexView;
class PayloadTree;
class PayloadTreeModel;
class PlainTextView;

/// The body as a person reads it: as a tree and as indented text, both made of its own tokens.
class PayloadTab : public DetailTab {
    Q_OBJECT

public:
    explicit PayloadTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    enum Part { Whole, Inner };
    enum View { Tree, Text, Hex };

    void load(const ContextPtr& context);
    void showReadable(const Readable& readable);
    void showView();

    ContextPtr m_filled;
    SharedBytes m_pretty;
    ChoiceBar* m_part;
    ChoiceBar* m_view;
    PlainTextLabel* m_remark;
    QStackedWidget* m_stack;
    PayloadTreeModel* m_model;
    PayloadTree* m_tree;
    PlainTextView* m_text;
    HexView* m_hex;
};

} // namespace hookloupe::ui
