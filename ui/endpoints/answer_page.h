// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoints/endpoint_page.h"

class QLabel;
class QStackedWidget;

namespace hookloupe::ui {

class ChoiceBar;
class FaultLab;
class StepForm;

/// What the endpoint answers: 200 OK, an answer of its own, or a script of faults.
class AnswerPage : public EndpointPage {
    Q_OBJECT

public:
    static constexpr auto pageName = "answerPage";

    /// Files of answers are looked at in `folder` alone, see answers/answer_file.h; none without it.
    AnswerPage(const Endpoint& endpoint, std::optional<std::string> folder, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void takeInto(Endpoint& endpoint) const override;
    [[nodiscard]] QString complaint() const override;
    void aboutToShow(const Endpoint& now, bool hasSecrets) override;

private:
    enum Way { Usual, Fixed, Script };

    void choose(int way);
    void showRecord();

    const std::optional<std::string> m_folder;
    ChoiceBar* m_way;
    QStackedWidget* m_stack;
    StepForm* m_fixed;
    QLabel* m_record;
    FaultLab* m_lab;
};

} // namespace hookloupe::ui
