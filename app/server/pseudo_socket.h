// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <string_view>

namespace hookloupe::server {

/// A connected QTcpSocket without a network behind it: the gate puts a canonical request in, QHttpServer's answer comes out,
/// both synchronously.
class PseudoSocket : public QTcpSocket {
    Q_OBJECT

public:
    explicit PseudoSocket(QObject* parent = nullptr);
    ~PseudoSocket() override;

    /// Hands bytes to whoever reads this socket, now.
    void feed(std::string_view bytes);
    [[nodiscard]] const QByteArray& written() const { return m_written; }
    void clearWritten();
    /// The reader asked to disconnect (a keep-alive limit, a parse error): get another one.
    [[nodiscard]] bool closed() const { return m_closed; }
    /// Tells the reader that the peer is gone, so that it deletes this object. Never touch it afterwards.
    void retire();

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] bool isSequential() const override;
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_unread;
    qsizetype m_readAt = 0;
    QByteArray m_written;
    bool m_closed = false;
};

} // namespace hookloupe::server
