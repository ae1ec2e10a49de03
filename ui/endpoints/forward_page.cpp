// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/forward_page.h"

#include "forward/own_address.h"
#include "client/web_url.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QLabel* hint(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// Each word as it is shown if it is a URL.
std::string withoutPasswords(const std::string& text)
{
    std::string shownText;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        shownText += client::shownUrl(std::string_view(text).substr(begin, end - begin));
        if (end < text.size())
            shownText += text[end];
        begin = end + 1;
    }
    return shownText;
}

} // namespace

ForwardPage::ForwardPage(const Endpoint& endpoint, QWidget* parent, server::ListenAddress listening)
    : EndpointPage(parent), m_listening(std::move(listening))
{
    setObjectName(QLatin1StringView(pageName));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    auto* name = plainLabel(tr("&Handlers that get each request, one a line"), this);
    m_targets = new QPlainTextEdit(this);
    m_targets->setFont(codeFont());
    m_targets->setTabChangesFocus(true);
    m_targets->setPlaceholderText(u"http://127.0.0.1:3000/hooks"_s);
    m_targets->setAccessibleName(tr("Handlers"));
    name->setBuddy(m_targets);
    column->addWidget(name);
    column->addWidget(m_targets, 1);
    column->addWidget(hint(tr("http, https or unix:/run/handler.sock:/path. A path stands in for the request's. Body and headers go on "
                              "byte for byte but for Host and what belongs to one connection."), this));
    column->addWidget(hint(tr("Behind a handler may stand: any-certificate (also a self-signed one), retry-5xx (while it answers 500 to "
                              "599, requests wait and are sent again, in order), without-credentials (Authorization, Cookie and "
                              "signatures are left out)."), this));
    m_elsewhere = plainLabel({}, this);
    m_elsewhere->setWordWrap(true);
    column->addWidget(m_elsewhere);

    m_options = new QWidget(this);
    auto* options = new QVBoxLayout(m_options);
    options->setContentsMargins(0, 0, 0, 0);
    options->setSpacing(8);
    column->addWidget(m_options);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(14);
    m_answer = new QComboBox(this);
    m_answer->addItem(tr("this endpoint's answer, at once"));
    m_answer->addItem(tr("the first handler's answer, if it comes within 9 s"));
    form->addRow(tr("The sender &gets"), m_answer);
    auto* pace = new QWidget(this);
    auto* paceRow = new QHBoxLayout(pace);
    paceRow->setContentsMargins(0, 0, 0, 0);
    m_pace = new QComboBox(pace);
    m_pace->addItem(tr("as fast as the handler answers"));
    m_pace->addItem(tr("at most so many a second:"));
    m_pace->addItem(tr("with the distance in which they came"));
    m_perSecond = new QSpinBox(pace);
    m_perSecond->setRange(1, 1000);
    m_perSecond->setAccessibleName(tr("Requests a second"));
    paceRow->addWidget(m_pace, 1);
    paceRow->addWidget(m_perSecond);
    pace->setFocusProxy(m_pace);
    form->addRow(tr("&Pace"), pace);
    m_timeLimit = new QSpinBox(this);
    m_timeLimit->setRange(1, 600);
    m_timeLimit->setSuffix(tr(" s", "seconds, behind a number"));
    form->addRow(tr("Time &limit"), m_timeLimit);
    options->addLayout(form);
    m_xForwarded = new QCheckBox(tr("Add &X-Forwarded-For, -Host and -Proto"), this);
    m_rejectedToo = new QCheckBox(tr("Pass on &rejected requests too, whose signature is not good"), this);
    options->addWidget(m_xForwarded);
    options->addWidget(m_rejectedToo);

    auto forwarding = forward::parseForwarding(endpoint.forward);
    showForwarding(forwarding ? *forwarding : forward::Forwarding{});
    if (!forwarding)
        keepUnknown(endpoint.forward, forwarding.error());
    connect(m_targets, &QPlainTextEdit::textChanged, this, &ForwardPage::targetsChanged);
    connect(m_pace, &QComboBox::currentIndexChanged, this, [this](int index) { m_perSecond->setEnabled(index == 1); });
    m_perSecond->setEnabled(m_pace->currentIndex() == 1);
    targetsChanged();
}

QString ForwardPage::title() const
{
    return tr("Forwarding");
}

void ForwardPage::showForwarding(const forward::Forwarding& forwarding)
{
    QStringList lines;
    for (const forward::ForwardTarget& target : forwarding.targets)
        lines << shown(target.url) + (target.anyCertificate ? u" any-certificate"_s : QString())
                     + (target.retry5xx ? u" retry-5xx"_s : QString())
                     + (target.withoutCredentials ? u" without-credentials"_s : QString());
    m_targets->setPlainText(lines.join(u'\n'));
    m_answer->setCurrentIndex(forwarding.answer == forward::AnswerFrom::FirstTarget ? 1 : 0);
    m_pace->setCurrentIndex(forwarding.pace == forward::Pace::PerSecond ? 1 : forwarding.pace == forward::Pace::Original ? 2 : 0);
    m_perSecond->setValue(forwarding.perSecond);
    m_timeLimit->setValue(static_cast<int>(forwarding.timeLimit.count()));
    m_xForwarded->setChecked(forwarding.xForwarded);
    m_rejectedToo->setChecked(forwarding.rejectedToo);
}

/// To be seen, and not lost by itself; what else the dialog edits can be saved all the same.
void ForwardPage::keepUnknown(const std::string& text, const Error& error)
{
    m_unknown = true;
    m_targets->setPlainText(shown(withoutPasswords(text), true));
    m_targets->setReadOnly(true);
    m_options->hide(); // none of them is known
    m_unknownNote = new QWidget(this);
    auto* row = new QHBoxLayout(m_unknownNote);
    row->setContentsMargins(0, 0, 0, 0);
    QLabel* note = plainLabel(tr("A newer version of Hookloupe saved this forwarding, and this one cannot read it: %1. It is kept "
                                 "as it is; until that version runs again, nothing is passed on.").arg(shown(error.detail)),
                              m_unknownNote);
    note->setWordWrap(true);
    auto* anew = new QPushButton(tr("Write it a&new"), m_unknownNote);
    anew->setAutoDefault(false);
    row->addWidget(note, 1);
    row->addWidget(anew, 0, Qt::AlignTop);
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, m_unknownNote);
    connect(anew, &QPushButton::clicked, this, &ForwardPage::writeAnew);
}

void ForwardPage::writeAnew()
{
    m_unknown = false;
    m_unknownNote->hide();
    m_options->show();
    m_targets->setReadOnly(false);
    m_targets->setFocus();
    showForwarding({});
}

/// As parseForwarding() reads it.
std::string ForwardPage::text() const
{
    std::string text = m_targets->toPlainText().toStdString() + "\n";
    if (m_answer->currentIndex() == 1)
        text += "answer = first-target\n";
    if (m_pace->currentIndex() == 1)
        text += "pace = " + std::to_string(m_perSecond->value()) + "/s\n";
    if (m_pace->currentIndex() == 2)
        text += "pace = original\n";
    text += "timeout = " + std::to_string(m_timeLimit->value()) + " s\n";
    if (m_xForwarded->isChecked())
        text += "x-forwarded = yes\n";
    if (m_rejectedToo->isChecked())
        text += "send = all\n";
    return text;
}

void ForwardPage::takeInto(Endpoint& endpoint) const
{
    if (m_unknown)
        return;
    const auto forwarding = forward::parseForwarding(text());
    if (!forwarding)
        return;
    const bool nothing = forwarding->targets.empty() && endpoint.forward.empty();
    endpoint.forward = nothing ? std::string() : forward::printForwarding(*forwarding);
}

QString ForwardPage::complaint() const
{
    if (m_unknown)
        return {};
    const auto forwarding = forward::parseForwarding(text());
    if (!forwarding)
        return tr("The handlers cannot be used as they are: %1.").arg(shown(forwarding.error().detail));
    for (const forward::ForwardTarget& target : forwarding->targets) {
        if (forward::isOwnAddress(target.url, m_listening))
            return tr("%1 is where Hookloupe itself listens: each request would come back and be passed on again, without end. Enter the "
                      "address of a handler, or let Hookloupe listen on another port (settings, under Listening).")
                .arg(shownText(target.url, 80));
    }
    return {};
}

void ForwardPage::targetsChanged()
{
    QStringList elsewhere;
    QStringList without;
    if (const auto forwarding = forward::parseForwarding(m_targets->toPlainText().toStdString())) {
        for (const forward::ForwardTarget& target : forwarding->targets) {
            if (const auto url = client::parseUrl(target.url); url && !url->isLoopback())
                (target.withoutCredentials ? without : elsewhere) << shownText(url->hostField, 80);
        }
    }
    QStringList sentences;
    if (!elsewhere.isEmpty())
        sentences << tr("Not on this machine: %1. Requests go there whole, with Authorization, Cookie and signature.")
                         .arg(elsewhere.join(u", "_s));
    if (!without.isEmpty())
        sentences << tr("Not on this machine: %1. Authorization, Cookie and signatures do not go there.").arg(without.join(u", "_s));
    m_elsewhere->setVisible(!sentences.isEmpty());
    m_elsewhere->setText(sentences.join(u'\n'));
    Q_EMIT edited();
}

} // namespace hookloupe::ui
