// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

#include <functional>
#include <string>
#include <vector>

class QMenu;
class QPushButton;

namespace hookloupe::ui {

class TextTable;

/// The fields in wire order, duplicates kept, with what the known ones are for, and the trailers of a chunked body. What is
/// copied to be passed on leaves credentials out, says which, and offers to copy them too.
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

    enum class Credentials { LeftOut, Kept };
    using Copy = std::function<void(Credentials)>;
    void copyHead(Credentials credentials);
    void copyForCurl(Credentials credentials);
    void copyAsItCame(Credentials credentials);
    void copyFields(const Copy& again, Credentials credentials, const std::function<std::string(const http::Headers&)>& written);
    /// Says what of `names`, in which credentials were, is in the clipboard; `again` copies with them.
    void tellCopied(const std::vector<std::string>& names, Credentials credentials, const Copy& again);

    ContextPtr m_filled;
    http::Headers m_fields;      ///< as the table's rows: fields, then trailers
    PlainTextLabel* m_requestLine;
    TextTable* m_table;
    QWidget* m_copied;           ///< the line about what was copied
    PlainTextLabel* m_copiedText;
    QPushButton* m_withThem;
    Copy m_again;                ///< what was copied last
};

} // namespace hookloupe::ui
