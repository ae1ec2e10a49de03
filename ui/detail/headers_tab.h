// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

namespace hookloupe::ui {

class TextTable;

/// The fields in wire order, duplicates kept, and the trailers of a chunked body.
class HeadersTab : public DetailTab {
    Q_OBJECT

public:
    explicit HeadersTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    PlainTextLabel* m_requestLine;
    TextTable* m_table;
};

} // namespace hookloupe::ui
