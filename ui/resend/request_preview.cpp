// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/request_preview.h"

#include "base/text.h"
#include "speckle/analysis.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "verify/scheme.h"
#include "widgets/bytes_pane.h"
#include "widgets/plain_text_label.h"
#include "words/error_words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::size_t madeAtOnce = 64 * 1024;

/// The signature of a scheme, or what it signs beside the body.
bool isSignature(const std::string& name)
{
    const auto all = verify::schemes();
    return std::any_of(all.begin(), all.end(), [&](const verify::Scheme& one) {
        return equalsIgnoreCase(one.header, name) || (!one.timestampHeader.empty() && equalsIgnoreCase(one.timestampHeader, name))
            || (!one.idHeader.empty() && equalsIgnoreCase(one.idHeader, name));
    });
}

QString freshnessOf(const Plan& plan)
{
    const verify::Scheme* scheme = verify::findScheme(plan.signing.scheme);
    if (plan.mode != client::Mode::Exact || plan.signing.with == SignWith::Nothing || !scheme || !scheme->tolerance)
        return {};
    return scheme->idHeader.empty() ? RequestPreview::tr("The time in it is the one of this view; it is made anew when the request is sent.")
                                    : RequestPreview::tr("Time and id in it are those of this view; they are made anew when the request is sent.");
}

} // namespace

RequestPreview::RequestPreview(QWidget* parent)
    : QWidget(parent), m_note(new PlainTextLabel(this)), m_signature(new PlainTextLabel(this)), m_bytes(new BytesPane(tr("Request"), this))
{
    m_note->setAccessibleName(tr("What goes out"));
    m_signature->setAccessibleName(tr("Signature that goes out"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_note);
    column->addWidget(m_signature);
    column->addWidget(m_bytes, 1);
}

void RequestPreview::showPlan(Plan plan)
{
    const bool cheap = plan.draft.content.size() < madeAtOnce;
    m_freshness = freshnessOf(plan);
    auto shared = std::make_shared<const Plan>(std::move(plan));
    m_work = std::make_unique<LazyPart<Outcome>>(cheap ? Cost::Cheap : Cost::Dear, [shared] {
        Outcome outcome;
        outcome.hasDialect = speckle::dialectOf(shared->draft.content) != Dialect::None;
        if (const auto shipment = shipmentOf(*shared)) {
            const Capture& original = *shared->draft.original;
            outcome.bytes = std::make_shared<const std::string>(client::firstRequest(*shipment));
            outcome.asCaptured = outcome.bytes->size() == original.head.size() + original.body.size()
                && outcome.bytes->starts_with(original.head) && outcome.bytes->ends_with(original.body);
        } else {
            outcome.error = shipment.error();
        }
        return std::make_shared<const Outcome>(std::move(outcome));
    });
    m_work->whenReady(this, [this](const std::shared_ptr<const Outcome>& outcome) { take(*outcome); });
}

void RequestPreview::take(const Outcome& outcome)
{
    m_hasDialect = outcome.hasDialect;
    if (outcome.error)
        return showError(words::errorSentence(*outcome.error));
    m_shown = outcome.bytes;
    m_bytes->setBytes(m_shown);
    say(outcome.asCaptured ? tr("Byte for byte the captured request.") : tr("Not the captured bytes: something is changed."));
    showSignature(*m_shown, m_freshness);
    Q_EMIT refreshed();
}

void RequestPreview::showError(const QString& sentence)
{
    m_work.reset();
    m_shown.reset();
    m_bytes->setBytes(nullptr);
    say(sentence);
    m_signature->hide();
    Q_EMIT refreshed();
}

QString RequestPreview::note() const
{
    return m_sentence;
}

void RequestPreview::say(const QString& sentence)
{
    m_sentence = sentence;
    m_note->setText(sentence);
}

void RequestPreview::showSent(const std::string& bytes)
{
    m_work.reset();
    m_shown = std::make_shared<const std::string>(bytes);
    m_bytes->setBytes(m_shown);
    say(tr("These bytes went out."));
    showSignature(bytes);
}

void RequestPreview::showSignature(const std::string& bytes, const QString& remark)
{
    QStringList lines;
    const std::size_t headEnd = bytes.find("\r\n\r\n");
    for (const http::Header& header : http::viewHead(std::string_view(bytes).substr(0, headEnd)).headers) {
        if (isSignature(header.name))
            lines << tr("%1: %2", "name and value of a header field").arg(shownText(header.name, 60), shownText(header.value, 400));
    }
    if (!lines.isEmpty() && !remark.isEmpty())
        lines << remark;
    m_signature->setText(lines.isEmpty() ? tr("It carries no signature.") : lines.join(u'\n'));
    m_signature->show();
}

} // namespace hookloupe::ui
