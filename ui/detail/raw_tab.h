// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

namespace hookloupe::ui {

class BytesPane;
class ChoiceBar;

/// Every byte as it was received: head and body, the chunk framing included, and the body without it.
class RawTab : public DetailTab {
    Q_OBJECT

public:
    explicit RawTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    enum Part { Head, Body, Content };
    void showPart();

    ContextPtr m_filled;
    ChoiceBar* m_part;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
