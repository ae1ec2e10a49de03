// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/certificate.h"
#include "session/session.h"

#include <QObject>

#include <functional>
#include <optional>

namespace hookloupe::ui {

class MainWindow;

/// "Reload certificate": for a certificate that was renewed while the program runs. Offered while it listens with HTTPS.
class CertificateCommands : public QObject {
    Q_OBJECT

public:
    using Read = std::function<Result<std::optional<crypto::CertificateAndKey>>()>;

    /// `read` gives the certificate as it is now on disk. `window` is the parent; `session` must outlive it.
    CertificateCommands(session::Session& session, MainWindow& window, Read read);

private:
    void offer();
    void reload();

    session::Session& m_session;
    MainWindow& m_window;
    Read m_read;
};

} // namespace hookloupe::ui
