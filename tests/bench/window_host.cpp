// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on the store given, with the secret of HOOKLOUPE_BENCH_SECRET, and a heartbeat in its GUI thread.
// Prints its URL; answers "reset" and "report" (gaps between heartbeats, ms) on standard input.
#include "support/heartbeat.h"

#include "session/session.h"
#include "window/main_window.h"
#include "window/signal_stop.h"

#include <QApplication>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace hookloupe;

namespace {

session::SessionOptions optionsFor(const char* store)
{
    session::SessionOptions options;
    options.store.path = store;
    options.listen.port = 0;
    options.keepSecrets = false;
    return options;
}

void answer(test::Heartbeat& heartbeat)
{
    char line[64];
    const auto count = ::read(STDIN_FILENO, line, sizeof line);
    if (count <= 0)
        return QCoreApplication::quit();
    if (QByteArrayView(line, count).startsWith("reset")) {
        heartbeat.restart();
        std::printf("reset\n");
    } else {
        std::printf("%s\n", QJsonDocument(heartbeat.report()).toJson(QJsonDocument::Compact).constData());
    }
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 2)
        return 2;
    auto opened = session::Session::open(optionsFor(argv[1]));
    if (!opened)
        return 3;
    const auto session = std::move(*opened);
    session->setSecrets(catchAllEndpoint, {qEnvironmentVariable("HOOKLOUPE_BENCH_SECRET").toStdString()});
    QObject::connect(session.get(), &session::Session::listenStatusChanged, session.get(), [&session] {
        const auto status = session->listenStatus();
        if (status.state == session::ListenState::Listening) {
            std::printf("%s\n", status.address.url().c_str());
            std::fflush(stdout);
        }
    });

    ui::MainWindow window(*session, {});
    const ui::SignalStop stop;
    QObject::connect(&stop, &ui::SignalStop::asked, &window, &QWidget::close);
    test::Heartbeat heartbeat(std::chrono::milliseconds(5));
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [&heartbeat] { answer(heartbeat); });
    session->startListening();
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
