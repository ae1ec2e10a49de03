// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

class QPushButton;
class QStackedWidget;

namespace hookloupe::ui {

class ChoiceBar;
class HexView;
class PayloadText;
class PayloadTreePane;

/// The body as a person reads it: as a tree and as indented text, both made of its own tokens.
class PayloadTab : public DetailTab {
    Q_OBJECT

public:
    explicit PayloadTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    void linkSelection(SelectionLink& link) override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    enum Part { Whole, Inner };
    enum View { Tree, Text, Hex };

    void load(const ContextPtr& context);
    void showReadable(const std::shared_ptr<const Readable>& readable);
    void showRemark(const decode::Document& document);
    void changeView();
    void showView();
    void showFault();
    void showBytes(std::size_t begin, std::size_t length);   ///< brings the tab to the front
    void reveal(std::size_t begin, std::size_t length);

    ContextPtr m_filled;
    std::shared_ptr<const Readable> m_readable;
    std::optional<std::pair<std::size_t, std::size_t>> m_wanted;  ///< bytes to show once the payload is read
    std::int32_t m_textNode = -1;  ///< where the text was entered
    ChoiceBar* m_part;
    ChoiceBar* m_view;
    PlainTextLabel* m_remark;
    QPushButton* m_toFault;
    QStackedWidget* m_stack;
    PayloadTreePane* m_tree;
    PayloadText* m_text;
    HexView* m_hex;
};

} // namespace hookloupe::ui
