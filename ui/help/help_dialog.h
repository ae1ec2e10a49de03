// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "help/help_pages.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTextBrowser;
class QUrl;

namespace hookloupe::ui {

/// The guide in the program: topics at the left, text at the right, and a search through all of it. Nothing in it is loaded
/// or opened from outside.
class HelpDialog : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent = nullptr);

    void showTopic(HelpTopic topic);
    void search(const QString& words);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showRow(int row);
    void searched();
    void mark();
    void goToHit(bool forward);
    void follow(const QUrl& link);

    QList<HelpPage> m_pages;
    QLineEdit* m_search;
    QPushButton* m_back;
    QPushButton* m_next;
    QLabel* m_found;
    QListWidget* m_topics = nullptr;
    QTextBrowser* m_text = nullptr;
    QList<int> m_hits;      ///< where hits begin on the page, in order
    qsizetype m_hit = -1;   ///< the one shown
};

} // namespace hookloupe::ui
