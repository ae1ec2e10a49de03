// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/menu_actions.h"

#include <QFrame>
#include <QPointer>
#include <QStringList>

#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace hookloupe::ui {

class CommandModel;

/// A field over the window in which a few letters find every command of the menus. Return runs the chosen one, Escape
/// closes. What was run lately stands first.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    /// Lies over `window`.
    explicit CommandPalette(QWidget* window);

    /// Shows it with these commands; `recent` names the object names of those run lately, the last one first.
    void open(std::vector<MenuAction> commands, const QStringList& recent);
    void setQuery(const QString& query);

Q_SIGNALS:
    void run(QAction* action);  ///< after it was closed and the keyboard is where it was

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void close();
    void choose();
    void moveBy(int rows);
    void announce();

    CommandModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    QPointer<QWidget> m_before;     ///< had the keyboard
};

} // namespace hookloupe::ui
