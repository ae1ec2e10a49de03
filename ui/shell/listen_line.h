// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace hookloupe::ui {

/// "● Listening on http://127.0.0.1:4100", or that nothing listens.
class ListenLine : public QWidget {
    Q_OBJECT

public:
    /// `again` is offered as a button while nothing listens.
    explicit ListenLine(QAction* again, QWidget* parent = nullptr);

    void showStatus(const session::ListenStatus& status);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    session::ListenState m_state = session::ListenState::Stopped;
    QLabel* m_text;
    QToolButton* m_again;
};

} // namespace hookloupe::ui
