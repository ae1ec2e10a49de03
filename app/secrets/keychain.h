// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace hookloupe::secrets {

/// The system's keychain through QtKeychain, each request with a time limit: a service that stops answering gives an
/// error instead of a wait without end. For one thread with an event loop.
class Keychain : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// A look that costs nothing and asks nobody: can there be a keychain in this session?
    [[nodiscard]] static bool mayExist();

    /// The entry's bytes, or nothing if there is no such entry. TimedOut is ErrorCode::Failed.
    void read(const QString& key, std::chrono::milliseconds limit,
              std::function<void(Result<std::optional<std::string>>)> then);
    void write(const QString& key, const std::string& bytes, std::chrono::milliseconds limit,
               std::function<void(Status)> then);
    /// Success too if there was no such entry.
    void remove(const QString& key, std::chrono::milliseconds limit, std::function<void(Status)> then);
};

} // namespace hookloupe::secrets
