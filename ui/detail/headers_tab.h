// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

class QMenu;

namespace hookloupe::ui {

class TextTable;

/// The fields in wire order, duplicates kept, with what the known ones are for, and the trailers of a chunked body.
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
    void showFields(const http::Headers& trailers);
    void addToMenu(QMenu* menu);
    [[nodiscard]] http::Headers chosen() const;   ///< the selected ones; all if none is
    void copyHead() const;
    void copyForCurl() const;

    ContextPtr m_filled;
    http::Headers m_fields;      ///< as the table's rows: fields, then trailers
    PlainTextLabel* m_requestLine;
    TextTable* m_table;
};

} // namespace hookloupe::ui
