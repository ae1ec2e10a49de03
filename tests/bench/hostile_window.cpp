// SPDX-License-Identifier: GPL-3.0-or-later
// Shows every hostile body in every tab of the real window and reports for how long the window's thread was away at the
// longest: a table on standard output, JSON into the file given. Aim: no gap over 100 ms. With the name of a heavy body
// behind the file, or "heavy" for their names, that one alone, and the most memory the process had: aim 600 MB.
#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "session/session.h"
#include "window/main_window.h"
#include "support/heartbeat.h"
#include "support/hostile_bodies.h"
#include "support/raw_client.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QThreadPool>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

void goOnFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Until what was begun beside the window's thread is done, and shown.
void settle(std::chrono::milliseconds time)
{
    goOnFor(time);
    while (QThreadPool::globalInstance()->activeThreadCount() > 0)
        goOnFor(std::chrono::milliseconds(20));
    goOnFor(time);
}

/// MB, since the last forgetPeak().
long peakMemory()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM"))
            return line.simplified().split(' ').at(1).toLong() / 1024;
    }
    return 0;
}

void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QFile::WriteOnly))
        file.write("5\n");
}

bool capture(session::Session& session, const test::HostileBody& body)
{
    test::RawClient client(session.listenStatus().address.port);
    return client.send(body.request("/hostile")) && client.readAnswer().status != 0;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const std::string heavy = argc > 2 ? argv[2] : "";
    if (heavy == "heavy") {
        for (const std::string& name : test::heavyBodyNames())
            std::puts(name.c_str());
        return 0;
    }
    const QTemporaryDir folder;
    session::SessionOptions options;
    options.store.path = folder.filePath(u"captures.hookloupe"_s).toStdString();
    options.listen.port = 0;
    options.keepSecrets = false;
    auto opened = session::Session::open(std::move(options));
    if (!opened)
        return 3;
    const auto session = std::move(*opened);
    session->setSecrets(catchAllEndpoint, {"a secret"});
    session->startListening();
    while (session->listenStatus().state != session::ListenState::Listening)
        goOnFor(std::chrono::milliseconds(10));
    ui::MainWindow window(*session, {});
    window.show();

    auto* tabs = window.findChild<ui::DetailPane*>()->findChild<QTabWidget*>();
    test::Heartbeat heartbeat;
    QJsonArray figures;
    double worst = 0;
    std::printf("%-28s %10s  %s\n", "body", "bytes", "longest gap in ms, by tab");
    const long before = peakMemory();
    for (auto& body : heavy.empty() ? test::hostileBodies() : std::vector{test::heavyBody(heavy)}) {
        const std::size_t size = body.body.size();
        if (!capture(*session, body))
            return 3;
        body.body = {};
        forgetPeak();
        heartbeat.restart();
        window.captures().setFollowing(true); // who reads the details stays there
        tabs->setCurrentIndex(0);
        settle(std::chrono::milliseconds(600)); // the window follows: it shows what came
        std::printf("%-28s %10zu ", body.name.c_str(), size);
        QJsonObject gaps;
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (tab > 0)
                heartbeat.restart();
            tabs->setCurrentIndex(tab); // a tab fills itself when it is first shown
            settle(std::chrono::milliseconds(600));
            const double gap = heartbeat.longestGap();
            worst = std::max(worst, gap);
            const QString title = tabs->tabText(tab).remove(u'&');
            gaps.insert(title, gap);
            std::printf(" %s %.0f", qPrintable(title), gap);
        }
        std::printf("  %ld MB at the most (%ld MB before)\n", peakMemory(), before);
        std::fflush(stdout);
        figures << QJsonObject{{u"body"_s, QString::fromStdString(body.name)}, {u"gap_max_ms"_s, gaps}};
    }
    std::printf("longest gap: %.0f ms\n", worst);
    if (argc > 1) {
        QFile file(QString::fromLocal8Bit(argv[1]));
        if (!file.open(QFile::WriteOnly)
            || file.write(QJsonDocument(QJsonObject{{u"bodies"_s, figures}, {u"gap_max_ms"_s, worst}}).toJson()) < 0)
            return 3;
    }
    return 0;
}
