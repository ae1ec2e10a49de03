// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::bench {

namespace {

constexpr int patienceMs = 20'000;

} // namespace

Program::Program(const QString& file, const QStringList& arguments, const QString& secret)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOOKLOUPE_BENCH_SECRET"_s, secret);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(file, arguments);
    static const QRegularExpression port(u"(?:^|:)(\\d{2,5})\\b"_s);
    const QDeadlineTimer deadline(patienceMs);
    while (m_port == 0 && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(200);
        while (m_process.canReadLine()) {
            const auto match = port.match(QString::fromUtf8(m_process.readLine()));
            if (match.hasMatch() && m_port == 0)
                m_port = static_cast<std::uint16_t>(match.captured(1).toUInt());
        }
    }
    if (m_port == 0)
        qFatal("%s did not say where it listens", qPrintable(file));
}

Program::~Program()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

double Program::residentMegabytes() const
{
    QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression resident(u"VmRSS:\\s+(\\d+)"_s);
    return resident.match(QString::fromUtf8(status.readAll())).captured(1).toDouble() / 1024;
}

QByteArray Program::ask(const QByteArray& line)
{
    m_process.readAllStandardOutput();
    m_process.write(line + '\n');
    const QDeadlineTimer deadline(patienceMs);
    while (!m_process.canReadLine() && !deadline.hasExpired())
        m_process.waitForReadyRead(200);
    return m_process.readLine().trimmed();
}

} // namespace hookloupe::bench
