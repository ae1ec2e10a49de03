// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/widget_lint.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QFileDialog>
#include <QGroupBox>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QTabBar>

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

/// Widgets that Qt makes inside its own: their names are Qt's affair.
bool isInnerPart(const QWidget& widget)
{
    for (const QWidget* each = &widget; each; each = each->parentWidget()) {
        if (each->objectName().startsWith(u"qt_") || qobject_cast<const QFileDialog*>(each))
            return true;
    }
    return qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QMenu*>(&widget)
        || qobject_cast<const QMenuBar*>(&widget);
}

QString described(const QWidget& widget)
{
    QString text = widget.property("text").toString();
    if (text.isEmpty())
        text = widget.parentWidget() ? u"in "_s + QString::fromLatin1(widget.parentWidget()->metaObject()->className()) : text;
    return u"%1 “%2” (%3)"_s.arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(), text);
}

QString accessibleName(const QWidget& widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
    return interface ? interface->text(QAccessible::Name) : QString();
}

bool isScrollPage(const QWidget& widget)
{
    // Takes the keyboard to scroll, and is read by what stands on it.
    return widget.inherits("QScrollArea");
}

void lintWidget(const QWidget& widget, QStringList& faults)
{
    if (isInnerPart(widget))
        return;
    const bool takesKeys = (widget.focusPolicy() & Qt::TabFocus) != 0;
    if (takesKeys && !isScrollPage(widget) && accessibleName(widget).trimmed().isEmpty())
        faults << u"no accessible name: "_s + described(widget);
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        if (button->text().isEmpty() && !button->icon().isNull() && button->toolTip().isEmpty())
            faults << u"a picture without a tooltip: "_s + described(widget);
    }
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        // The name of a field beside it is the program's own text.
        const bool ownText = label->buddy() || label->text().isEmpty();
        if (!ownText && label->textFormat() != Qt::PlainText)
            faults << u"a label that reads markup: "_s + described(widget);
    }
}

/// A letter that Alt goes to, and where.
struct Mnemonic {
    const QWidget* at;
    QKeySequence keys;
    QString text;
};

/// Whether it is seen now, or on another page of tabs or of a stack.
bool canBeSeen(const QWidget& widget, const QWidget& root)
{
    for (const QWidget* each = &widget; each && each != &root; each = each->parentWidget()) {
        // What was never shown is hidden too, but nobody said so.
        const bool saidSo = each->isHidden() && each->testAttribute(Qt::WA_WState_ExplicitShowHide);
        if (saidSo && !qobject_cast<const QStackedWidget*>(each->parentWidget()))
            return false;
    }
    return true;
}

/// Not on two pages of one stack.
bool areSeenTogether(const QWidget& a, const QWidget& b)
{
    for (const QWidget* each = &a; each; each = each->parentWidget()) {
        if (each == &b || each->isAncestorOf(&b))
            return each == &b || !qobject_cast<const QStackedWidget*>(each);
    }
    return true;
}

QStringList mnemonicTexts(const QWidget& widget)
{
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return {button->text()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->buddy() ? QStringList{label->text()} : QStringList();
    if (const auto* group = qobject_cast<const QGroupBox*>(&widget))
        return {group->title()};
    QStringList texts;
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int tab = 0; tab < tabs->count(); ++tab)
            texts << tabs->tabText(tab);
    }
    if (const auto* menus = qobject_cast<const QMenuBar*>(&widget)) {
        for (const QAction* menu : menus->actions())
            texts << menu->text();
    }
    return texts;
}

/// Of two with the same letter the keyboard gets the one and the other by turns, and neither at once.
void lintMnemonics(const QWidget& root, QStringList& faults)
{
    std::vector<Mnemonic> known;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (widget->window() != root.window() || !canBeSeen(*widget, root))
            continue;
        for (const QString& text : mnemonicTexts(*widget)) {
            const QKeySequence keys = QKeySequence::mnemonic(text);
            if (keys.isEmpty())
                continue;
            for (const Mnemonic& other : known) {
                if (other.keys == keys && areSeenTogether(*other.at, *widget))
                    faults << u"%1 is used twice: “%2” and “%3”"_s.arg(keys.toString(), other.text, text);
            }
            known.push_back({widget, keys, text});
        }
    }
}

using ActionMenus = QHash<const QAction*, const QMenu*>;

void collect(const QMenu& menu, ActionMenus& menus, QStringList& faults)
{
    QHash<QChar, QString> mnemonics;
    const auto actions = menu.actions();
    for (const QAction* action : actions) {
        if (action->isSeparator())
            continue;
        menus.insert(action, &menu);
        const auto mnemonic = action->text().indexOf(u'&');
        if (mnemonic >= 0 && mnemonic + 1 < action->text().size() && action->isVisible()) {
            const QChar letter = action->text().at(mnemonic + 1).toLower();
            if (mnemonics.contains(letter))
                faults << u"menu “%1” uses & twice for “%2”: %3 and %4"_s.arg(menu.title(), letter, mnemonics[letter], action->text());
            mnemonics.insert(letter, action->text());
        }
        if (const QMenu* below = action->menu())
            collect(*below, menus, faults);
    }
}

} // namespace

QStringList lintWidgets(const QWidget& root)
{
    QStringList faults;
    lintWidget(root, faults);
    const auto widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (widget->window() == root.window())
            lintWidget(*widget, faults);
    }
    lintMnemonics(root, faults);
    return faults;
}

QStringList lintActions(const QMainWindow& window)
{
    QStringList faults;
    ActionMenus menus;
    const auto tops = window.menuBar()->actions();
    for (const QAction* top : tops) {
        if (top->menu())
            collect(*top->menu(), menus, faults);
    }
    QHash<QKeySequence, QString> keys;
    const auto actions = window.findChildren<QAction*>(Qt::FindDirectChildrenOnly);
    for (const QAction* action : actions) {
        if (action->isSeparator() || action->menu())
            continue;
        const QString name = u"“%1” (%2)"_s.arg(action->objectName(), action->text());
        if (action->text().isEmpty())
            faults << u"an action without words: "_s + name;
        if (action->statusTip().isEmpty())
            faults << u"an action without a hint: "_s + name;
        if (!menus.contains(action))
            faults << u"an action in no menu: "_s + name;
        const auto shortcuts = action->shortcuts();
        for (const QKeySequence& shortcut : shortcuts) {
            if (keys.contains(shortcut))
                faults << u"%1 is used twice: %2 and %3"_s.arg(shortcut.toString(), keys[shortcut], name);
            keys.insert(shortcut, name);
        }
    }
    return faults;
}

} // namespace hookloupe::test
