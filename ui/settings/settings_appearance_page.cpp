// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_appearance_page.h"

#include "settings/settings_row.h"
#include "style/text_size.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SettingsAppearancePage::SettingsAppearancePage(AppearanceAccess access, QWidget* parent)
    : SettingsPage(u"appearance"_s, tr("Appearance"), parent), m_access(std::move(access))
{
    m_theme = new QComboBox(content());
    m_theme->addItem(tr("As the desktop"), static_cast<int>(Theme::System));
    m_theme->addItem(tr("Light"), static_cast<int>(Theme::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(Theme::Dark));
    m_theme->addItem(tr("High contrast"), static_cast<int>(Theme::HighContrast));
    m_themeRow = addRow(tr("&Theme"), m_theme,
                        tr("Default: as the desktop, which is followed when it becomes dark or light. High contrast is black and "
                           "white with few strong colours."));
    m_textSize = new QSpinBox(content());
    m_textSize->setRange(smallestTextPercent, largestTextPercent);
    m_textSize->setSingleStep(10);
    m_textSize->setSuffix(tr(" %", "after a number"));
    m_textSize->setKeyboardTracking(false);
    m_textSizeRow = addRow(tr("Text &size"), m_textSize, tr("Default: 100 %, the text size of the desktop."));
    connect(m_theme, &QComboBox::activated, this, [this] {
        m_access.choose({static_cast<Theme>(m_theme->currentData().toInt()), m_access.current().textPercent});
        showCurrent();
    });
    connect(m_textSize, &QSpinBox::valueChanged, this, [this](int percent) {
        m_access.choose({m_access.current().theme, percent});
        showCurrent();
    });
    connect(m_themeRow, &SettingRow::resetAsked, this, [this] {
        m_access.choose({Appearance().theme, m_access.current().textPercent});
        showCurrent();
    });
    connect(m_textSizeRow, &SettingRow::resetAsked, this, [this] { m_textSize->setValue(Appearance().textPercent); });
    showCurrent();
}

void SettingsAppearancePage::reset()
{
    m_access.choose({});
    showCurrent();
}

void SettingsAppearancePage::showCurrent()
{
    const Appearance now = m_access.current();
    const QSignalBlocker quiet(m_textSize);
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(now.theme)));
    m_textSize->setValue(now.textPercent);
    m_themeRow->setAtDefault(now.theme == Appearance().theme);
    m_textSizeRow->setAtDefault(now.textPercent == Appearance().textPercent);
}

} // namespace hookloupe::ui
