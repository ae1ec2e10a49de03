// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulate/own_templates.h"

#include <QDialog>

#include <optional>
#include <string>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hookloupe::ui {

/// Edits the text of a made-up event's template and keeps it among the user's own. What is wrong with the text is said while
/// it is typed, with its place; such a text is not saved.
class TemplateEditor : public QDialog {
    Q_OBJECT

public:
    /// `own` is the one that is edited; without, a new one is made, and `name` proposed for it.
    TemplateEditor(std::string folder, std::string provider, std::optional<simulate::OwnTemplate> own, const QString& name,
                   const std::string& text, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const hookloupe::simulate::OwnTemplate& own);
    void deleted(const hookloupe::simulate::OwnTemplate& own);

private:
    [[nodiscard]] QPushButton* makeFieldButton();
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string name() const;
    void check();
    void save();
    void write();
    void deleteOwn();
    void ask(const QString& question, const QString& action, const std::function<void()>& then);
    void say(const QString& sentence, bool bad);

    const std::string m_folder;
    const std::string m_provider;
    const std::optional<simulate::OwnTemplate> m_own;
    QLineEdit* m_name;
    QPlainTextEdit* m_text;
    QLabel* m_status;
    QPushButton* m_save;
};

} // namespace hookloupe::ui
