// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_general_page.h"

#include "settings/settings_row.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "widgets/menu_actions.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SettingsGeneralPage::SettingsGeneralPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"general"_s, tr("General"), live, parent)
{
    m_durability = new QComboBox(content());
    m_durability->addItem(tr("Quick"), static_cast<int>(store::Durability::Normal));
    m_durability->addItem(tr("Safe from power cuts"), static_cast<int>(store::Durability::Full));
    m_durabilityRow = addRow(tr("&Writing to disk"), m_durability,
                             tr("Default: quick. A request is on disk before its sender gets the answer, and survives a killed "
                                "program. Safe from power cuts waits for the disk itself and takes about half as many requests "
                                "a second."));
    const auto set = [this](store::Durability durability) {
        change(m_durabilityRow, [durability](session::Settings& settings) { settings.durability = durability; });
    };
    connect(m_durability, &QComboBox::activated, this,
            [this, set] { set(static_cast<store::Durability>(m_durability->currentData().toInt())); });
    connect(m_durabilityRow, &SettingRow::resetAsked, this, [set] { set(session::Settings().durability); });
    addAnswerFolder();
    addPath(tr("The requests are &stored in"), live.session().store().path());
    addPath(tr("These settings are &kept in"), live.path());
    addText(tr("Each setting is used at once and kept. The command line can overrule some of them for a run; the page says so "
               "then. The text of the settings file can be edited while Hookloupe does not run."));
    showSettings();
}

void SettingsGeneralPage::addAnswerFolder()
{
    auto* both = new QWidget(content());
    both->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    const QString title = tr("&Files of answers lie in");
    m_answerFolder = new QLineEdit(both);
    m_answerFolder->setObjectName(u"answerFolder"_s);
    m_answerFolder->setFont(codeFont());
    m_answerFolder->setAccessibleName(plainWords(title));
    m_answerFolder->setPlaceholderText(tr("none: no answer is a file"));
    auto* browse = new QPushButton(tr("Choose…"), both);
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose the folder for files of answers"));
    layout->addWidget(m_answerFolder, 1);
    layout->addWidget(browse);
    both->setFocusProxy(m_answerFolder);
    m_answerFolderRow = addRow(title, both,
                               tr("Default: none. An endpoint can answer with a file of this folder or of those below it, and with "
                                  "no other file of this machine, whatever its store says."));
    connect(m_answerFolder, &QLineEdit::editingFinished, this, [this] { useAnswerFolder(m_answerFolder->text()); });
    connect(m_answerFolderRow, &SettingRow::resetAsked, this, [this] { useAnswerFolder({}); });
    connect(browse, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Choose the folder for files of answers"), m_answerFolder->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        connect(dialog, &QFileDialog::fileSelected, this, &SettingsGeneralPage::useAnswerFolder);
        dialog->open();
    });
}

void SettingsGeneralPage::useAnswerFolder(const QString& folder)
{
    const QString typed = folder.trimmed();
    m_answerFolder->setText(typed);
    const QFileInfo info(typed);
    if (!typed.isEmpty() && !(info.isAbsolute() && info.isDir()))
        return m_answerFolderRow->setComplaint(tr("“%1” is no folder: the one before is used. Give its whole path, as in /home/me/answers.")
                                                   .arg(shownText(typed.toStdString(), 80)));
    m_answerFolderRow->setComplaint({});
    change(m_answerFolderRow, [&](session::Settings& settings) { settings.answerFolder = typed.toStdString(); });
}

void SettingsGeneralPage::addPath(const QString& title, const std::string& path)
{
    QLabel* label = addText(title);
    auto* field = new QLineEdit(QString::fromStdString(path), content());
    field->setReadOnly(true);
    field->setFont(codeFont());
    field->setAccessibleName(plainWords(title));
    field->setCursorPosition(0);
    label->setBuddy(field);
    body().addWidget(field);
}

void SettingsGeneralPage::reset()
{
    change(m_durabilityRow, [](session::Settings& settings) { settings.durability = session::Settings().durability; });
    useAnswerFolder({});
}

void SettingsGeneralPage::showSettings()
{
    m_durability->setCurrentIndex(m_durability->findData(static_cast<int>(now().durability)));
    m_durabilityRow->setAtDefault(now().durability == session::Settings().durability);
    m_answerFolder->setText(QString::fromStdString(now().answerFolder));
    m_answerFolderRow->setAtDefault(now().answerFolder.empty());
}

} // namespace hookloupe::ui
