// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/signature_tab.h"

#include "crypto/hmac.h"
#include "detail/autopsy_view.h"
#include "detail/comparison.h"
#include "detail/comparison_view.h"
#include "detail/detail_page.h"
#include "detail/snippet_view.h"
#include "http/request.h"
#include "style/plain_text.h"
#include "widgets/bytes_pane.h"
#include "widgets/plain_text_label.h"
#include "words/event_words.h"
#include "words/signature_words.h"

#include <QLocale>

namespace hookloupe::ui {

namespace {

constexpr int bytesHeight = 170;   ///< px
constexpr std::size_t hashedAtOnce = 1024 * 1024; ///< bytes

bool wantsAutopsy(SignatureVerdict verdict)
{
    return wantsExplanation(verdict) && verdict != SignatureVerdict::NoSecret && verdict != SignatureVerdict::HeaderMissing;
}

/// A script may answer in place of 100 Continue; then there is no body, which the signature would be of.
bool answeredAtItsHead(const DetailContext& context)
{
    const Capture& capture = context.capture();
    return capture.summary.signature.verdict == SignatureVerdict::NotJudged && capture.body.empty()
        && http::headerValue(context.head().headers, "Expect").has_value();
}

} // namespace

SignatureTab::SignatureTab(QWidget* parent) : DetailTab(parent), m_page(new DetailPage(this))
{
    m_page->setAccessibleName(tr("Signature"));
    setContent(m_page);
}

QString SignatureTab::title() const
{
    return tr("Signature");
}

QString SignatureTab::emptyText() const
{
    return tr("Select a capture to see whether its signature is valid and, if not, why.");
}

void SignatureTab::fill(const ContextPtr& context)
{
    if (context->capture().summary.kind == CaptureKind::Malformed) {
        showMessage(tr("This request was refused before its signature could be judged."));
        return;
    }
    if (answeredAtItsHead(*context)) {
        showMessage(tr("This request was answered at its head, before its body: nothing came that a signature could be judged by."));
        return;
    }
    showMessage(tr("Checking the signature…"));
    context->check().whenReady(this, [this, wanted = std::weak_ptr(context)](const auto& check) {
        const ContextPtr still = wanted.lock();
        if (still && isCurrent(still.get()))
            showCheck(still, check);
    });
}

void SignatureTab::drop()
{
    m_page->clear();
    m_digest.reset();
}

void SignatureTab::showCheck(const ContextPtr& context, const std::shared_ptr<const verify::Check>& check)
{
    m_page->clear();
    addVerdict(context, *check);
    addComparison(*context, *check);
    if (wantsAutopsy(check->result.verdict))
        addAutopsy(context);
    addSigned(*context, check);
    if (context->scheme())
        addSnippets(context);
    showContent();
}

void SignatureTab::addVerdict(const ContextPtr& given, const verify::Check& check)
{
    const DetailContext& context = *given;
    const SignatureResult& stored = context.capture().summary.signature;
    const QString verdict = words::verdictSentence(check.result);
    auto* title = m_page->addTitle(verdict);
    const bool hasCause = wantsAutopsy(check.result.verdict) || check.result.verdict == SignatureVerdict::HeaderMissing;
    if (hasCause && context.scheme())
        leadWithCause(given, verdict, title);
    if (check.result.verdict == SignatureVerdict::SecretsUnreadable) {
        m_page->addText(tr("On arrival it was “%1”.").arg(words::verdictLabel(stored.verdict)));
    } else if (check.result.verdict != stored.verdict) {
        m_page->addText(tr("This is the check with the settings the endpoint has now. When the request came, it said: %1")
                            .arg(words::verdictSentence(stored)));
    }
    if (const verify::Scheme* scheme = context.scheme()) {
        const auto text = [](std::string_view bytes) { return shown(bytes); };
        m_page->addFact(tr("Scheme"), text(scheme->title));
        m_page->addFact(tr("Header"), text(scheme->header));
    }
    if (!check.coverage.all())
        m_page->addText(words::coverageSentence(check.coverage));
    if (context.capture().summary.event.repeatedName)
        m_page->addText(words::repeatedNameRemark());
    if (context.secretsUnreadable())
        m_page->addText(tr("Unlock the keychain, or put the secrets' file back. If they are lost, set the secret anew in the endpoint's "
                           "settings."));
    else if (!context.hasSecrets())
        m_page->addText(tr("The endpoint has no secret. Set the one from the sender's form to have signatures judged."));
}

/// What was found leads; that none of the secrets fits follows from it.
void SignatureTab::leadWithCause(const ContextPtr& context, const QString& verdict, PlainTextLabel* title)
{
    context->explanation().whenReady(title, [title, verdict](const auto& explanation) {
        if (const QString cause = explanation->cause(); !cause.isEmpty())
            title->setText(cause + u' ' + verdict);
    });
}

void SignatureTab::addComparison(const DetailContext& context, const verify::Check& check)
{
    if (check.received.empty() && check.expected.empty())
        return;
    m_page->addHeading(tr("Expected against received"));
    Comparison comparison = compareTexts(shown(check.expected), shown(check.received));
    const bool otherwiseWritten = check.secret && comparison.first >= 0;
    if (otherwiseWritten)
        comparison = withoutMarks(std::move(comparison));
    auto* view = new ComparisonView(m_page->page());
    view->setComparison(comparison);
    m_page->addWidget(view);
    if (context.secretsUnreadable() && check.expected.empty())
        return void(m_page->addText(tr("What was to be expected is not known while the secrets cannot be read.")));
    m_page->addText(otherwiseWritten ? tr("The header holds the expected signature, among others or in capital letters.")
                                     : comparisonSentence(comparison));
    const auto secrets = QLocale().toString(qulonglong(context.secretCount()));
    if (context.secretCount() > 1 && check.secret)
        m_page->addText(tr("Expected by secret %1 of %2, which fits.").arg(QLocale().toString(qulonglong(*check.secret + 1)), secrets));
    else if (context.secretCount() > 1 && !check.expected.empty())
        m_page->addText(tr("Expected by secret 1 of %1; none of them fits.").arg(secrets));
}

void SignatureTab::addSigned(const DetailContext& context, const std::shared_ptr<const verify::Check>& check)
{
    m_page->addHeading(tr("What is signed"));
    if (check->signedBytes.empty() && !context.capture().content().empty()) {
        m_page->addText(tr("The bytes this scheme signs could not be found in the request."));
        return;
    }
    m_page->addFact(tr("Length"), tr("%1 bytes").arg(QLocale().toString(qulonglong(check->signedBytes.size()))));
    auto* digest = m_page->addFact(tr("SHA-256"), QStringLiteral("…"));
    digestOf(context, check).whenReady(digest, [digest](const std::shared_ptr<const std::string>& hash) {
        digest->setText(QString::fromStdString(toHex(*hash)));
    });
    auto* bytes = new BytesPane(tr("Signed bytes"), m_page->page());
    bytes->setMinimumHeight(bytesHeight);
    bytes->setBytes({check, &check->signedBytes});
    m_page->addWidget(bytes);
    m_page->addText(tr("Nothing else is signed: not the request line, and no header field but what is in these bytes."));
}

/// The usual case is the whole content, whose digest is known; hashing other 64 MiB would be felt.
LazyPart<std::string>& SignatureTab::digestOf(const DetailContext& context, const std::shared_ptr<const verify::Check>& check)
{
    const Cost cost = check->signedBytes.size() <= hashedAtOnce ? Cost::Cheap : Cost::Dear;
    m_digest = std::make_unique<LazyPart<std::string>>(cost, [check, whole = context.whole()] {
        const bool known = whole->contentSha256.size() == 32 && check->signedBytes == whole->content();
        return std::make_shared<const std::string>(
            known ? whole->contentSha256 : crypto::digest(crypto::HashAlgorithm::Sha256, check->signedBytes));
    });
    return *m_digest;
}

void SignatureTab::addAutopsy(const ContextPtr& context)
{
    m_page->addHeading(tr("What would explain it"));
    auto* view = new AutopsyView(m_page->page());
    m_page->addWidget(view);
    const verify::Scheme* scheme = context->scheme();
    if (!scheme)
        return;
    context->explanation().whenReady(view, [view, scheme, secrets = context->secretCount()](const auto& explanation) {
        view->setAutopsy(explanation->autopsy, *scheme, secrets);
    });
}

void SignatureTab::addSnippets(const ContextPtr& context)
{
    m_page->addHeading(tr("The same check as a program"));
    auto* view = new SnippetView(context, m_language, m_page->page());
    connect(view, &SnippetView::languageChosen, this, [this](snippets::Language language) { m_language = language; });
    m_page->addWidget(view);
}

QString SignatureTab::sample(const NextStep& step) const
{
    const verify::Scheme* scheme = verify::findScheme(step.scheme);
    return scheme ? QString::fromStdString(snippets::handlerSample(m_language, *scheme, step.dialect)) : QString();
}

} // namespace hookloupe::ui
