// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>

namespace hookloupe::bench {

/// A server under test, running as a process of its own.
class Program {
public:
    /// Starts it and waits until a line of its output holds a port ("…:4100" or "4100"); ends the benchmark if none comes.
    Program(const QString& file, const QStringList& arguments, const QString& secret);
    ~Program();  ///< asks it to stop, then kills it

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] double residentMegabytes() const;
    /// Sends a line to its standard input and returns the line it answers.
    [[nodiscard]] QByteArray ask(const QByteArray& line);

private:
    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace hookloupe::bench
