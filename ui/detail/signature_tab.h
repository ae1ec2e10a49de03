// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"
#include "detail/lazy_part.h"
#include "snippets/snippet.h"

#include <memory>
#include <string>

namespace hookloupe::ui {

class BytesPane;
class DetailPage;

/// Why the signature is valid or not: verdict, expected against received, on a mismatch what the sender may have done instead,
/// the signed bytes, and the same check as a program. Secrets are used, never shown.
class SignatureTab : public DetailTab {
    Q_OBJECT

public:
    explicit SignatureTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    /// The check as a function for a handler, in the language last chosen here.
    [[nodiscard]] QString sample(const NextStep& step) const;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    void showCheck(const ContextPtr& context, const std::shared_ptr<const verify::Check>& check);
    void addVerdict(const ContextPtr& given, const verify::Check& check);
    void leadWithCause(const ContextPtr& context, const QString& verdict, PlainTextLabel* title);
    void addComparison(const DetailContext& context, const verify::Check& check);
    void addSigned(const DetailContext& context, const std::shared_ptr<const verify::Check>& check);
    LazyPart<std::string>& digestOf(const DetailContext& context, const std::shared_ptr<const verify::Check>& check);
    void addAutopsy(const ContextPtr& context);
    void addSnippets(const ContextPtr& context);

    DetailPage* m_page;
    std::unique_ptr<LazyPart<std::string>> m_digest; ///< of the signed bytes
    snippets::Language m_language = snippets::Language::Python;
};

} // namespace hookloupe::ui
