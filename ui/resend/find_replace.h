// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/find_bar.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace hookloupe::ui {

/// Finds and replaces in an editor. Ctrl+F in the editor opens it, Ctrl+H with the line to replace; Escape closes. Replacing
/// all can be undone in one step.
class FindReplace : public QWidget {
    Q_OBJECT

public:
    FindReplace(QPlainTextEdit* edit, QWidget* parent);

    void open(bool withReplace);
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const FindQuery& query, FindStep step);
    void replaceOne();
    void replaceAll();
    [[nodiscard]] int count(const QString& text, bool matchCase) const;

    QPlainTextEdit* m_edit;
    FindBar* m_bar;
    QWidget* m_replaceRow;
    QLineEdit* m_replacement;
};

} // namespace hookloupe::ui
