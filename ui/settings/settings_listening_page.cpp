// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_listening_page.h"

#include "settings/settings_row.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QComboBox>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using session::ListenState;

SettingsListeningPage::SettingsListeningPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"listening"_s, tr("Listening"), live, parent)
{
    m_status = addText({});
    m_address = new QComboBox(content());
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->setMinimumContentsLength(24);
    m_address->addItems({u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s, u"::"_s});
    m_addressRow = addRow(tr("&Address"), m_address,
                          tr("Default: 127.0.0.1, which this machine alone can reach (::1 is the same by IPv6). 0.0.0.0 and :: "
                             "are all addresses of this machine: others can send requests then."));
    m_port = new QSpinBox(content());
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any free port"));
    m_port->setKeyboardTracking(false); // a port for every digit typed would be listened on
    m_port->setGroupSeparatorShown(false);
    m_portRow = addRow(tr("&Port"), m_port,
                       tr("Default: 4100. If another program has it, the next free one is taken and remembered, so that the URL "
                          "stays the same. Requests that are being answered are not disturbed by a change."));
    const session::Overrides& given = live.overrides();
    if (given.listen) {
        const QString note = tr("The command line asks for %1 (--listen), which stands for this run. What you choose here is used "
                                "from the next start on.")
                                 .arg(shownText(given.listen->first + ", " + std::to_string(given.listen->second)));
        m_addressRow->setNote(note);
        m_portRow->setNote(note);
    }
    connect(m_address, &QComboBox::activated, this, &SettingsListeningPage::useAddress);
    connect(m_address->lineEdit(), &QLineEdit::editingFinished, this, &SettingsListeningPage::useAddress);
    connect(m_port, &QSpinBox::valueChanged, this, &SettingsListeningPage::usePort);
    connect(m_addressRow, &SettingRow::resetAsked, this, [this] {
        m_address->setEditText(QString::fromStdString(session::Settings().address));
        useAddress();
    });
    connect(m_portRow, &SettingRow::resetAsked, this, [this] { m_port->setValue(session::Settings().port); });
    connect(&live.session(), &session::Session::listenStatusChanged, this, &SettingsListeningPage::showStatus);
    connect(&live, &session::LiveSettings::listenRefused, this, [this](const Error& error) {
        m_refused = true;
        m_addressRow->setComplaint(words::errorSentence(error));
        showStatus();
    });
    showSettings();
    showStatus();
}

void SettingsListeningPage::useAddress()
{
    const QString typed = m_address->currentText().trimmed();
    if (typed == QString::fromStdString(now().address)) {
        m_addressRow->setComplaint({});
        m_refused = false;
        return;
    }
    if (QHostAddress(typed).isNull()) {
        m_addressRow->setComplaint(tr("“%1” is not an IP address. Enter one of this machine, such as 127.0.0.1 or ::1.")
                                       .arg(shownText(typed.toStdString(), 60)));
        return;
    }
    m_refused = false;
    change(m_addressRow, [&](session::Settings& settings) { settings.address = typed.toStdString(); });
}

void SettingsListeningPage::usePort(int port)
{
    m_refused = false;
    if (port != now().port)
        change(m_portRow, [port](session::Settings& settings) { settings.port = static_cast<std::uint16_t>(port); });
}

void SettingsListeningPage::reset()
{
    m_refused = false;
    change(m_addressRow, [](session::Settings& settings) {
        settings.address = session::Settings().address;
        settings.port = session::Settings().port;
    });
}

void SettingsListeningPage::showSettings()
{
    if (!m_refused)
        m_address->setEditText(QString::fromStdString(now().address));
    const QSignalBlocker quiet(m_port);
    m_port->setValue(now().port);
    m_addressRow->setAtDefault(now().address == session::Settings().address);
    m_portRow->setAtDefault(now().port == session::Settings().port);
}

void SettingsListeningPage::showStatus()
{
    const session::ListenStatus status = live().session().listenStatus();
    const QString url = QString::fromStdString(status.address.url());
    switch (status.state) {
    case ListenState::Stopped:
        m_status->setText(tr("Nothing listens now."));
        break;
    case ListenState::Failed:
        m_status->setText(status.error ? words::errorSentence(*status.error) : tr("Nothing listens now."));
        break;
    case ListenState::Listening:
    case ListenState::Paused:
        m_status->setText(status.tookAnotherPort
                              ? tr("Now it listens on %1, as port %2 was taken.").arg(url).arg(status.wantedPort)
                              : tr("Now it listens on %1.").arg(url));
        break;
    }
}

} // namespace hookloupe::ui
