// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/sending.h"

#include <QAbstractSocket>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QSslSocket;

namespace hookloupe::replay {

/// One connection, one request, one answer. Deletes itself after done().
class Exchange : public QObject {
    Q_OBJECT

public:
    Exchange(Target target, std::string bytes, std::chrono::milliseconds limit, QObject* parent);

    void start();

Q_SIGNALS:
    void done(const hookloupe::replay::Outcome& outcome);

private:
    void write();
    void read();
    void failed(QAbstractSocket::SocketError error);
    void finish(Fault fault, std::string detail = {});
    [[nodiscard]] Micros now() const { return Micros(m_clock.nsecsElapsed() / 1000); }

    Target m_target;
    std::string m_bytes;
    QSslSocket* m_socket;   // plain TCP too: it is one until it is told to encrypt
    QTimer m_limit;
    QElapsedTimer m_clock;
    http::AnswerReader m_reader;
    Timings m_timings;
    bool m_over = false;
};

} // namespace hookloupe::replay
