// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hookloupe::ui {

/// Several secrets, one a row, hidden until asked for. No row = no secret set; an empty row = the empty secret.
class SecretsEditor : public QWidget {
    Q_OBJECT

public:
    explicit SecretsEditor(QWidget* parent = nullptr);

    void setSecrets(const std::vector<std::string>& secrets);
    /// Says in a row that there are secrets which cannot be read. They stay unless it is removed, or others are given.
    void addUnreadable();
    [[nodiscard]] bool keepsUnreadable() const;
    /// In the order shown. A row that was not edited gives back its exact bytes, even if they are no text.
    [[nodiscard]] std::vector<std::string> secrets() const;
    /// Puts the caret into the first secret's field; without any into a new one, which counts only once something is in it.
    void begin();

private:
    struct Row {
        QWidget* widget;
        QLineEdit* field;
        std::string original;
        bool offered = false; ///< nobody asked for it: left empty, it is no secret
    };

    Row& addRow(const std::string& secret);
    void removeRow(const QWidget* widget);
    void nameRows();

    std::vector<Row> m_rows;
    QWidget* m_unreadable = nullptr;
    QVBoxLayout* m_layout;
    QPushButton* m_add;
};

} // namespace hookloupe::ui
