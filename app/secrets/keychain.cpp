// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/keychain.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::secrets {

namespace {

constexpr auto service = "Hookloupe"_L1;

Error errorOf(const QKeychain::Job& job)
{
    const bool denied = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    return {denied ? ErrorCode::PermissionDenied : ErrorCode::Failed, "keychain: " + job.errorString().toStdString()};
}

/// Starts a job whose end, or whose silence, is told once. The job is never deleted while it runs (the services call
/// back into it), so it belongs to the application and deletes itself.
template <typename Job>
void run(Job* job, QObject* context, std::chrono::milliseconds limit, std::function<void(const Job*)> then,
         std::function<void(Keychain::End)> ended = {})
{
    const auto shared = std::make_shared<std::function<void(const Job*)>>(std::move(then));
    QObject::connect(job, &QKeychain::Job::finished, context, [shared, ended = std::move(ended)](QKeychain::Job* finished) {
        const auto once = std::exchange(*shared, nullptr);
        if (ended)
            ended({finished->error() == QKeychain::NoError, !once});
        if (once)
            once(static_cast<const Job*>(finished));
    });
    QTimer::singleShot(limit, context, [shared] {
        if (const auto once = std::exchange(*shared, nullptr))
            once(nullptr);
    });
    job->start();
}

Status statusOf(const QKeychain::Job* job)
{
    if (!job)
        return Error{ErrorCode::Failed, "keychain: no answer"};
    return job->error() == QKeychain::NoError ? success() : Status(errorOf(*job));
}

} // namespace

bool Keychain::mayExist()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    // Without a session bus QtKeychain would start one of its own, which takes long and finds nothing.
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s);
#else
    return true;
#endif
}

void Keychain::read(const QString& key, std::chrono::milliseconds limit,
                    std::function<void(Result<std::optional<std::string>>)> then, std::function<void(End)> ended)
{
    auto* job = new QKeychain::ReadPasswordJob(service, qApp);
    job->setKey(key);
    run<QKeychain::ReadPasswordJob>(job, this, limit, [then = std::move(then)](const auto* finished) {
        if (finished && finished->error() == QKeychain::EntryNotFound)
            then(std::optional<std::string>{});
        else if (const Status status = statusOf(finished); !status)
            then(status.error());
        else
            then(std::optional<std::string>(finished->binaryData().toStdString()));
    }, std::move(ended));
}

void Keychain::write(const QString& key, const std::string& bytes, std::chrono::milliseconds limit,
                     std::function<void(Status)> then)
{
    auto* job = new QKeychain::WritePasswordJob(service, qApp);
    job->setKey(key);
    job->setBinaryData(QByteArray::fromStdString(bytes));
    run<QKeychain::WritePasswordJob>(job, this, limit,
                                     [then = std::move(then)](const auto* finished) { then(statusOf(finished)); });
}

void Keychain::remove(const QString& key, std::chrono::milliseconds limit, std::function<void(Status)> then)
{
    auto* job = new QKeychain::DeletePasswordJob(service, qApp);
    job->setKey(key);
    run<QKeychain::DeletePasswordJob>(job, this, limit, [then = std::move(then)](const auto* finished) {
        const bool gone = finished && finished->error() == QKeychain::EntryNotFound;
        then(gone ? success() : statusOf(finished));
    });
}

} // namespace hookloupe::secrets
