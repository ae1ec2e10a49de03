// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/appearance.h"

#include "frame/window_parts.h"
#include "frame/window_state.h"
#include "style/text_size.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

AppearanceKeeper::AppearanceKeeper(const WindowParts& parts)
    : QObject(&parts.window), m_settingsPath(parts.settingsPath), m_sayTrouble(parts.sayTrouble), m_current(loadAppearance(m_settingsPath).appearance),
      m_themes(new QActionGroup(this))
{
    addMenu(parts);
    parts.window.installEventFilter(this);
}

void AppearanceKeeper::addMenu(const WindowParts& parts)
{
    parts.menus.view->addSeparator();
    QMenu* menu = parts.menus.view->addMenu(tr("&Appearance"));
    const auto add = [&](Theme theme, const QString& name, const QString& text, const QString& hint) {
        QAction* action = makeAction(parts.window, name, text, hint);
        action->setCheckable(true);
        action->setData(QVariant::fromValue(static_cast<int>(theme)));
        m_themes->addAction(action);
        menu->addAction(action);
        connect(action, &QAction::triggered, this, [this, theme] { choose({theme, current().textPercent}); });
    };
    add(Theme::System, u"themeSystem"_s, tr("As the &desktop"), tr("Light, dark or of high contrast as the desktop is"));
    add(Theme::Light, u"themeLight"_s, tr("&Light"), tr("Dark text on light ground"));
    add(Theme::Dark, u"themeDark"_s, tr("D&ark"), tr("Light text on dark ground"));
    add(Theme::HighContrast, u"themeHighContrast"_s, tr("&High contrast"),
        tr("Black and white with strong colours, dark if the desktop is"));
    // Another window may have chosen something else meanwhile.
    connect(menu, &QMenu::aboutToShow, this, &AppearanceKeeper::showChosen);
    showChosen();
}

Appearance AppearanceKeeper::current() const
{
    return m_settingsPath.isEmpty() ? m_current : loadAppearance(m_settingsPath).appearance;
}

void AppearanceKeeper::choose(const Appearance& appearance)
{
    const Appearance before = current();
    m_current = appearance;
    const Status saved = saveAppearance(m_settingsPath, appearance);
    if (appearance.theme != before.theme)
        applyTheme(*qApp, appearance.theme);
    applyTextSize(*qApp, appearance.textPercent);
    showChosen();
    Q_EMIT changed();
    if (!saved)
        m_sayTrouble(notSavedSentence(saved.error()));
}

void AppearanceKeeper::showChosen()
{
    const int theme = static_cast<int>(current().theme);
    const auto actions = m_themes->actions();
    for (QAction* action : actions)
        action->setChecked(action->data().toInt() == theme);
}

bool AppearanceKeeper::eventFilter(QObject* watched, QEvent* event)
{
    // The desktop became dark or light while the program runs.
    if (event->type() == QEvent::ThemeChange && (current().theme == Theme::System || current().theme == Theme::HighContrast))
        applyTheme(*qApp, current().theme);
    return QObject::eventFilter(watched, event);
}

} // namespace hookloupe::ui
