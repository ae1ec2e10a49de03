// SPDX-License-Identifier: GPL-3.0-or-later
// What the search for an explanation found, as advice. Each part of an attempt that differs from the scheme
// gives whole sentences of its own, so that two mistakes at once read as two pieces of advice.
#include "words/signature_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;
using crypto::HashAlgorithm;
using verify::BodyVariant;
using verify::EncodingVariant;
using verify::SecretVariant;

namespace {

struct AdviceWords {
    Q_DECLARE_TR_FUNCTIONS(AdviceWords)
};

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString algorithmName(HashAlgorithm algorithm)
{
    switch (algorithm) {
    case HashAlgorithm::Sha1: return u"SHA-1"_s;
    case HashAlgorithm::Sha256: return u"SHA-256"_s;
    case HashAlgorithm::Sha512: return u"SHA-512"_s;
    }
    return {};
}

QString rawBytesAdvice()
{
    return AdviceWords::tr(
        "Sign and check the bytes that are sent, never a copy that was parsed and written again.");
}

QString rewritten(const QString& finding)
{
    return finding + u' ' + rawBytesAdvice();
}

QString bodyAdvice(BodyVariant body, const verify::Scheme& scheme)
{
    switch (body) {
    case BodyVariant::AsScheme: return {};
    case BodyVariant::OtherDialectWhole:
        return AdviceWords::tr(
            "Signed over the whole body, as Speckle 2.12 and later do, although the payload is a "
            "string as 2.11 and earlier send it. A handler made from the guide's sample checks the "
            "inner string: let it check the raw body.");
    case BodyVariant::OtherDialectInner:
        return AdviceWords::tr(
            "Signed over the payload alone, as Speckle 2.11 and earlier do, although the payload is an "
            "object as 2.12 and later send it. Let the sender sign the whole body.");
    case BodyVariant::Compact:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON without white space; it was spaced out after signing, "
                            "perhaps by a proxy."));
    case BodyVariant::Spaced:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON with a space after each comma and colon, as Python's "
                            "json.dumps writes it."));
    case BodyVariant::SortedKeys:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON with sorted keys and a space after each comma and "
                            "colon."));
    case BodyVariant::SortedKeysCompact:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON with sorted keys and without white space."));
    case BodyVariant::EscapedNonAscii:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON without white space and with every character beyond "
                            "ASCII escaped as \\uXXXX."));
    case BodyVariant::EscapedNonAsciiSpaced:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON as Python's json.dumps writes it: spaced, and with "
                            "every character beyond ASCII escaped as \\uXXXX."));
    case BodyVariant::EscapedNonAsciiSorted:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON as Python's json.dumps writes it with sorted keys: "
                            "spaced, and with every character beyond ASCII escaped as \\uXXXX."));
    case BodyVariant::EscapedNonAsciiSortedCompact:
        return rewritten(
            AdviceWords::tr("Signed over the same JSON with sorted keys, without white space and with every "
                            "character beyond ASCII escaped as \\uXXXX."));
    case BodyVariant::TrailingLf:
        return AdviceWords::tr(
            "Signed over the body with a line feed after it, which was not sent. Look for an echo or "
            "an editor that ends the text with a new line before it is signed.");
    case BodyVariant::TrailingCrLf:
        return AdviceWords::tr(
            "Signed over the body with a Windows line end after it, which was not sent. Look for a "
            "tool that ends the text with a new line before it is signed.");
    case BodyVariant::WithoutTrailingNewline:
        return AdviceWords::tr(
            "Signed over the body without the line end it was sent with. Send exactly the bytes that "
            "were signed, for instance with curl's --data-binary from a file without a last new line.");
    case BodyVariant::WithBom:
        return AdviceWords::tr(
            "Signed over the body with a byte order mark in front, which was not sent. Save the text "
            "as UTF-8 without BOM before signing it.");
    case BodyVariant::WithoutBom:
        return AdviceWords::tr(
            "Signed over the body without the byte order mark it was sent with. Send it as UTF-8 "
            "without BOM.");
    case BodyVariant::Empty:
        return AdviceWords::tr(
            "Signed over an empty body. The sender signs before it has written the body, or reads its "
            "stream a second time.");
    case BodyVariant::OtherCapture:
        return AdviceWords::tr(
            "This is the signature of another captured request. The body was exchanged or edited after "
            "signing, or a redirect left it behind: sign again whatever is sent.");
    case BodyVariant::BodyAlone:
        return AdviceWords::tr(
                   "Signed over the body alone, but %1 also signs what is sent with it, such as the "
                   "timestamp. Put that in front of the body before signing.")
            .arg(text(scheme.title));
    }
    return {};
}

QString secretAdvice(SecretVariant secret, const verify::Scheme& scheme)
{
    switch (secret) {
    case SecretVariant::AsSaved: return {};
    case SecretVariant::OtherEndpoint:
        return AdviceWords::tr(
            "Signed with the secret of another endpoint. Enter this endpoint's secret in the sender, or "
            "give the sender the other endpoint's URL.");
    case SecretVariant::EmptySecret:
        return AdviceWords::tr(
            "Signed with the empty secret, as Speckle does when its webhook has none. Enter this "
            "endpoint's secret in the sender.");
    case SecretVariant::Trimmed:
        return AdviceWords::tr(
            "Signed with the saved secret without the white space around it. Remove the stray space or "
            "line end from the secret that is saved here.");
    case SecretVariant::WithLf:
        return AdviceWords::tr(
            "Signed with the saved secret and a line feed after it. Remove the line end from the "
            "sender's secret; writing it with echo instead of printf adds one.");
    case SecretVariant::WithCrLf:
        return AdviceWords::tr(
            "Signed with the saved secret and a Windows line end after it. Remove the line end from the "
            "sender's secret.");
    case SecretVariant::WithSpace:
        return AdviceWords::tr(
            "Signed with the saved secret and a space beside it. Remove the stray space from the "
            "sender's secret.");
    case SecretVariant::Unquoted:
        return AdviceWords::tr(
            "Signed with the saved secret without its quotes. Remove the quotes from the secret that is "
            "saved here.");
    case SecretVariant::Quoted:
        return AdviceWords::tr(
            "Signed with the saved secret in quotes. Remove the quotes from the sender's secret; some "
            "tools keep those of a configuration file.");
    case SecretVariant::Base64Decoded:
        return AdviceWords::tr(
            "Signed with the bytes that the saved secret stands for in Base64. This scheme takes the "
            "secret's own characters: let the sender use it without decoding.");
    case SecretVariant::HexDecoded:
        return AdviceWords::tr(
                   "Signed with the bytes that the saved secret stands for in hex. %1 does not decode "
                   "secrets from hex: let the sender use the secret as it is written.")
            .arg(text(scheme.title));
    case SecretVariant::AsText:
        return AdviceWords::tr(
            "Signed with the characters of the saved secret. This scheme takes the bytes they stand for "
            "in Base64: let the sender decode the secret first, without whsec_.");
    }
    return {};
}

QString algorithmAdvice(HashAlgorithm algorithm, const verify::Scheme& scheme)
{
    if (algorithm == scheme.algorithm)
        return {};
    return AdviceWords::tr("Signed with HMAC-%1; %2 uses HMAC-%3. Change the sender's algorithm.")
        .arg(algorithmName(algorithm), text(scheme.title), algorithmName(scheme.algorithm));
}

QString encodingAdvice(EncodingVariant encoding, const verify::Scheme& scheme)
{
    const QString header = text(scheme.header);
    switch (encoding) {
    case EncodingVariant::AsScheme: return {};
    case EncodingVariant::Hex:
        return AdviceWords::tr("The signature is written in hex; the %1 header takes Base64.").arg(header);
    case EncodingVariant::UpperHex:
        return AdviceWords::tr(
            "The signature is written in upper-case hex. It is accepted here, but a handler that "
            "compares text expects lower case.");
    case EncodingVariant::Base64:
        return AdviceWords::tr("The signature is written in Base64; the %1 header takes lower-case hex.")
            .arg(header);
    case EncodingVariant::WithPrefix:
        return scheme.prefix.empty()
                   ? AdviceWords::tr("There is a prefix before the signature; the %1 header takes none.")
                         .arg(header)
                   : AdviceWords::tr(
                         "There is another prefix before the signature; the %1 header takes \"%2\".")
                         .arg(header, text(scheme.prefix));
    case EncodingVariant::WithoutPrefix:
        return AdviceWords::tr("The prefix before the signature is missing; the %1 header takes \"%2\".")
            .arg(header, text(scheme.prefix));
    }
    return {};
}

QString bodyLabel(BodyVariant body)
{
    switch (body) {
    case BodyVariant::AsScheme: return AdviceWords::tr("as the scheme asks");
    case BodyVariant::OtherDialectWhole: return AdviceWords::tr("whole body");
    case BodyVariant::OtherDialectInner: return AdviceWords::tr("payload alone");
    case BodyVariant::Compact: return AdviceWords::tr("compact JSON");
    case BodyVariant::Spaced: return AdviceWords::tr("spaced JSON");
    case BodyVariant::SortedKeys: return AdviceWords::tr("spaced JSON with sorted keys");
    case BodyVariant::SortedKeysCompact: return AdviceWords::tr("compact JSON with sorted keys");
    case BodyVariant::EscapedNonAscii: return AdviceWords::tr("compact JSON in ASCII");
    case BodyVariant::EscapedNonAsciiSpaced: return AdviceWords::tr("spaced JSON in ASCII");
    case BodyVariant::EscapedNonAsciiSorted: return AdviceWords::tr("spaced JSON in ASCII with sorted keys");
    case BodyVariant::EscapedNonAsciiSortedCompact:
        return AdviceWords::tr("compact JSON in ASCII with sorted keys");
    case BodyVariant::TrailingLf: return AdviceWords::tr("with a line feed at the end");
    case BodyVariant::TrailingCrLf: return AdviceWords::tr("with a Windows line end at the end");
    case BodyVariant::WithoutTrailingNewline: return AdviceWords::tr("without the line end");
    case BodyVariant::WithBom: return AdviceWords::tr("with a byte order mark");
    case BodyVariant::WithoutBom: return AdviceWords::tr("without the byte order mark");
    case BodyVariant::Empty: return AdviceWords::tr("empty body");
    case BodyVariant::OtherCapture: return AdviceWords::tr("body of another capture");
    case BodyVariant::BodyAlone: return AdviceWords::tr("body without timestamp");
    }
    return {};
}

QString secretLabel(SecretVariant secret)
{
    switch (secret) {
    case SecretVariant::AsSaved: return {};
    case SecretVariant::OtherEndpoint: return AdviceWords::tr("secret of another endpoint");
    case SecretVariant::EmptySecret: return AdviceWords::tr("empty secret");
    case SecretVariant::Trimmed: return AdviceWords::tr("secret without white space around it");
    case SecretVariant::WithLf: return AdviceWords::tr("secret with a line feed");
    case SecretVariant::WithCrLf: return AdviceWords::tr("secret with a Windows line end");
    case SecretVariant::WithSpace: return AdviceWords::tr("secret with a space");
    case SecretVariant::Unquoted: return AdviceWords::tr("secret without its quotes");
    case SecretVariant::Quoted: return AdviceWords::tr("secret in quotes");
    case SecretVariant::Base64Decoded: return AdviceWords::tr("secret decoded from Base64");
    case SecretVariant::HexDecoded: return AdviceWords::tr("secret decoded from hex");
    case SecretVariant::AsText: return AdviceWords::tr("secret not decoded");
    }
    return {};
}

QString encodingLabel(EncodingVariant encoding)
{
    switch (encoding) {
    case EncodingVariant::AsScheme: return {};
    case EncodingVariant::Hex: return AdviceWords::tr("read as hex");
    case EncodingVariant::UpperHex: return AdviceWords::tr("upper-case hex");
    case EncodingVariant::Base64: return AdviceWords::tr("read as Base64");
    case EncodingVariant::WithPrefix: return AdviceWords::tr("foreign prefix ignored");
    case EncodingVariant::WithoutPrefix: return AdviceWords::tr("without the prefix");
    }
    return {};
}

/// "GitHub's signature (X-Hub-Signature-256)"
QString named(const verify::OtherSignature& other)
{
    const QString title = text(other.scheme->title);
    const bool sender = !title.endsWith(u's') && other.scheme->name != "generic"; // else the name of a form
    return (sender ? AdviceWords::tr("%1's signature (%2)") : AdviceWords::tr("a signature of the form %1 (%2)")).arg(title, text(other.header));
}

QStringList partsOf(const verify::Attempt& attempt)
{
    QStringList parts{bodyLabel(attempt.body), secretLabel(attempt.secret),
                      attempt.algorithm == HashAlgorithm::Sha256 ? QString()
                                                                 : algorithmName(attempt.algorithm),
                      encodingLabel(attempt.encoding)};
    parts.removeAll(QString());
    return parts;
}

} // namespace

QString adviceSentence(const verify::Attempt& attempt, const verify::Scheme& scheme)
{
    QStringList advice{bodyAdvice(attempt.body, scheme), secretAdvice(attempt.secret, scheme),
                       algorithmAdvice(attempt.algorithm, scheme), encodingAdvice(attempt.encoding, scheme)};
    advice.removeAll(QString());
    if (advice.isEmpty())
        return AdviceWords::
            tr("The signature itself fits body and secret. If it is refused, look at how often and how the "
               "%1 header is written, and at the timestamp sent with it.")
                .arg(text(scheme.header));
    return advice.join(u' ');
}

QString attemptLabel(const verify::Attempt& attempt)
{
    return partsOf(attempt).join(u", "_s);
}

QString causeSentence(const verify::Attempt& attempt)
{
    QStringList parts = partsOf(attempt);
    if (attempt.body == BodyVariant::AsScheme)
        parts.removeFirst(); // says that nothing is amiss with it
    return parts.isEmpty() ? QString()
                           : AdviceWords::tr("It was signed otherwise than the endpoint expects: %1.").arg(parts.join(u", "_s));
}

QString otherSignatureSentence(const verify::OtherSignature& other)
{
    const QString signature = named(other);
    QString sentence;
    if (other.secretFits())
        sentence = AdviceWords::tr("It carries %1, and your secret fits.").arg(signature);
    else if (other.verdict == SignatureVerdict::HeaderMalformed)
        sentence = AdviceWords::tr("It carries %1, but not written as it should be, or without what belongs to it.").arg(signature);
    else
        sentence = AdviceWords::tr("It carries %1, but your secret does not fit.").arg(signature);
    if (other.older)
        sentence += u' ' + AdviceWords::tr("That is the older form, with SHA-1, by which nothing is accepted: let the sender send %1 too, or look "
                                           "for a proxy that drops it.").arg(text(other.scheme->header));
    return sentence;
}

} // namespace hookloupe::words
