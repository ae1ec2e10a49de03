// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/store_windows.h"

#include "window/recent_stores.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

StoreWindows::StoreWindows(const WindowParts& parts)
    : QObject(&parts.window), m_parts(parts), m_launch([](const QString& program, const QStringList& arguments) {
          return QProcess::startDetached(program, arguments);
      })
{
    auto* another = makeAction(parts.window, u"openStore"_s, tr("Open an&other store…"),
                               tr("Open or make another store, in a window of its own"), QKeySequence::Open);
    connect(another, &QAction::triggered, this, &StoreWindows::choose);
    m_recent = new QMenu(tr("Re&cent stores"), &parts.window);
    connect(m_recent, &QMenu::aboutToShow, this, &StoreWindows::fillRecent);
    QMenu* menu = parts.menus.capture;
    menu->insertAction(parts.actions.quit, another);
    menu->insertMenu(parts.actions.quit, m_recent);
    menu->insertSeparator(parts.actions.quit);
    m_recent->menuAction()->setEnabled(!parts.settingsPath.isEmpty());
    if (!parts.settingsPath.isEmpty())
        rememberStore(parts.settingsPath, QString::fromStdString(parts.session.store().path()));
}

void StoreWindows::fillRecent()
{
    m_recent->clear();
    const QStringList stores = recentStores(m_parts.settingsPath);
    for (const QString& path : stores) {
        // An ampersand in a file's name is no mnemonic.
        QAction* one = m_recent->addAction(shownText(path.toStdString()).replace(u'&', u"&&"_s));
        const bool isThis = QFileInfo(path) == QFileInfo(QString::fromStdString(m_parts.session.store().path()));
        one->setEnabled(!isThis);
        if (isThis)
            one->setText(tr("%1 (this window)").arg(one->text()));
        connect(one, &QAction::triggered, this, [this, path] {
            if (!QFileInfo::exists(path)) {
                forgetStore(m_parts.settingsPath, path);
                return m_parts.sayTrouble(tr("%1 is no longer there, so it is off the list of recent stores.")
                                              .arg(shownText(path.toStdString())));
            }
            open(path);
        });
    }
}

void StoreWindows::choose()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Open another store"),
                                   QFileInfo(QString::fromStdString(m_parts.session.store().path())).absolutePath(),
                                   tr("Stores (*.hookloupe);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // a name that is not there yet makes a new store
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, tr("Open"));
    dialog->setDefaultSuffix(u"hookloupe"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &StoreWindows::open);
    dialog->open();
}

QStringList StoreWindows::argumentsFor(const QString& storePath) const
{
    // This window keeps the port that the settings name; the other one takes any that is free.
    const std::string address = m_parts.session.listenStatus().address.address;
    const QString host = address.empty() ? u"127.0.0.1"_s : QString::fromStdString(address);
    QStringList arguments{u"--store"_s, QFileInfo(storePath).absoluteFilePath(), u"--listen"_s,
                          host.contains(u':') ? u"[%1]:0"_s.arg(host) : host + u":0"_s};
    if (!m_parts.settingsPath.isEmpty())
        arguments << u"--settings"_s << m_parts.settingsPath;
    return arguments;
}

void StoreWindows::open(const QString& storePath)
{
    const QString name = shownText(storePath.toStdString());
    if (QFileInfo(storePath) == QFileInfo(QString::fromStdString(m_parts.session.store().path())))
        return m_parts.say(tr("This window shows %1 already.").arg(name));
    if (const Status good = checkStore(storePath); !good)
        return m_parts.sayTrouble(tr("The store was not opened. %1").arg(words::errorSentence(good.error())));
    if (!m_launch(QCoreApplication::applicationFilePath(), argumentsFor(storePath)))
        return m_parts.sayTrouble(tr("No other window could be started for %1.").arg(name));
    m_parts.say(tr("Opening %1 in a window of its own.").arg(name));
}

} // namespace hookloupe::ui
