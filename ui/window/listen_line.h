// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace hookloupe::ui {

/// "● Listening on http://127.0.0.1:4100", or that nothing listens; on amber while it listens and can keep nothing.
class ListenLine : public QWidget {
    Q_OBJECT

public:
    /// `again` is offered as a button while nothing listens.
    explicit ListenLine(QAction* again, QWidget* parent = nullptr);

    void showStatus(const session::ListenStatus& status);
    /// Whether what comes can be stored; else it is answered 503.
    void setKeeping(bool keeping);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool warns() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    session::ListenStatus m_status;
    bool m_keeping = true;
    QLabel* m_text;
    QToolButton* m_again;
};

} // namespace hookloupe::ui
