// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/listener.h"

#include "http/answer.h"

#include <QHostAddress>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <chrono>

#ifndef Q_OS_WIN
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace hookloupe::server {

namespace {

constexpr int furtherPorts = 100;
constexpr std::chrono::milliseconds pauseWithoutDescriptor{250};
constexpr int mostAtOnce = 64; ///< then others have their turn

std::string inBrackets(const std::string& address)
{
    return address.find(':') == std::string::npos ? address : '[' + address + ']';
}

ErrorCode codeFor(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::AddressInUseError)
        return ErrorCode::AddressInUse;
    if (error == QAbstractSocket::SocketAccessError)
        return ErrorCode::PermissionDenied;
    if (error == QAbstractSocket::SocketAddressNotAvailableError
        || error == QAbstractSocket::UnsupportedSocketOperationError)
        return ErrorCode::InvalidInput;
    return ErrorCode::Failed;
}

#ifndef Q_OS_WIN

/// The next connection that waits; -1 with errno.
int acceptOne(int listening)
{
#ifdef Q_OS_LINUX
    return ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    const int descriptor = ::accept(listening, nullptr, nullptr);
    if (descriptor >= 0) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    }
    return descriptor;
#endif
}

bool isOneWaiting(int listening)
{
    pollfd asked{listening, POLLIN, 0};
    return ::poll(&asked, 1, 0) > 0;
}

/// What came is read before the answer: bytes left unread would reset the connection, and the answer with it.
void tellAway(int descriptor)
{
    std::array<char, 64 * 1024> unread;
    (void)::recv(descriptor, unread.data(), unread.size(), MSG_DONTWAIT);
    const std::string answer = http::writeAnswer(http::answerForRefusal(Refusal::TooManyConnections), {false, false, 1});
    (void)::send(descriptor, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

#endif

} // namespace

std::string ListenAddress::url() const
{
    return (tls ? "https://" : "http://") + inBrackets(address) + ':' + std::to_string(port);
}

bool ListenAddress::isLoopback() const
{
    return QHostAddress(QString::fromStdString(address)).isLoopback();
}

Listener::Listener(Events events, QObject* parent) : QTcpServer(parent), m_events(std::move(events))
{
    setListenBacklogSize(512);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseWithoutDescriptor);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_notifier->setEnabled(true);
        (void)takeSome();
    });
}

Listener::~Listener() = default;

Result<ListenAddress> Listener::start(const ListenSettings& settings)
{
    const QString text = QString::fromStdString(settings.address);
    const QHostAddress host = text == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost)
                                                                     : QHostAddress(text);
    if (host.isNull())
        return Error{ErrorCode::InvalidInput, "not an IP address: " + settings.address};
    const int last = settings.port != 0 && settings.nextFreePort ? std::min(65535, settings.port + furtherPorts)
                                                                 : settings.port;
    for (int port = settings.port; port <= last; ++port) {
        if (listen(host, static_cast<quint16>(port))) {
            acceptByItself();
            return ListenAddress{host.toString().toStdString(), serverPort(), !settings.certificatePem.empty()};
        }
        if (serverError() != QAbstractSocket::AddressInUseError)
            break;
    }
    return Error{codeFor(serverError()), inBrackets(settings.address) + ':' + std::to_string(settings.port) + ": "
                                             + errorString().toStdString()};
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_events.taken(descriptor);
}

#ifdef Q_OS_WIN

void Listener::acceptByItself() {}

bool Listener::takeSome()
{
    return false;
}

void Listener::takeWaiting()
{
    waitForNewConnection(0);
}

#else

void Listener::acceptByItself()
{
    pauseAccepting(); // Qt's own
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Listener::takeSome);
}

void Listener::takeWaiting()
{
    while (takeSome()) {}
}

/// False when none waits any more, or none can be taken for now.
bool Listener::takeSome()
{
    for (int i = 0; i < mostAtOnce; ++i) {
        if (const int descriptor = acceptOne(int(socketDescriptor())); descriptor >= 0) {
            m_events.taken(descriptor);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (!isOneWaiting(int(socketDescriptor()))) // Linux asks for the descriptor first
                return false;
            if (m_events.makeRoom())
                continue;
            turnAway();
            m_notifier->setEnabled(false);
            m_pause.start();
            return false;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return false;
        }
    }
    return true;
}

/// Those that wait are told by means of the reserve, one after the other: better than to let them wait for their own deadline.
void Listener::turnAway()
{
    m_reserve.giveUp();
    for (int i = 0; i < mostAtOnce; ++i) {
        const int descriptor = acceptOne(int(socketDescriptor()));
        if (descriptor < 0)
            break;
        if (!m_events.isTls())
            tellAway(descriptor);
        ::close(descriptor);
        m_events.turnedAway();
    }
    m_reserve.takeAgain();
}

#endif

} // namespace hookloupe::server
