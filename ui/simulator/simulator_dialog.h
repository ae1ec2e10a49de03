// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/sent_model.h"
#include "simulator/simulator_choice.h"

#include <QDialog>
#include <QHash>
#include <QStringList>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace hookloupe::ui {

class EventPreview;
class FieldsModel;
class SendLog;
class SimulatorForm;

/// Chooses made-up events and says what to expect of them; shows the request before it goes out, what came back, and
/// how a sending of many gets on. Stays open, so that one can follow another. It sends nothing itself.
class SimulatorDialog : public QDialog {
    Q_OBJECT

public:
    explicit SimulatorDialog(QWidget* parent = nullptr);

    void setTargets(std::vector<SimulatorTarget> targets);   ///< keeps the choice, if it is still there
    void choose(const SimulatorChoice& choice);
    [[nodiscard]] SimulatorChoice chosen() const;
    void setListening(bool listens);
    void setTemplate(const QString& name, std::string bytes, bool literal);
    void setTemplateFolder(const std::string& folder);       ///< of the user's own templates; empty: there are none
    void setSuggestions(QHash<QString, QStringList> suggestions); ///< values of fields, by name

    /// What would go out now, and what it is made of.
    void showRequest(const simulate::MadeRequest& request, const simulate::Fields& fields);
    void showTrouble(const QString& sentence);               ///< why nothing would
    void showResult(const QString& sentence);
    void beginLog(std::int64_t events);                      ///< so many are being sent: each is log()ged as it ends
    void log(const SentEvent& event);
    void endLog();
    void showProgress(std::int64_t answered, std::int64_t of);
    void setSending(bool sending);

Q_SIGNALS:
    void changed();          ///< the choice is another: the request to be shown too
    void sendRequested();
    void cancelRequested();

private:
    [[nodiscard]] QWidget* makeFields();
    void chooseTemplate();
    void editTemplate();
    void choiceChanged();
    void updateSend();

    SimulatorForm* m_form;
    FieldsModel* m_fields;
    simulate::Fields m_madeUp;
    std::string m_templateFolder;
    QTableView* m_table;
    QToolButton* m_makeUp;
    EventPreview* m_preview;
    SendLog* m_log;
    QLabel* m_notes;
    QLabel* m_result;
    QProgressBar* m_progress;
    QPushButton* m_send;
    QPushButton* m_stop;
    bool m_listens = true;
    bool m_sending = false;
    bool m_possible = true;
};

} // namespace hookloupe::ui
