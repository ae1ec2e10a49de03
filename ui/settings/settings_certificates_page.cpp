// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_certificates_page.h"

#include "settings/settings_row.h"
#include "style/theme.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using session::TlsMode;

SettingsCertificatesPage::SettingsCertificatesPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"certificates"_s, tr("Certificates"), live, parent), m_modes(new QButtonGroup(this))
{
    auto* choices = new QWidget(content());
    auto* layout = new QVBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](TlsMode mode, const QString& text) {
        auto* button = new QRadioButton(text, choices);
        m_modes->addButton(button, static_cast<int>(mode));
        layout->addWidget(button);
    };
    add(TlsMode::Off, tr("&Off: plain HTTP"));
    add(TlsMode::SelfSigned, tr("HTTPS with a &self-signed certificate"));
    add(TlsMode::Files, tr("HTTPS with a certificate from &files"));
    choices->setFocusProxy(m_modes->button(static_cast<int>(TlsMode::Off)));
    m_modeRow = addRow(tr("HTTPS"), choices,
                       tr("Default: off, as Speckle on the same machine needs no HTTPS. The self-signed certificate is made for "
                          "localhost, 127.0.0.1 and ::1 when first needed and kept in %1; a sender has to be told to trust it, "
                          "curl with --cacert certificate.pem.").arg(QString::fromStdString(live.certificateFolder())));
    m_certificate = addFile(tr("Certificate &chain"), tr("Choose the certificate chain"),
                            tr("PEM: the certificate first, then those that signed it."), m_certificateRow);
    m_key = addFile(tr("Private &key"), tr("Choose the private key"), tr("PEM, without passphrase."), m_keyRow);
    if (live.overrides().tls)
        m_modeRow->setNote(tr("The command line chose the certificate (--tls-cert or --tls-self-signed), which stands for this "
                              "run. What you choose here is used from the next start on."));
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { use(static_cast<TlsMode>(id)); });
    connect(m_modeRow, &SettingRow::resetAsked, this, [this] { use(session::Settings().tls); });
    connect(&live, &session::LiveSettings::listenRefused, this,
            [this](const Error& error) { m_modeRow->setComplaint(words::errorSentence(error)); });
    showSettings();
}

QLineEdit* SettingsCertificatesPage::addFile(const QString& title, const QString& dialogTitle, const QString& explanation,
                                             SettingRow*& row)
{
    auto* both = new QWidget(content());
    both->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* field = new QLineEdit(both);
    field->setFont(codeFont());
    field->setAccessibleName(plainWords(title));
    auto* browse = new QPushButton(tr("Choose…"), both);
    browse->setAutoDefault(false);
    browse->setAccessibleName(dialogTitle);
    layout->addWidget(field, 1);
    layout->addWidget(browse);
    both->setFocusProxy(field);
    row = addRow(title, both, explanation);
    connect(field, &QLineEdit::editingFinished, this, &SettingsCertificatesPage::useFiles);
    connect(browse, &QPushButton::clicked, this, [this, field, dialogTitle] {
        auto* dialog = new QFileDialog(this, dialogTitle, field->text(),
                                       tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString& path) {
            field->setText(path);
            useFiles();
        });
        dialog->open();
    });
    connect(row, &SettingRow::resetAsked, this, [this, field] {
        field->clear();
        useFiles();
    });
    return field;
}

void SettingsCertificatesPage::use(TlsMode mode)
{
    m_modeRow->setComplaint({});
    m_certificateRow->setEnabled(mode == TlsMode::Files);
    m_keyRow->setEnabled(mode == TlsMode::Files);
    if (mode == TlsMode::Files) {
        useFiles();
        if (m_certificate->text().isEmpty())
            m_certificate->setFocus();
        return;
    }
    m_certificateRow->setComplaint({});
    m_keyRow->setComplaint({});
    if (!change(m_modeRow, [mode](session::Settings& settings) { settings.tls = mode; }))
        showSettings();
}

void SettingsCertificatesPage::useFiles()
{
    const QString certificate = m_certificate->text().trimmed();
    const QString key = m_key->text().trimmed();
    m_modeRow->setComplaint({});
    m_certificateRow->setComplaint({});
    m_keyRow->setComplaint({});
    if (m_modes->checkedId() != static_cast<int>(TlsMode::Files))
        return;
    const QString missing = tr("Still missing: HTTPS stays as it is until both files are chosen.");
    if (certificate.isEmpty() || key.isEmpty()) {
        (certificate.isEmpty() ? m_certificateRow : m_keyRow)->setComplaint(missing);
        return;
    }
    change(m_certificateRow, [&](session::Settings& settings) {
        settings.tls = TlsMode::Files;
        settings.certificatePath = certificate.toStdString();
        settings.keyPath = key.toStdString();
    });
}

void SettingsCertificatesPage::reset()
{
    use(session::Settings().tls);
    if (change(m_modeRow, [](session::Settings& settings) { settings.certificatePath = settings.keyPath = {}; }))
        showSettings();
}

void SettingsCertificatesPage::showSettings()
{
    m_modes->button(static_cast<int>(now().tls))->setChecked(true);
    m_certificate->setText(QString::fromStdString(now().certificatePath));
    m_key->setText(QString::fromStdString(now().keyPath));
    m_certificateRow->setEnabled(now().tls == TlsMode::Files);
    m_keyRow->setEnabled(now().tls == TlsMode::Files);
    m_modeRow->setAtDefault(now().tls == session::Settings().tls);
    m_certificateRow->setAtDefault(now().certificatePath.empty());
    m_keyRow->setAtDefault(now().keyPath.empty());
}

} // namespace hookloupe::ui
