// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/opening_notice.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/opening_words.h"

#include <QEventLoop>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QThread>
#include <QTimer>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {
constexpr int patience = 400; // ms; a notice that is gone at once is a flicker
}

OpeningNotice::OpeningNotice(const std::string& path)
{
    setAttribute(Qt::WA_QuitOnClose, false); // the main window is still to come
    setWindowFlags(Qt::Dialog | Qt::CustomizeWindowHint | Qt::WindowTitleHint);
    setWindowTitle(tr("Opening the store"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    m_work = plainLabel(tr("Opening the store…"), this);
    m_work->setWordWrap(true);
    column->addWidget(m_work);
    auto* bar = new QProgressBar(this);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("Under way"));
    column->addWidget(bar);
    QLabel* name = plainLabel(shownText(path), this);
    name->setWordWrap(true);
    name->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(name);
    QLabel* rest = plainLabel(tr("With some gigabytes this takes seconds to minutes. Nothing is lost if it is broken off: it begins "
                                 "anew at the next start."), this);
    rest->setWordWrap(true);
    rest->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(rest);
    setFixedWidth(460);
}

void OpeningNotice::tell(store::OpeningWork work)
{
    m_work->setText(words::openingSentence(work));
}

std::optional<store::SalvageReport> makeReadyWithNotice(const std::string& path)
{
    OpeningNotice notice(path);
    QEventLoop loop;
    std::optional<store::SalvageReport> salvaged;
    bool done = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        const auto ready = store::makeReady(path, [&notice](store::OpeningWork work) {
            QMetaObject::invokeMethod(&notice, [&notice, work] { notice.tell(work); }, Qt::QueuedConnection);
        });
        if (ready)
            salvaged = *ready;
    }));
    thread->setObjectName(QStringLiteral("opening"));
    QObject::connect(thread.get(), &QThread::finished, &loop, [&] {
        done = true;
        loop.quit();
    });
    QTimer::singleShot(patience, &notice, &QWidget::show);
    thread->start();
    while (!done) // whatever else may end the loop: the thread must be over
        loop.exec();
    thread->wait();
    return salvaged;
}

} // namespace hookloupe::ui
