// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace hookloupe::ui {

class ChoiceBar;
class CodeEdit;
class HeaderModel;

/// Edits a head: method and target, the fields as a table or all of it as text. What is not edited stays, byte for byte.
class HeadEditor : public QWidget {
    Q_OBJECT

public:
    explicit HeadEditor(QWidget* parent = nullptr);

    void setHead(std::string head);
    [[nodiscard]] std::string head() const { return m_head; }

Q_SIGNALS:
    void changed();

private:
    enum View { Table, Text };
    QWidget* makeTablePage();
    void showRequestLine();
    void showFields();
    void editRequestLine();
    void take(std::string head);
    [[nodiscard]] std::string headOfText() const;
    [[nodiscard]] int currentRow() const;

    std::string m_head;
    std::string m_asText;         ///< what the text was made of
    bool m_plainLines = true;     ///< every line ends with CR LF, which the text then shows as line ends
    bool m_showing = false;       ///< the fields are filled, not edited
    QComboBox* m_method;
    QLineEdit* m_target;
    ChoiceBar* m_choice;
    QStackedWidget* m_stack;
    HeaderModel* m_model;
    QTableView* m_table;
    CodeEdit* m_text;
};

} // namespace hookloupe::ui
