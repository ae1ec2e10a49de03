// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/certificate_commands.h"

#include "window/main_window.h"
#include "words/error_words.h"

#include <QAction>
#include <QStatusBar>

namespace hookloupe::ui {

CertificateCommands::CertificateCommands(session::Session& session, MainWindow& window, Read read)
    : QObject(&window), m_session(session), m_window(window), m_read(std::move(read))
{
    connect(window.actions().reloadCertificate, &QAction::triggered, this, &CertificateCommands::reload);
    connect(&session, &session::Session::listenStatusChanged, this, &CertificateCommands::offer);
    offer();
}

void CertificateCommands::offer()
{
    m_window.actions().reloadCertificate->setVisible(m_session.listenStatus().address.tls);
}

void CertificateCommands::reload()
{
    const auto pair = m_read();
    if (pair && !*pair) // HTTPS is off: not offered
        return;
    const Status used = pair ? m_session.reloadCertificate((*pair)->certificatePem, (*pair)->privateKeyPem)
                             : Status(pair.error());
    if (used) {
        m_window.banner().withdraw(Warning::Certificate);
        m_window.statusBar()->showMessage(tr("The certificate was read again; connections to come get it."), 5'000);
    } else {
        m_window.banner().warn(Warning::Certificate,
                               tr("The certificate is still the one from before. %1").arg(words::errorSentence(used.error())),
                               true);
    }
}

} // namespace hookloupe::ui
