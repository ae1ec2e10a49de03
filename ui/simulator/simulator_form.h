// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulator_choice.h"
#include "simulate/own_templates.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace hookloupe::ui {

class EventChoice;

/// Everything of a SimulatorChoice but its fields.
class SimulatorForm : public QWidget {
    Q_OBJECT

public:
    explicit SimulatorForm(QWidget* parent = nullptr);

    void setTargets(std::vector<SimulatorTarget> targets);   ///< keeps the choice, if it is still there
    [[nodiscard]] const SimulatorTarget* target() const;     ///< nullptr: another URL
    void choose(const SimulatorChoice& choice);
    [[nodiscard]] SimulatorChoice chosen() const;
    /// From now on the events are made of these bytes; `name` is shown.
    void setTemplate(const QString& name, std::string bytes, bool literal);
    /// Where the user's own templates are; empty: there are none.
    void setTemplateFolder(std::string folder);
    /// The one of one's own that is chosen.
    [[nodiscard]] std::optional<simulate::OwnTemplate> ownTemplate() const;
    /// Reads the folder anew, and that file if it is there, which is chosen then.
    void readTemplates(const std::string& path);

Q_SIGNALS:
    void changed();
    void templateWanted();      ///< one from a file elsewhere
    void editorWanted();        ///< of the template that is chosen

private:
    void addEventRows(QFormLayout& form);
    void addTargetRows(QFormLayout& form);
    void addPaceRow(QFormLayout& form);
    void addRow(QFormLayout& form, const QString& label, QWidget* field);
    void fillEvents();
    void dropTemplate();
    void fillTemplates(const QString& path);
    void takeChosenTemplate();
    [[nodiscard]] bool isHttps() const;
    void update();

    std::vector<SimulatorTarget> m_targets;
    simulate::EventOrder m_template;    ///< of it, ownTemplate and literal alone
    QString m_templateTitle;            ///< of one that is none of the folder's
    std::optional<Error> m_templateError;
    std::string m_folder;
    std::vector<simulate::OwnTemplate> m_own;  ///< of every sender
    QFormLayout* m_form;
    QComboBox* m_provider;
    QComboBox* m_what;
    EventChoice* m_event;
    QComboBox* m_otherEvent;
    QWidget* m_templateRow;
    QComboBox* m_templates;
    QPushButton* m_edit;
    QComboBox* m_dialect;
    QComboBox* m_shape;
    QComboBox* m_target;
    QLineEdit* m_url;
    QCheckBox* m_anyCertificate;
    QComboBox* m_secretKind;
    QLineEdit* m_secret;
    QCheckBox* m_asSpeckle;
    QSpinBox* m_count;
    QDoubleSpinBox* m_rate;
};

} // namespace hookloupe::ui
