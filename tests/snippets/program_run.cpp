// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_run.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <memory>

namespace hookloupe::test {

using namespace Qt::Literals::StringLiterals;
using snippets::Language;

namespace {

constexpr int patience = 60'000; ///< ms; a busy machine starts many of them

void write(const QString& path, const std::string& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        qFatal("can't write %s", qPrintable(path));
}

QString find(const QString& name)
{
    // The system's own first: a shim in the search path costs more than the whole run.
    QString path = QStandardPaths::findExecutable(name, {u"/usr/bin"_s, u"/bin"_s});
    if (path.isEmpty())
        path = QStandardPaths::findExecutable(name);
    if (path.isEmpty())
        qFatal("%s is not installed; packaging/install_packages.sh names what the tests need", qPrintable(name));
    return path;
}

} // namespace

QByteArray RunResult::line(const QByteArray& name) const
{
    for (const QByteArray& each : output.split('\n')) {
        if (each.startsWith(name + "  "))
            return each.mid(name.size() + 2);
    }
    return {};
}

QString interpreterOf(Language language)
{
    switch (language) {
    case Language::Python: return find(u"python3"_s);
    case Language::Node: return find(u"node"_s);
    case Language::Shell: (void)find(u"openssl"_s); return find(u"sh"_s);
    case Language::CSharp: break;
    }
    qFatal("nothing here runs that language");
}

std::vector<RunResult> runAll(const std::vector<Program>& programs, const QString& folder,
                              const std::optional<std::string>& secret)
{
    // QProcessEnvironment holds text; a secret is bytes. So our own variable is inherited.
    if (secret)
        qputenv("HOOKLOUPE_SECRET", QByteArray::fromStdString(*secret));
    else
        qunsetenv("HOOKLOUPE_SECRET");
    std::vector<std::unique_ptr<QProcess>> processes;
    for (const Program& program : programs) {
        const QDir own(QDir(folder).filePath(QString::number(processes.size())));
        if (!own.mkpath(u"."_s))
            qFatal("can't make %s", qPrintable(own.path()));
        QStringList arguments{own.filePath(u"program"_s)};
        write(arguments.front(), program.source);
        if (program.bodyFile) {
            arguments << own.filePath(u"body.bin"_s);
            write(arguments.back(), *program.bodyFile);
        }
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->setWorkingDirectory(own.path());
        processes.back()->start(interpreterOf(program.language), arguments);
    }
    std::vector<RunResult> results;
    for (const auto& process : processes) {
        RunResult result;
        if (process->waitForFinished(patience) && process->exitStatus() == QProcess::NormalExit)
            result.code = process->exitCode();
        result.output = process->readAllStandardOutput();
        result.complaint = process->readAllStandardError();
        results.push_back(std::move(result));
    }
    return results;
}

RunResult run(const Program& program, const QString& folder, const std::optional<std::string>& secret)
{
    return runAll({program}, folder, secret).front();
}

} // namespace hookloupe::test
