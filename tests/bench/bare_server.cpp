// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline: Qt's own HTTP server, nothing before or behind it, answering 200. Prints its port.
#include <QCoreApplication>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QTcpServer>

#include <cstdio>

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QHttpServer server;
    server.route(QStringLiteral("/s/200"), [] { return QHttpServerResponse(QByteArrayLiteral("OK")); });
    auto* listener = new QTcpServer(&server);
    if (!listener->listen(QHostAddress::LocalHost))
        return 1;
    server.bind(listener);
    std::printf("%u\n", unsigned(listener->serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
