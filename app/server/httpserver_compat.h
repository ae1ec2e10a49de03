// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>

#include <utility>

// Every difference between Qt 6.4 and Qt 6.8 in QHttpServer's interface.
namespace hookloupe::server::compat {

/// Binds `listener`, which must be listening; false if QHttpServer did not take it. Qt 6.4 reports nothing.
inline bool bind(QHttpServer& server, QTcpServer* listener)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return server.bind(listener);
#else
    server.bind(listener);
    return server.servers().contains(listener);
#endif
}

/// Calls `handler(const QHttpServerRequest&, QHttpServerResponder&)` for every request that no route takes. The responder
/// must not be kept beyond the call: on Qt 6.4 it would be used after the connection is gone.
template <typename Handler>
void setMissingHandler(QHttpServer& server, QObject* context, Handler handler)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    server.setMissingHandler(context, [handler](const QHttpServerRequest& request, QHttpServerResponder& responder) {
        handler(request, responder);
    });
#else
    Q_UNUSED(context)
    server.setMissingHandler([handler](const QHttpServerRequest& request, QHttpServerResponder&& responder) {
        QHttpServerResponder own(std::move(responder));
        handler(request, own);
    });
#endif
}

} // namespace hookloupe::server::compat
