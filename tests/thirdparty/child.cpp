// SPDX-License-Identifier: GPL-3.0-or-later
#include "child.h"

#include <QDeadlineTimer>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

constexpr int patience = 30'000; // ms

} // namespace

QString toolPath(const QString& name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

bool toolsAreNeeded()
{
    return qEnvironmentVariableIsSet("HOOKLOUPE_NEED_TOOLS");
}

Child::Child(const QString& program, const QStringList& arguments, const std::map<QString, QString>& variables)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : variables)
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(toolPath(program), arguments);
}

Child::~Child()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

QByteArray Child::lineWith(const QByteArray& words)
{
    const QDeadlineTimer deadline(patience);
    while (true) {
        for (auto end = m_said.indexOf('\n'); end >= 0; end = m_said.indexOf('\n')) {
            const QByteArray line = m_said.left(end);
            m_said.remove(0, end + 1);
            if (const auto at = line.indexOf(words); at >= 0)
                return line.mid(at + words.size()).trimmed() + ' ';
        }
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return {};
        m_process.waitForReadyRead(50);
        m_said += m_process.readAll();
    }
}

std::uint16_t freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, 0) ? server.serverPort() : std::uint16_t{0};
}

QString script(const QString& name)
{
    return QStringLiteral(HOOKLOUPE_THIRDPARTY "/") + name;
}

QByteArray outputOf(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(toolPath(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished(patience) ? process.readAllStandardOutput() : QByteArray();
}

} // namespace hookloupe::test
