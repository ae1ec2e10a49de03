// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/actions.h"

#include "style/plain_text.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

} // namespace

QAction* makeAction(QMainWindow& window, const QString& name, const QString& text, const QString& hint,
                    const QKeySequence& keys, std::optional<Glyph> glyph)
{
    auto* action = new QAction(text, &window);
    action->setObjectName(name);
    action->setShortcut(keys);
    setHint(*action, hint);
    if (glyph)
        action->setIcon(icon(*glyph));
    return action;
}

void setHint(QAction& action, const QString& hint)
{
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(plainToolTip(keys.isEmpty() ? hint : Words::tr("%1 (%2)", "hint and shortcut").arg(hint, keys)));
    action.setStatusTip(hint);
}

Actions makeActions(QMainWindow& window)
{
    Actions a{};
    a.pause = makeAction(window, u"pause"_s, {}, {}, QKeySequence(u"Ctrl+P"_s));
    showPaused(a, false);
    a.listenAgain = makeAction(window, u"listenAgain"_s, Words::tr("&Listen again"),
                               Words::tr("Try once more to listen for requests"), {}, Glyph::Resume);
    a.copyUrl = makeAction(window, u"copyUrl"_s, Words::tr("Copy &URL"), Words::tr("Copy the URL that requests go to"),
                           QKeySequence(u"Ctrl+U"_s), Glyph::Copy);
    a.reloadCertificate = makeAction(window, u"reloadCertificate"_s, Words::tr("Re&load certificate"),
                                     Words::tr("Read the certificate and its key again, for connections to come"), {});
    a.reloadCertificate->setVisible(false); // until it listens with HTTPS
    a.newEndpoint = makeAction(window, u"newEndpoint"_s, Words::tr("&New endpoint…"),
                               Words::tr("Add a path with its own secrets and events"), QKeySequence::New, Glyph::Add);
    a.editEndpoint = makeAction(window, u"editEndpoint"_s, Words::tr("&Edit endpoint…"),
                                Words::tr("Edit the chosen endpoint: path, secrets, events"), QKeySequence(u"F2"_s), Glyph::Edit);
    a.removeEndpoint = makeAction(window, u"removeEndpoint"_s, Words::tr("&Remove endpoint"),
                                  Words::tr("Remove the chosen endpoint with its secrets; its requests stay, and Undo brings it back"), QKeySequence(u"Ctrl+Backspace"_s),
                                  Glyph::Remove);
    a.copyEndpointUrl = makeAction(window, u"copyEndpointUrl"_s, Words::tr("Copy endpoint's UR&L"),
                                   Words::tr("Copy the URL of the chosen endpoint"), QKeySequence(u"Ctrl+Shift+U"_s), Glyph::Copy);
    a.copyCaptures = makeAction(window, u"copyCaptures"_s, Words::tr("&Copy rows"),
                                Words::tr("Copy the selected requests as lines of text"), QKeySequence::Copy, Glyph::Copy);
    a.deleteCaptures = makeAction(window, u"deleteCaptures"_s, Words::tr("&Delete"),
                                  Words::tr("Delete the selected requests; Undo brings them back"), QKeySequence::Delete, Glyph::Remove);
    a.clearCaptures = makeAction(window, u"clearCaptures"_s, Words::tr("C&lear"), Words::tr("Delete all requests; Undo brings them back"),
                                 QKeySequence(u"Ctrl+Shift+Del"_s), Glyph::Clear);
    a.follow = makeAction(window, u"follow"_s, Words::tr("&Follow newest"), Words::tr("Keep the newest request selected"),
                          QKeySequence(u"Ctrl+J"_s), Glyph::Follow);
    a.follow->setCheckable(true);
    a.goToEndpoints = makeAction(window, u"goToEndpoints"_s, Words::tr("Go to &endpoints"),
                                 Words::tr("Move the keyboard to the endpoints"), QKeySequence(u"Ctrl+1"_s));
    a.goToCaptures = makeAction(window, u"goToCaptures"_s, Words::tr("Go to &requests"),
                                Words::tr("Move the keyboard to the captured requests"), QKeySequence(u"Ctrl+2"_s));
    a.goToDetail = makeAction(window, u"goToDetail"_s, Words::tr("Go to &details"),
                              Words::tr("Move the keyboard to the details"), QKeySequence(u"Ctrl+3"_s));
    a.help = makeAction(window, u"help"_s, Words::tr("&Help"), Words::tr("How to capture, verify and read what Speckle records"),
                        QKeySequence(u"Shift+F1"_s), Glyph::Help);
    a.about = makeAction(window, u"about"_s, Words::tr("&About Hookloupe"), Words::tr("Version and licence"), {});
    a.quit = makeAction(window, u"quit"_s, Words::tr("&Quit"), Words::tr("End Hookloupe; it no longer listens then"),
                        QKeySequence(u"Ctrl+Q"_s));
    // In a text field these keys belong to the text; elsewhere in the window they would surprise.
    a.copyCaptures->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    a.deleteCaptures->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return a;
}

Menus fillMenus(QMainWindow& window, const Actions& a)
{
    QMenu* capture = window.menuBar()->addMenu(Words::tr("&Capture"));
    capture->addActions({a.pause, a.listenAgain, a.copyUrl, a.reloadCertificate});
    capture->addSeparator();
    capture->addAction(a.quit);
    QMenu* requests = window.menuBar()->addMenu(Words::tr("&Requests"));
    requests->addActions({a.follow, a.copyCaptures});
    requests->addSeparator();
    requests->addActions({a.deleteCaptures, a.clearCaptures});
    QMenu* endpoints = window.menuBar()->addMenu(Words::tr("&Endpoints"));
    endpoints->addActions({a.newEndpoint, a.editEndpoint, a.removeEndpoint, a.copyEndpointUrl});
    QMenu* view = window.menuBar()->addMenu(Words::tr("&View"));
    view->addActions({a.goToEndpoints, a.goToCaptures, a.goToDetail});
    QMenu* help = window.menuBar()->addMenu(Words::tr("&Help"));
    help->addActions({a.help, a.about});
    return {capture, requests, endpoints, view, help};
}

QToolBar* makeToolBar(QMainWindow& window, const Actions& a, QWidget* listenLine)
{
    QToolBar* bar = window.addToolBar(Words::tr("Actions"));
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(16, 16));
    bar->addWidget(listenLine);
    bar->addActions({a.pause, a.copyUrl, a.newEndpoint});
    bar->addSeparator();
    bar->addActions({a.follow, a.deleteCaptures, a.clearCaptures});
    bar->addSeparator();
    bar->addAction(a.help);
    return bar;
}

void showPaused(const Actions& a, bool paused)
{
    const QString hint = paused ? Words::tr("Capture requests again")
                                : Words::tr("Answer every request with 503 and store nothing");
    a.pause->setText(paused ? Words::tr("&Resume") : Words::tr("&Pause"));
    a.pause->setIcon(icon(paused ? Glyph::Resume : Glyph::Pause));
    setHint(*a.pause, hint);
}

} // namespace hookloupe::ui
