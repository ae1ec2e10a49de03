// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_dialog.h"

#include "endpoints/answer_page.h"
#include "endpoints/forward_page.h"
#include "endpoints/secrets_editor.h"
#include "endpoints/triggers_list.h"
#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "verify/scheme.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QLabel* hintLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A field with a hint close below it.
QWidget* withHint(QWidget* field, const QString& hint, QWidget* parent)
{
    auto* both = new QWidget(parent);
    auto* layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(field, 1);
    layout->addWidget(hintLabel(hint, both));
    both->setFocusProxy(field);
    both->setSizePolicy(QSizePolicy::Preferred, qobject_cast<QAbstractItemView*>(field) ? QSizePolicy::Expanding : QSizePolicy::Maximum);
    return both;
}

void putNote(EndpointPage* page, const QString& text)
{
    if (text.isEmpty())
        return;
    QLabel* note = plainLabel(text, page);
    note->setWordWrap(true);
    qobject_cast<QVBoxLayout*>(page->layout())->insertWidget(0, note);
}

QString utf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

EndpointDialog::EndpointDialog(const Endpoint& endpoint, const std::vector<std::string>& secrets, bool isNew,
                               EndpointSurroundings around, QWidget* parent)
    : QDialog(parent), m_endpoint(endpoint), m_around(std::move(around)),
      m_isCatchAll(!isNew && endpoint.id == catchAllEndpoint)
{
    setWindowTitle(isNew ? tr("New endpoint") : tr("Endpoint: %1").arg(endpointTitle(endpoint)));
    m_tabs = new QTabWidget(this);
    m_tabs->setAccessibleName(tr("Pages"));
    auto* main = new QWidget(m_tabs);
    auto* form = new QFormLayout(main);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(14);
    addUrl(*form);
    addPath(*form);

    m_description = new QLineEdit(utf8(endpoint.description), this);
    m_description->setMaxLength(200);
    m_description->setPlaceholderText(tr("A name for the list"));
    form->addRow(tr("&Description"), m_description);
    addSecrets(*form, secrets);
    addScheme(*form);

    m_triggers = new TriggersList(this);
    m_triggers->setTriggers(endpoint.triggers);
    m_triggers->setMinimumHeight(m_triggers->fontMetrics().height() * 6);
    form->addRow(tr("&Triggers"),
                 withHint(m_triggers, tr("The events you expect here. With none checked, all are expected."), this));

    m_enabled = new QCheckBox(tr("&Enabled (a disabled endpoint answers 503)"), this);
    m_enabled->setChecked(endpoint.enabled);
    form->addRow(QString(), m_enabled);
    m_rejectInvalid = new QCheckBox(tr("&Reject invalid signatures with 401, when a secret is set"), this);
    m_rejectInvalid->setChecked(endpoint.rejectInvalid);
    form->addRow(QString(), m_rejectInvalid);
    m_acceptUnsigned = new QCheckBox(tr("Accept &members that the signature does not cover"), this);
    m_acceptUnsigned->setChecked(endpoint.acceptUnsigned);
    m_acceptUnsigned->setEnabled(endpoint.rejectInvalid);
    connect(m_rejectInvalid, &QCheckBox::toggled, m_acceptUnsigned, &QWidget::setEnabled);
    form->addRow(QString(), withHint(m_acceptUnsigned, tr("Speckle 2.11 and earlier sign the payload alone: unless this is checked, "
                                                          "a body with more beside it is rejected."), this));

    m_complaint = plainLabel({}, this);
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &EndpointDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    m_tabs->addTab(main, tr("Endpoint"));
    addPages();
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_complaint);
    layout->addWidget(buttons);
    const int width = std::max(640, sizeHint().width());
    resize(width, std::max(layout->totalHeightForWidth(width), sizeHint().height()));
    showUrl();
    if (m_around.secretsUnreadable)
        m_secrets->setFocus(); // what is amiss with this endpoint
    else
        (m_isCatchAll ? m_description : m_path)->setFocus();
}

void EndpointDialog::addPages()
{
    m_pages = {new AnswerPage(m_endpoint, m_around.answerFolder, m_tabs), new ForwardPage(m_endpoint, m_tabs, m_around.listening)};
    putNote(m_pages[0], m_around.answerNote);
    putNote(m_pages[1], m_around.forwardNote);
    for (EndpointPage* page : m_pages) {
        m_tabs->addTab(page, page->title());
        connect(page, &EndpointPage::edited, this, [this] { showComplaint({}); });
    }
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) {
        if (index > 0)
            m_pages[static_cast<std::size_t>(index - 1)]->aboutToShow(endpoint(), !m_secrets->secrets().empty() || m_secrets->keepsUnreadable());
    });
}

void EndpointDialog::showPage(const QString& name)
{
    if (name == QLatin1StringView(secretsPage))
        m_secrets->begin();
    for (EndpointPage* page : m_pages) {
        if (page->objectName() == name)
            m_tabs->setCurrentWidget(page);
    }
}

void EndpointDialog::addUrl(QFormLayout& form)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_url = new QLineEdit(row);
    m_url->setReadOnly(true);
    m_url->setFont(codeFont());
    m_url->setAccessibleName(tr("URL of this endpoint"));
    auto* copy = new QPushButton(icon(Glyph::Copy), tr("&Copy"), row);
    copy->setAccessibleName(tr("Copy the URL"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_url->text()); });
    layout->addWidget(m_url, 1);
    layout->addWidget(copy);
    row->setFocusProxy(m_url);
    form.addRow(tr("&URL"), withHint(row, tr("Speckle calls local addresses only if its server process has "
                                             "ALLOW_LOCAL_NETWORK=true."), this));
}

void EndpointDialog::addPath(QFormLayout& form)
{
    m_path = new QLineEdit(utf8(m_endpoint.path), this);
    m_path->setFont(codeFont());
    m_path->setEnabled(!m_isCatchAll);
    m_path->setPlaceholderText(m_isCatchAll ? tr("takes every path that no other endpoint has") : u"/hooks/ci"_s);
    form.addRow(tr("&Path"), m_path);
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        showUrl();
        showComplaint({});
    });
}

void EndpointDialog::addSecrets(QFormLayout& form, const std::vector<std::string>& secrets)
{
    m_secrets = new SecretsEditor(this);
    m_secrets->setSecrets(secrets);
    if (m_around.secretsUnreadable)
        m_secrets->addUnreadable();
    form.addRow(tr("&Secrets"), withHint(m_secrets, tr("A signature is valid if any of them fits, so old and new can overlap. %1")
                                                        .arg(m_around.secretPlace), this));
}

void EndpointDialog::addScheme(QFormLayout& form)
{
    m_scheme = new QComboBox(this);
    for (const verify::Scheme& scheme : verify::schemes())
        m_scheme->addItem(tr("%1  (%2)", "scheme and its header").arg(utf8(scheme.title), utf8(scheme.header)),
                          utf8(scheme.name));
    const QString name = utf8(m_endpoint.scheme);
    if (m_scheme->findData(name) < 0) // saved by a newer version: keep it
        m_scheme->addItem(tr("%1 (unknown here)").arg(shownText(m_endpoint.scheme)), name);
    m_scheme->setCurrentIndex(m_scheme->findData(name));
    form.addRow(tr("Si&gnature"), m_scheme);
}

Endpoint EndpointDialog::endpoint() const
{
    Endpoint endpoint = m_endpoint;
    if (!m_isCatchAll)
        endpoint.path = normalisedPath(m_path->text().toStdString());
    endpoint.description = m_description->text().trimmed().toStdString();
    endpoint.scheme = m_scheme->currentData().toString().toStdString();
    endpoint.triggers = m_triggers->triggers();
    endpoint.enabled = m_enabled->isChecked();
    endpoint.rejectInvalid = m_rejectInvalid->isChecked();
    endpoint.acceptUnsigned = m_acceptUnsigned->isChecked();
    for (const EndpointPage* page : m_pages)
        page->takeInto(endpoint);
    return endpoint;
}

std::vector<std::string> EndpointDialog::secrets() const
{
    return m_secrets->secrets();
}

bool EndpointDialog::keepsUnreadableSecrets() const
{
    return m_secrets->keepsUnreadable();
}

QString EndpointDialog::complaint() const
{
    QString first = pathComplaint();
    for (auto page = m_pages.begin(); first.isEmpty() && page != m_pages.end(); ++page)
        first = (*page)->complaint();
    return first;
}

QString EndpointDialog::pathComplaint() const
{
    if (m_isCatchAll)
        return {};
    const std::string path = normalisedPath(m_path->text().toStdString());
    if (m_path->text().trimmed().isEmpty())
        return tr("The path is missing. Enter one such as /hooks/ci; deeper paths belong to it.");
    if (path.empty())
        return tr("“%1” cannot be a path. Use letters, digits and - . _ ~ / as in /hooks/ci; a space, ? or # cannot be in it "
                  "(write other characters as %20).").arg(shownText(m_path->text().toStdString(), 80));
    const auto same = std::find_if(m_around.others.begin(), m_around.others.end(), [&](const Endpoint& other) {
        return other.id != m_endpoint.id && other.path == path;
    });
    if (same != m_around.others.end())
        return tr("The endpoint “%1” already has the path %2. Enter another path, or edit that endpoint.")
            .arg(endpointTitle(*same), utf8(path));
    return {};
}

void EndpointDialog::accept()
{
    const QString why = complaint();
    if (why.isEmpty())
        return m_around.confirm ? m_around.confirm(this, endpoint(), [this] { QDialog::accept(); }) : QDialog::accept();
    if (!pathComplaint().isEmpty()) {
        m_tabs->setCurrentIndex(0);
        m_path->setFocus();
        m_path->selectAll();
    } else {
        const auto bad = std::find_if(m_pages.begin(), m_pages.end(), [](const auto* page) { return !page->complaint().isEmpty(); });
        m_tabs->setCurrentWidget(*bad);
    }
    showComplaint(why);
}

void EndpointDialog::showUrl()
{
    const QString path = utf8(normalisedPath(m_path->text().toStdString()));
    m_url->setText(m_around.baseUrl.isEmpty() ? tr("not listening") : m_around.baseUrl + path);
    m_url->setCursorPosition(0);
}

void EndpointDialog::showComplaint(const QString& text)
{
    setInk(m_complaint, Ink::Bad);
    m_complaint->setText(text);
    m_complaint->setVisible(!text.isEmpty());
}

} // namespace hookloupe::ui
