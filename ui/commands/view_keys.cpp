// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/view_keys.h"

#include <QCoreApplication>
#include <QKeySequence>

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ViewKeys)
};

QString key(const char* portable)
{
    return QKeySequence(QString::fromLatin1(portable)).toString(QKeySequence::NativeText);
}

QString both(const char* first, const char* second)
{
    return Words::tr("%1, %2", "two keys").arg(key(first), key(second));
}

} // namespace

std::vector<ViewKey> viewKeys()
{
    const QString everywhere = Words::tr("Everywhere");
    const QString table = Words::tr("Requests table");
    const QString endpoints = Words::tr("Endpoints");
    const QString timeline = Words::tr("Timeline");
    const QString tabs = Words::tr("Details");
    const QString tree = Words::tr("Payload as tree");
    const QString bytes = Words::tr("Text and hex views");
    const QString replay = Words::tr("Replay");
    const QString palette = Words::tr("Commands");
    return {
        {everywhere, both("Tab", "Shift+Tab"), Words::tr("To the next pane or field, and back")},
        {everywhere, key("Alt"), Words::tr("The menu bar; then the underlined letters")},
        {everywhere, both("Shift+F10", "Menu"), Words::tr("The menu of the chosen item")},
        {everywhere, key("Esc"), Words::tr("Close a dialog or a field that came up")},
        {table, both("Up", "Down"), Words::tr("The request before or after")},
        {table, both("PgUp", "PgDown"), Words::tr("A page up or down")},
        {table, both("Home", "End"), Words::tr("The first or last request")},
        {table, both("Shift+Up", "Shift+Down"), Words::tr("Select more")},
        {table, key("Ctrl+A"), Words::tr("Select all requests")},
        {endpoints, both("Up", "Down"), Words::tr("The endpoint before or after; the table shows its requests")},
        {timeline, both("Left", "Right"), Words::tr("The bar before or after; with Shift, choose a span")},
        {timeline, both("Ctrl+Left", "Ctrl+Right"), Words::tr("The next bar with a request, before or after")},
        {timeline, both("PgUp", "PgDown"), Words::tr("Earlier or later times")},
        {timeline, both("-", "+"), Words::tr("Show more or less time")},
        {timeline, both("Home", "End"), Words::tr("Show everything, or follow now")},
        {timeline, key("Return"), Words::tr("Go to the bar's request; again for the next one of it")},
        {timeline, key("Esc"), Words::tr("List all times again")},
        {tabs, both("Ctrl+Shift+Tab", "Ctrl+Tab"), Words::tr("The tab before or after")},
        {tabs, both("Left", "Right"), Words::tr("The tab before or after, on the row of tabs")},
        {tree, both("Right", "Left"), Words::tr("Open or close a value")},
        {tree, key("*"), Words::tr("Open a value with all that is in it")},
        {tree, key("Ctrl+C"), Words::tr("Copy the value")},
        {tree, key("Ctrl+Shift+C"), Words::tr("Copy its JSON path")},
        {tree, key("Ctrl+F"), Words::tr("Filter the tree")},
        {bytes, both("Ctrl+Home", "Ctrl+End"), Words::tr("To the start or the end")},
        {bytes, both("Shift+Right", "Shift+Left"), Words::tr("Select bytes or characters")},
        {bytes, key("Ctrl+A"), Words::tr("Select all")},
        {bytes, key("Ctrl+C"), Words::tr("Copy what is selected")},
        {bytes, key("Ctrl+F"), Words::tr("Search")},
        {bytes, both("Shift+F3", "F3"), Words::tr("The hit before or after, while the search is open")},
        {bytes, both("-", "+"), Words::tr("Fold or unfold, in the payload's text")},
        {bytes, both("Ctrl+-", "Ctrl++"), Words::tr("Fold or unfold everything, in the payload's text")},
        {replay, key("Ctrl+Return"), Words::tr("Send")},
        {replay, both("Ctrl+F", "Ctrl+H"), Words::tr("Find, or find and replace, in the body")},
        {replay, both("Ctrl+-", "Ctrl++"), Words::tr("Fold or unfold at the cursor")},
        {replay, both("Ctrl+Z", "Ctrl+Shift+Z"), Words::tr("Take an edit back, or do it again")},
        {palette, both("Up", "Down"), Words::tr("Choose another command")},
        {palette, key("Return"), Words::tr("Run the chosen command")},
    };
}

} // namespace hookloupe::ui
