// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <cstdint>
#include <map>

namespace hookloupe::test {

struct CliResult {
    int exitCode = -1;     ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

using Variables = std::map<QString, QString>;

/// The environment of the child: its default folders are below `home`.
[[nodiscard]] QProcessEnvironment cliEnvironment(const QString& home, const Variables& variables = {});
[[nodiscard]] QString cliPath();
/// Runs the real program to its end.
[[nodiscard]] CliResult runCli(const QStringList& arguments, const QString& home, const Variables& variables = {},
                               const QByteArray& input = {});

/// `hookloupe-cli serve`, or `forward`, as a child process on a free port.
class ServeProcess {
public:
    /// `mostFiles`: how many files it may open (the hard limit of `ulimit -n`); 0: as many as this process.
    ServeProcess(const QStringList& arguments, const QString& home, const Variables& variables = {},
                 const QString& command = QStringLiteral("serve"), unsigned mostFiles = 0);
    ~ServeProcess();

    [[nodiscard]] bool listens() const { return m_port != 0; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] const QString& url() const { return m_url; }
    [[nodiscard]] int processId() const { return static_cast<int>(m_process.processId()); }
    void signal(int number) const;
    /// Its end, with all it wrote.
    [[nodiscard]] CliResult wait();
    [[nodiscard]] QByteArray readLine(); ///< of standard output; empty if none comes
    /// The next line of standard error with those words in it; what comes before it is skipped. Empty if none comes.
    [[nodiscard]] QByteArray readComplaint(const QByteArray& words);

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
    QString m_url;
    std::uint16_t m_port = 0;
};

} // namespace hookloupe::test
