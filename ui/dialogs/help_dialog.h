// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/help_topic.h"

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace hookloupe::ui {

/// The guide in the program: topics at the left, text at the right. Nothing in it is loaded or opened from outside.
class HelpDialog : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent = nullptr);

    void showTopic(HelpTopic topic);

private:
    void showRow(int row);

    QListWidget* m_topics;
    QTextBrowser* m_text;
};

} // namespace hookloupe::ui
