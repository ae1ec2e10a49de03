// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/settings_general_page.h"

#include "dialogs/settings_row.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/menu_actions.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
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
    addPath(tr("The requests are &stored in"), live.session().store().path());
    addPath(tr("These settings are &kept in"), live.path());
    addText(tr("Each setting is used at once and kept. The command line can overrule some of them for a run; the page says so "
               "then. The text of the settings file can be edited while Hookloupe does not run."));
    showSettings();
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
}

void SettingsGeneralPage::showSettings()
{
    m_durability->setCurrentIndex(m_durability->findData(static_cast<int>(now().durability)));
    m_durabilityRow->setAtDefault(now().durability == session::Settings().durability);
}

} // namespace hookloupe::ui
