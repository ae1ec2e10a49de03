// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace hookloupe::ui {

/// The fields of one step of an answer; those that its kind does not have are not there.
class StepForm : public QWidget {
    Q_OBJECT

public:
    enum class Kinds { All, AnswerAlone };

    StepForm(Kinds kinds, QWidget* parent);

    void setStep(const answers::Step& step);   ///< without changed()
    [[nodiscard]] answers::Step step() const;
    /// Why the fields are no step; empty if they are.
    [[nodiscard]] QString complaint() const;

Q_SIGNALS:
    void changed();                            ///< by the user

private:
    void addFields(Kinds kinds);
    void addBody();
    void addTimes();
    void showRows();
    void note();
    void chooseFile();
    [[nodiscard]] answers::StepKind kind() const;
    [[nodiscard]] answers::BodyKind bodyKind() const;
    [[nodiscard]] answers::ContinueWay continueWay() const;
    [[nodiscard]] QSpinBox* number(int smallest, int largest, const QString& name);
    [[nodiscard]] QDoubleSpinBox* seconds(answers::Millis largest, const QString& name);
    void takeBody(answers::Step& step) const;

    answers::Step m_step;                      ///< as given; what is not edited stays as it is
    bool m_filling = false;
    QFormLayout* m_form;
    QComboBox* m_kind = nullptr;
    QSpinBox* m_status = nullptr;
    QComboBox* m_redirect = nullptr;
    QCheckBox* m_fromPath = nullptr;
    QLineEdit* m_reason = nullptr;
    QPlainTextEdit* m_headers = nullptr;
    QComboBox* m_bodyKind = nullptr;
    QPlainTextEdit* m_body = nullptr;
    QWidget* m_fileRow = nullptr;
    QLineEdit* m_file = nullptr;
    QSpinBox* m_filler = nullptr;
    QDoubleSpinBox* m_delay = nullptr;
    QSpinBox* m_piece = nullptr;
    QDoubleSpinBox* m_every = nullptr;
    QSpinBox* m_after = nullptr;
    QLineEdit* m_to = nullptr;
    QSpinBox* m_hops = nullptr;
    QSpinBox* m_then = nullptr;
    QComboBox* m_continue = nullptr;
    QDoubleSpinBox* m_time = nullptr;
    QSpinBox* m_times = nullptr;
    QSpinBox* m_bytes = nullptr;
};

} // namespace hookloupe::ui
