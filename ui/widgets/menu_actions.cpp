// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/menu_actions.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QVariant>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr const char* whyProperty = "whyDisabled";

void collect(const QList<QAction*>& actions, const QString& area, std::vector<MenuAction>& found)
{
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        if (const QMenu* menu = action->menu()) {
            const QString title = plainWords(menu->title());
            collect(menu->actions(), area.isEmpty() ? title : area + u" › "_s + title, found);
        } else {
            found.push_back({action, area});
        }
    }
}

} // namespace

std::vector<MenuAction> menuActions(const QMenuBar& bar)
{
    std::vector<MenuAction> found;
    collect(bar.actions(), {}, found);
    return found;
}

QString plainWords(const QString& text)
{
    QString words;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at) == u'&' && ++at == text.size())
            break;
        words += text.at(at);
    }
    return words.endsWith(u'…') ? words.chopped(1) : words;
}

QString withoutMnemonic(const QString& text)
{
    QString words;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isMark = text.at(at) == u'&';
        const bool isDouble = isMark && at + 1 < text.size() && text.at(at + 1) == u'&';
        if (isDouble)
            words += text.at(at++);
        if (!isMark || isDouble)
            words += text.at(at);
    }
    return words;
}

void setEnabledOr(QAction* action, bool enabled, const QString& whyNot)
{
    action->setEnabled(enabled);
    action->setProperty(whyProperty, enabled ? QVariant() : QVariant(whyNot));
}

QString whyDisabled(const QAction& action)
{
    return action.isEnabled() ? QString() : action.property(whyProperty).toString();
}

} // namespace hookloupe::ui
