// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace hookloupe::ui {

/// Says, above all else in the window, that a store is held and why, with a button to see what it would do.
class TrustStrip : public QFrame {
    Q_OBJECT

public:
    explicit TrustStrip(QWidget* parent = nullptr);

    void say(const QString& text);

Q_SIGNALS:
    void detailsWanted();
    void helpWanted();

private:
    QLabel* m_text;
    QPushButton* m_show;
};

} // namespace hookloupe::ui
