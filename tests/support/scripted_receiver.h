// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPointer>
#include <QTcpServer>

#include <chrono>
#include <vector>

class QTcpSocket;

namespace hookloupe::test {

/// One thing a receiver does on a connection once the whole request is there.
struct Deed {
    enum class Kind { Send, Wait, Close, Reset };
    Kind kind = Kind::Send;
    QByteArray bytes{};               ///< Send; "@PORT" stands for the receiver's port
    std::chrono::milliseconds time{}; ///< Wait
};

/// What is done on one connection, in order; without a Close or Reset it stays open in silence.
using Script = std::vector<Deed>;

[[nodiscard]] inline Deed sends(const QByteArray& bytes) { return {.bytes = bytes}; }
[[nodiscard]] inline Deed waits(std::chrono::milliseconds time) { return {.kind = Deed::Kind::Wait, .time = time}; }
[[nodiscard]] inline Deed closes() { return {.kind = Deed::Kind::Close}; }
[[nodiscard]] inline Deed resets() { return {.kind = Deed::Kind::Reset}; }

/// A raw TCP receiver that plays a script on each connection, the last one over and over, and keeps every byte that came.
class ScriptedReceiver : public QTcpServer {
public:
    enum class Tls { No, SelfSigned };

    explicit ScriptedReceiver(std::vector<Script> scripts, Tls tls = Tls::No);

    /// Plays its script at once, without waiting for a request.
    void setHasty(bool hasty) { m_hasty = hasty; }

    std::vector<QByteArray> requests; ///< what came, a connection each

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void play(const QPointer<QTcpSocket>& socket, std::size_t script, std::size_t deed);

    std::vector<Script> m_scripts;
    QByteArray m_certificate;  // PEM; empty: no TLS
    QByteArray m_key;
    bool m_hasty = false;
};

} // namespace hookloupe::test
