// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/signature_words.h"

#include "base/text.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SignatureWords {
    Q_DECLARE_TR_FUNCTIONS(SignatureWords)
};

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

/// A hostile name, short and harmless.
QString shortened(const std::string& name)
{
    constexpr qsizetype longest = 40; // characters
    const QString visible = QString::fromStdString(visibleText(name.substr(0, 4 * longest)));
    return visible.size() > longest ? visible.left(longest) + u'…' : visible;
}

QString headerOf(const verify::Scheme* scheme)
{
    return scheme != nullptr ? text(scheme->header) : SignatureWords::tr("signature");
}

QString validSentence(Dialect dialect, const QString& header)
{
    switch (dialect) {
    case Dialect::Object:
        return SignatureWords::tr(
            "The signature is valid. It covers the whole body, as Speckle 2.12 and later sign.");
    case Dialect::String:
        return SignatureWords::tr(
            "The signature is valid. It covers the decoded inner string of the payload, as "
            "Speckle 2.11 and earlier sign.");
    case Dialect::None: break;
    }
    return SignatureWords::tr("The signature in the %1 header is valid.").arg(header);
}

QString missingSentence(const verify::Scheme* scheme, const QString& header)
{
    if (scheme != nullptr && scheme->covered == verify::Covered::SpeckleBody)
        return SignatureWords::tr(
                   "There is no %1 header. Speckle always sends one, so this request came from something "
                   "else, or a proxy dropped the header.")
            .arg(header);
    return SignatureWords::tr(
               "There is no %1 header, so the request is not signed for this scheme. Check that the "
               "sender has a secret and that the endpoint uses the right scheme.")
        .arg(header);
}

QString malformedSentence(const verify::Scheme* scheme, const QString& header)
{
    if (scheme != nullptr && scheme->tolerance)
        return SignatureWords::tr(
                   "The %1 header, or the timestamp or id that belongs to it, is missing, repeated or not "
                   "written as %2 does it.")
            .arg(header, text(scheme->title));
    return SignatureWords::tr(
               "The %1 header is repeated or does not hold a signature as this scheme writes it.")
        .arg(header);
}

QString unreadableSentence(Dialect dialect)
{
    if (dialect == Dialect::String)
        return SignatureWords::tr(
            "The payload is a string that can't be decoded, so the bytes that Speckle 2.11 and "
            "earlier sign could not be found in this body.");
    return SignatureWords::tr(
        "The request has no body, so the bytes that were signed are not in it. Speckle sends this "
        "when a 301, 302 or 303 answer turned its POST into a GET: answer 307 or 308 instead, or "
        "give Speckle the final URL.");
}

QString staleSentence(const verify::Scheme* scheme)
{
    const auto tolerance =
        scheme != nullptr ? scheme->tolerance.value_or(std::chrono::seconds(0)) : std::chrono::seconds(0);
    return SignatureWords::tr(
               "The signature itself fits, but its timestamp is more than %1 min away from the time the "
               "request arrived. It may be an old request sent again, or one of the clocks is wrong.")
        .arg(std::chrono::duration_cast<std::chrono::minutes>(tolerance).count());
}

} // namespace

QString verdictName(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::NotJudged: return u"not_judged"_s;
    case SignatureVerdict::Valid: return u"valid"_s;
    case SignatureVerdict::ValidEmptySecret: return u"valid_empty_secret"_s;
    case SignatureVerdict::Mismatch: return u"mismatch"_s;
    case SignatureVerdict::HeaderMissing: return u"header_missing"_s;
    case SignatureVerdict::HeaderMalformed: return u"header_malformed"_s;
    case SignatureVerdict::NoSecret: return u"no_secret"_s;
    case SignatureVerdict::BodyUnreadable: return u"body_unreadable"_s;
    case SignatureVerdict::Stale: return u"stale"_s;
    case SignatureVerdict::UnsignedMembers: return u"unsigned_members"_s;
    case SignatureVerdict::RepeatedPayload: return u"repeated_payload"_s;
    case SignatureVerdict::WholeBodyInside: return u"whole_body_inside"_s;
    case SignatureVerdict::SecretsUnreadable: return u"secrets_unreadable"_s;
    }
    return {};
}

QString verdictLabel(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::NotJudged: return SignatureWords::tr("not judged");
    case SignatureVerdict::Valid: return SignatureWords::tr("valid");
    case SignatureVerdict::ValidEmptySecret: return SignatureWords::tr("empty secret");
    case SignatureVerdict::Mismatch: return SignatureWords::tr("mismatch");
    case SignatureVerdict::HeaderMissing: return SignatureWords::tr("no header");
    case SignatureVerdict::HeaderMalformed: return SignatureWords::tr("bad header");
    case SignatureVerdict::NoSecret: return SignatureWords::tr("no secret");
    case SignatureVerdict::BodyUnreadable: return SignatureWords::tr("unreadable");
    case SignatureVerdict::Stale: return SignatureWords::tr("time too far off");
    case SignatureVerdict::UnsignedMembers: return SignatureWords::tr("partly signed");
    case SignatureVerdict::RepeatedPayload: return SignatureWords::tr("repeated payload");
    case SignatureVerdict::WholeBodyInside: return SignatureWords::tr("body of another");
    case SignatureVerdict::SecretsUnreadable: return SignatureWords::tr("undecided");
    }
    return {};
}

QString verdictSentence(const SignatureResult& result)
{
    const verify::Scheme* const scheme = verify::findScheme(result.scheme);
    const QString header = headerOf(scheme);
    switch (result.verdict) {
    case SignatureVerdict::NotJudged:
        return SignatureWords::tr(
            "The signature was not checked: the request was refused before, or the endpoint's secrets could not be read.");
    case SignatureVerdict::Valid: return validSentence(result.dialect, header);
    case SignatureVerdict::ValidEmptySecret:
        return SignatureWords::tr(
            "The signature fits the empty secret. Anyone can compute it, so it does not show who "
            "sent the request: set the same secret in the sender and in this endpoint.");
    case SignatureVerdict::Mismatch:
        return SignatureWords::tr("The signature in the %1 header fits none of this endpoint's secrets.")
            .arg(header);
    case SignatureVerdict::HeaderMissing: return missingSentence(scheme, header);
    case SignatureVerdict::HeaderMalformed: return malformedSentence(scheme, header);
    case SignatureVerdict::NoSecret:
        return SignatureWords::tr(
            "This endpoint has no secret, so the signature can't be judged. Enter the sender's "
            "secret in the endpoint's settings.");
    case SignatureVerdict::BodyUnreadable: return unreadableSentence(result.dialect);
    case SignatureVerdict::Stale: return staleSentence(scheme);
    case SignatureVerdict::UnsignedMembers:
        return SignatureWords::tr(
            "The signature fits the payload, but the body has members beside it, which are not signed: anyone who has one "
            "signed request can add them. Speckle sends none.");
    case SignatureVerdict::RepeatedPayload:
        return SignatureWords::tr(
            "The signature fits the first payload alone. What follows it in the body is not signed, and is another payload or "
            "cannot be read as JSON, so a handler may act on something else than what was signed. No sender writes that.");
    case SignatureVerdict::WholeBodyInside:
        if (scheme != nullptr && scheme->covered == verify::Covered::IdTimestampBody)
            return SignatureWords::tr(
                "The signature may be that of another request: the body begins with a time and a dot, and the same bytes are signed when "
                "the sender's id ends with a dot and this request's time. Whoever saw that request can send this one.");
        return SignatureWords::tr(
            "The signature is that of another request: its whole body, as Speckle 2.12 and later sign it, was put into this one "
            "as the payload's text. Whoever saw that request can send this one.");
    case SignatureVerdict::SecretsUnreadable:
        return SignatureWords::tr("The signature cannot be judged now: the endpoint's secrets cannot be read.");
    }
    return {};
}

QString coverageSentence(const verify::Coverage& coverage)
{
    if (coverage.unreadable)
        return SignatureWords::tr("Only the first payload is signed, and what follows it in the body is no JSON: a handler may see "
                                  "something else in it than what was signed.");
    if (coverage.repeatedPayload)
        return SignatureWords::tr("Only the first payload is signed, and another one follows it in the body: JavaScript, Python and "
                                  "Go act on the last.");
    if (coverage.wholeBodyInside)
        return SignatureWords::tr("What is signed is the whole body of another request, sent again as the text of this one's payload.");
    if (coverage.timeInFront)
        return SignatureWords::tr("What is signed may be another request, whose id ends with this one's time and whose time begins this "
                                  "one's body.");
    if (coverage.unsignedMembers == 0)
        return {};
    QStringList names;
    for (const std::string& name : coverage.unsignedNames)
        names << u'“' + shortened(name) + u'”';
    if (coverage.unsignedMembers > coverage.unsignedNames.size())
        names << u"…"_s;
    if (coverage.unsignedMembers == 1)
        return SignatureWords::tr("Only the payload is signed, not the member beside it: %1.").arg(names.front());
    return SignatureWords::tr("Only the payload is signed, not the %n members beside it: %1.", nullptr,
                              static_cast<int>(coverage.unsignedMembers))
        .arg(names.join(u", "_s));
}

QString dialectName(Dialect dialect)
{
    switch (dialect) {
    case Dialect::None: return {};
    case Dialect::Object: return u"object"_s;
    case Dialect::String: return u"string"_s;
    }
    return {};
}

} // namespace hookloupe::words
