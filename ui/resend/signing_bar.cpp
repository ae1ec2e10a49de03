// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/signing_bar.h"

#include "crypto/hmac.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "verify/scheme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace hookloupe::ui {

namespace {

QString utf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

bool isSpeckles(std::string_view scheme)
{
    return scheme.starts_with("speckle");
}

} // namespace

SigningBar::SigningBar(std::vector<std::string> secrets, std::string scheme, QWidget* parent)
    : QWidget(parent)
    , m_secret(secrets.empty() ? std::string() : secrets.front())
    , m_hasSecret(!secrets.empty())
    , m_with(new QComboBox(this))
    , m_typed(new QLineEdit(this))
    , m_scheme(new QComboBox(this))
    , m_dialect(new QComboBox(this))
{
    for (std::string& secret : secrets)
        crypto::wipe(secret);
    m_with->setAccessibleName(tr("Signature"));
    m_with->addItem(tr("As it stands in the request"), int(SignWith::Nothing));
    if (m_hasSecret)
        m_with->addItem(tr("Anew, with the endpoint's secret"), int(SignWith::EndpointSecret));
    m_with->addItem(tr("Anew, with another secret"), int(SignWith::OtherSecret));
    m_with->addItem(tr("Anew, as a webhook without a secret"), int(SignWith::NoSecret));
    m_with->setItemData(m_with->count() - 1, plainToolTip(tr("With the empty key, as Speckle signs then. Anyone can compute it.")),
                        Qt::ToolTipRole);
    m_typed->setEchoMode(QLineEdit::Password);
    m_typed->setFont(codeFont());
    m_typed->setAccessibleName(tr("Secret to sign with"));
    m_typed->setPlaceholderText(tr("empty: anyone can compute this signature"));
    m_typed->setMinimumWidth(150);
    m_scheme->setAccessibleName(tr("Scheme of the signature"));
    for (const verify::Scheme& one : verify::schemes())
        m_scheme->addItem(utf8(one.title), utf8(one.name));
    m_scheme->setCurrentIndex(std::max(0, m_scheme->findData(utf8(scheme))));
    m_dialect->setAccessibleName(tr("Form of the body"));
    m_dialect->addItem(tr("Body in the form it has"), int(Dialect::None));
    m_dialect->addItem(tr("Body in the object form"), int(Dialect::Object));
    m_dialect->addItem(tr("Body in the string form"), int(Dialect::String));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* title = plainLabel(tr("S&ignature"), this);
    title->setBuddy(m_with);
    row->addWidget(title);
    row->addWidget(m_with);
    row->addWidget(m_typed, 1);
    row->addWidget(m_scheme);
    row->addWidget(m_dialect);
    row->addStretch(0);
    for (QComboBox* choice : {m_with, m_scheme, m_dialect}) {
        connect(choice, &QComboBox::currentIndexChanged, this, [this] {
            showFields();
            Q_EMIT changed();
        });
    }
    connect(m_typed, &QLineEdit::textChanged, this, &SigningBar::changed);
    showFields();
}

SigningBar::~SigningBar()
{
    crypto::wipe(m_secret);
    const QSignalBlocker quiet(m_typed); // whoever listens is going too
    m_typed->clear();
}

Signing SigningBar::signing() const
{
    Signing signing;
    signing.with = static_cast<SignWith>(m_with->currentData().toInt());
    signing.scheme = m_scheme->currentData().toString().toStdString();
    if (m_mode == client::Mode::AsSpeckle && !isSpeckles(signing.scheme))
        signing.scheme = "speckle";
    if (signing.with == SignWith::EndpointSecret)
        signing.secret = m_secret;
    else if (signing.with == SignWith::OtherSecret)
        signing.secret = m_typed->text().toStdString();
    signing.dialect = m_dialectOffered ? static_cast<Dialect>(m_dialect->currentData().toInt()) : Dialect::None;
    return signing;
}

void SigningBar::choose(const Signing& signing)
{
    const auto pick = [](QComboBox* box, const QVariant& value) {
        if (const int at = box->findData(value); at >= 0)
            box->setCurrentIndex(at);
    };
    pick(m_with, int(signing.with));
    pick(m_scheme, utf8(signing.scheme));
    pick(m_dialect, int(signing.dialect));
}

void SigningBar::setForMany()
{
    const int own = m_with->findData(int(SignWith::EndpointSecret));
    const QString each = tr("Anew, with the secret of its endpoint");
    if (own >= 0)
        m_with->setItemText(own, each);
    else
        m_with->insertItem(1, each, int(SignWith::EndpointSecret));
    m_scheme->insertItem(0, tr("Scheme it was signed by"), QString());
    m_scheme->setCurrentIndex(0);
    setDialectOffered(true);
}

bool SigningBar::setDialectOffered(bool offered)
{
    const Dialect before = signing().dialect;
    m_dialectOffered = offered;
    showFields();
    return signing().dialect != before;
}

void SigningBar::setMode(client::Mode mode)
{
    m_mode = mode;
    showFields();
}

void SigningBar::showFields()
{
    const auto with = static_cast<SignWith>(m_with->currentData().toInt());
    m_typed->setVisible(with == SignWith::OtherSecret);
    const bool foreign = m_mode == client::Mode::AsSpeckle && !isSpeckles(m_scheme->currentData().toString().toStdString());
    m_scheme->setVisible(with != SignWith::Nothing && !foreign);
    m_dialect->setVisible(m_dialectOffered);
}

} // namespace hookloupe::ui
