// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/certificate_files.h"
#include "session/session.h"
#include "session/settings.h"

#include <QObject>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::session {

/// What the command line asks for. It overrules the settings for this run and is not saved.
struct Overrides {
    std::optional<std::pair<std::string, std::uint16_t>> listen;    ///< address and port
    std::optional<TlsChoice> tls;
    std::vector<std::pair<std::string, std::string>> limits;        ///< name and value, judged already
};

/// How to listen by the settings, overruled by the command line. `folder` keeps the self-signed certificate. Errors are
/// those of certificateFor() and setLimit().
[[nodiscard]] Result<server::ListenSettings> listenSettings(const Settings& settings, const Overrides& overrides,
                                                            const std::string& folder);

/// The settings while the program runs: a change is used by the session at once, saved, and told to who shows it.
/// Remembers the port that was taken, so that the URL is the same the next time. Lives in the session's thread.
class LiveSettings : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive this. An empty `path`: nothing is saved.
    LiveSettings(std::string path, Settings settings, Overrides overrides, Session& session, QObject* parent = nullptr);

    [[nodiscard]] const Settings& settings() const { return m_settings; }
    [[nodiscard]] const Overrides& overrides() const { return m_overrides; }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string certificateFolder() const;    ///< of the self-signed one
    [[nodiscard]] Session& session() const { return m_session; }

    /// Uses and saves `wanted`. An error means that nothing was changed: a certificate that is none. Another address or
    /// port is tried afterwards: listenRefused() says if it can't be had, and the one before stands.
    [[nodiscard]] Status change(const Settings& wanted);

Q_SIGNALS:
    void changed();
    void listenRefused(const hookloupe::Error& error);
    void notSaved(const hookloupe::Error& error);       ///< used now, but gone after a restart

private:
    void listenStatusChanged();
    void save();

    std::string m_path;
    Settings m_settings;
    Overrides m_overrides;
    Session& m_session;
    std::optional<Settings> m_before;   ///< while another address is tried
};

} // namespace hookloupe::session
