// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

#include <vector>

class QGridLayout;
class QLabel;

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
    /// A name with its value; not there while the value is empty.
    struct Fact {
        QLabel* name;
        PlainTextLabel* value;

        void show(const QString& text) const;
    };
    [[nodiscard]] Fact addFact(QGridLayout& grid, const QString& name);
    void advise(const DetailContext& context, const SignatureResult& now, const Explanation* explanation);

    Fact m_refusal;
    Fact m_outcome;
    Fact m_trace;
    Fact m_status;
    Fact m_info;
    Fact m_reason;
    Fact m_way;
    StepBar* m_steps;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
