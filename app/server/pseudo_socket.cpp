// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pseudo_socket.h"

#include <QHostAddress>

#include <algorithm>
#include <cstring>

namespace hookloupe::server {

PseudoSocket::PseudoSocket(QObject* parent) : QTcpSocket(parent)
{
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
    setPeerAddress(QHostAddress(QHostAddress::LocalHost));
    m_written.reserve(512);
}

PseudoSocket::~PseudoSocket()
{
    // Otherwise the base class would abort a connection that never was, and say so.
    setSocketState(QAbstractSocket::UnconnectedState);
}

void PseudoSocket::feed(std::string_view bytes)
{
    m_unread.append(bytes.data(), qsizetype(bytes.size()));
    Q_EMIT readyRead();
}

void PseudoSocket::clearWritten()
{
    m_written.resize(0); // keeps the allocation
}

void PseudoSocket::retire()
{
    setSocketState(QAbstractSocket::UnconnectedState);
    Q_EMIT disconnected();
}

qint64 PseudoSocket::bytesAvailable() const
{
    return m_unread.size() - m_readAt + QTcpSocket::bytesAvailable();
}

qint64 PseudoSocket::bytesToWrite() const
{
    return 0;
}

bool PseudoSocket::isSequential() const
{
    return true;
}

void PseudoSocket::disconnectFromHost()
{
    m_closed = true;
}

void PseudoSocket::close()
{
    m_closed = true;
}

qint64 PseudoSocket::readData(char* data, qint64 maxSize)
{
    const qsizetype count = std::min<qsizetype>(maxSize, m_unread.size() - m_readAt);
    if (count <= 0)
        return 0;
    std::memcpy(data, m_unread.constData() + m_readAt, std::size_t(count));
    m_readAt += count;
    if (m_readAt == m_unread.size()) {
        m_unread.resize(0);
        m_readAt = 0;
    }
    return count;
}

qint64 PseudoSocket::writeData(const char* data, qint64 size)
{
    m_written.append(data, qsizetype(size));
    return size;
}

} // namespace hookloupe::server
