// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_context.h"
#include "detail/next_step.h"
#include "style/help_topic.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace hookloupe::ui {

class IconLabel;
class PlainTextLabel;
class StepBar;

/// The line on top of the pane that says in plain words why the capture has its mark, and offers what to do about it. Judged
/// with the settings the endpoint has now: when they change, the line turns.
class VerdictLine : public QWidget {
    Q_OBJECT

public:
    explicit VerdictLine(QWidget* parent = nullptr);
    void setContext(const ContextPtr& context); ///< nullptr: says that nothing is selected
    [[nodiscard]] const std::vector<NextStep>& steps() const;

Q_SIGNALS:
    void stepChosen(const hookloupe::ui::NextStep& step);
    void stepsChanged();
    void helpRequested(hookloupe::ui::HelpTopic topic); ///< the page that explains what the line says

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Explained { Now, Later };
    void judge(const ContextPtr& context, const SignatureResult& now, Explained explained);
    void explain(HelpTopic topic, const QString& question);
    void offer(const DetailContext& context, const SignatureResult& now, const Explanation* explanation);

    ContextPtr m_context;
    IconLabel* m_icon;
    QLabel* m_mark;
    PlainTextLabel* m_sentence;
    StepBar* m_steps;
    QToolButton* m_help;
    HelpTopic m_topic = HelpTopic::Tabs;
};

} // namespace hookloupe::ui
