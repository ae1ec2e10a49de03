// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

namespace hookloupe::ui {

class BytesPane;

/// The exact bytes of the answer, how sending them ended, and what Speckle records for it.
class AnswerTab : public DetailTab {
    Q_OBJECT

public:
    explicit AnswerTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    PlainTextLabel* m_refusal;
    PlainTextLabel* m_outcome;
    PlainTextLabel* m_record;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
