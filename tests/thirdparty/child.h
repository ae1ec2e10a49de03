// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>

namespace hookloupe::test {

/// The path of a program of others; empty if it is not installed. Then a test is skipped with HOOKLOUPE_REQUIRE.
[[nodiscard]] QString toolPath(const QString& name);
/// A missing tool is a failure: the machine was set up for these tests.
[[nodiscard]] bool toolsAreNeeded();

/// In a test slot: goes on only if the program is there.
#define HOOKLOUPE_REQUIRE(name, package)                                                                                  \
    do {                                                                                                                  \
        if (hookloupe::test::toolPath(QStringLiteral(name)).isEmpty()) {                                                  \
            if (hookloupe::test::toolsAreNeeded())                                                                        \
                QFAIL("the program " name " is missing: install the package " package);                                   \
            QSKIP("the program " name " is not installed (package " package ")");                                         \
        }                                                                                                                 \
    } while (false)

/// A program that runs beside a test and is killed with this object.
class Child {
public:
    Child(const QString& program, const QStringList& arguments, const std::map<QString, QString>& variables = {});
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The rest of the first line, on either channel, that holds `words`; empty if none comes. What came before it is gone.
    [[nodiscard]] QByteArray lineWith(const QByteArray& words);
    void write(const QByteArray& bytes) { m_process.write(bytes); }
    [[nodiscard]] const QByteArray& said() const { return m_said; }

private:
    QProcess m_process;
    QByteArray m_said;
};

/// A port that was free a moment ago, for programs that cannot be asked for any free one.
[[nodiscard]] std::uint16_t freePort();
/// A script of this folder.
[[nodiscard]] QString script(const QString& name);
/// Runs a program to its end; its standard output.
[[nodiscard]] QByteArray outputOf(const QString& program, const QStringList& arguments, const QByteArray& input = {});

} // namespace hookloupe::test
