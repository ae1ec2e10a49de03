// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "capture/signature.h"

#include <QDialog>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace hookloupe::ui {

class EventChoice;

/// What a test event is made of.
struct TestEvent {
    std::string wireName = "commit_create";
    Dialect dialect = Dialect::Object;
    EndpointId endpoint = catchAllEndpoint;
};

/// An endpoint to send to.
struct TestTarget {
    Endpoint endpoint;
    bool hasSecret = false;
};

/// Chooses a test event and says what to expect of it. Stays open, so that one can follow another.
class TestEventDialog : public QDialog {
    Q_OBJECT

public:
    explicit TestEventDialog(QWidget* parent = nullptr);

    void setTargets(std::vector<TestTarget> targets);   ///< keeps the choice, if it is still there
    void choose(const TestEvent& event);
    [[nodiscard]] TestEvent chosen() const;
    void setCanSend(bool can);                          ///< false: nothing listens
    void showResult(const QString& sentence);

Q_SIGNALS:
    void sendRequested(const hookloupe::ui::TestEvent& event);

private:
    [[nodiscard]] const TestTarget* target() const;
    void showNotes();

    std::vector<TestTarget> m_targets;
    EventChoice* m_event;
    QComboBox* m_form;
    QComboBox* m_endpoint;
    QLabel* m_notes;
    QLabel* m_result;
    QPushButton* m_send;
    bool m_canSend = true;
};

} // namespace hookloupe::ui
