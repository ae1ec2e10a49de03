// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"

#include <QWidget>

#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace hookloupe::ui {

class ChoiceBar;
class StepForm;
class StepsModel;

/// A script of answers as a table and as text, with what Speckle will record for each step.
class FaultLab : public QWidget {
    Q_OBJECT

public:
    explicit FaultLab(QWidget* parent);

    void setPlan(const answers::AnswerPlan& plan);   ///< without changed(), as the following
    /// Shows a text, which may be no plan, as it is.
    void setText(const std::string& text);
    /// The same for one that was saved and cannot be read: as long as nobody edits it, text() is it, every byte, and there is
    /// no complaint.
    void setUnread(const std::string& text);
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] std::string text() const;
    /// Why it cannot be used; empty if it can.
    [[nodiscard]] QString complaint() const;
    /// Takes a script's text out of a file, or shows why not.
    void openFile(const QString& path);
    /// See answers::predicted().
    void setRejectsInvalid(bool rejects);
    /// Where files of answers may lie, see answers/answer_file.h. Without it none is looked at, and nothing is said of them.
    void setAnswerFolder(const std::string& folder);

Q_SIGNALS:
    void changed();                                  ///< by the user

private:
    enum View { Table, Text };

    [[nodiscard]] QWidget* makeTable();
    [[nodiscard]] QWidget* makeText();
    void fillReadyMade();
    void showView(int view);
    void showStep();
    void addStep();
    void chooseFile();
    void setLoopInText(bool loop);
    void note();
    void showState();
    [[nodiscard]] bool keepsUnread() const;
    [[nodiscard]] int row() const;

    StepsModel* m_model;
    ChoiceBar* m_view;
    QComboBox* m_mode;
    QToolButton* m_readyMade;
    QToolButton* m_file;
    QStackedWidget* m_stack;
    QTableView* m_table = nullptr;
    StepForm* m_form = nullptr;
    QWidget* m_formArea = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QLabel* m_state;
    std::optional<std::string> m_unread;
    std::optional<std::string> m_folder;
};

} // namespace hookloupe::ui
