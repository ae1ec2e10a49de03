// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"
#include "widgets/fact_grid.h"

#include <vector>

namespace hookloupe::ui {

class BytesPane;
class StepBar;

/// The exact bytes of the answer, how sending them ended, what Speckle records for it and why, and how to make it green.
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
    void advise(const DetailContext& context, const SignatureResult& now, const Explanation* explanation);

    FactGrid::Fact m_refusal;
    FactGrid::Fact m_outcome;
    FactGrid::Fact m_trace;
    FactGrid::Fact m_status;
    FactGrid::Fact m_info;
    FactGrid::Fact m_reason;
    FactGrid::Fact m_way;
    StepBar* m_steps;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
