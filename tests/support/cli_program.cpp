// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli_program.h"

#include <QDeadlineTimer>
#include <QRegularExpression>

#include <csignal>

#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

constexpr int patience = 30'000; // ms: a bound for what hangs

} // namespace

QProcessEnvironment cliEnvironment(const QString& home, const Variables& variables)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home);
    environment.insert(u"XDG_DATA_HOME"_s, home + u"/data"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, home + u"/config"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const auto& [name, value] : variables)
        environment.insert(name, value);
    return environment;
}

QString cliPath()
{
    return QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe-cli");
}

CliResult runCli(const QStringList& arguments, const QString& home, const Variables& variables, const QByteArray& input)
{
    QProcess process;
    process.setProcessEnvironment(cliEnvironment(home, variables));
    process.start(cliPath(), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

ServeProcess::ServeProcess(const QStringList& arguments, const QString& home, const Variables& variables,
                           const QString& command, unsigned mostFiles)
{
    if (mostFiles > 0)
        m_process.setChildProcessModifier([mostFiles] {
            const rlimit limit{mostFiles, mostFiles};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
    m_process.setProcessEnvironment(cliEnvironment(home, variables));
    m_process.start(cliPath(), QStringList{command} + arguments);
    static const QRegularExpression listening(u"Listening on (https?://\\S+:(\\d+))\n"_s);
    const QDeadlineTimer deadline(patience);
    while (!listens() && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(50); // returns when either channel has something
        m_out += m_process.readAllStandardOutput();
        m_err += m_process.readAllStandardError();
        const auto match = listening.match(QString::fromUtf8(m_out + m_err));
        if (match.hasMatch()) {
            m_url = match.captured(1);
            m_port = static_cast<std::uint16_t>(match.captured(2).toUInt());
        }
    }
}

ServeProcess::~ServeProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

void ServeProcess::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

CliResult ServeProcess::wait()
{
    const bool ended = (m_process.state() == QProcess::NotRunning || m_process.waitForFinished(patience))
        && m_process.exitStatus() == QProcess::NormalExit;
    m_out += m_process.readAllStandardOutput();
    m_err += m_process.readAllStandardError();
    return {ended ? m_process.exitCode() : -1, m_out, m_err};
}

QByteArray ServeProcess::readLine()
{
    const QDeadlineTimer deadline(patience);
    while (!m_out.contains('\n') && !deadline.hasExpired()) {
        if (m_process.state() == QProcess::NotRunning)
            break;
        m_process.waitForReadyRead(50);
        m_out += m_process.readAllStandardOutput();
    }
    const auto end = m_out.indexOf('\n');
    const QByteArray line = m_out.left(end);
    m_out = end < 0 ? QByteArray() : m_out.mid(end + 1);
    return line;
}

QByteArray ServeProcess::readComplaint(const QByteArray& words)
{
    const QDeadlineTimer deadline(patience);
    while (true) {
        for (auto end = m_err.indexOf('\n'); end >= 0; end = m_err.indexOf('\n')) {
            const QByteArray line = m_err.left(end);
            m_err.remove(0, end + 1);
            if (line.contains(words))
                return line;
        }
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return {};
        m_process.waitForReadyRead(50);
        m_err += m_process.readAllStandardError();
    }
}

} // namespace hookloupe::test
