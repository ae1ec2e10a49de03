// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/program_options.h"

#include "settings/settings_limits_page.h"
#include "session/limits.h"
#include "session/paths.h"
#include "style/short_words.h"
#include "words/home_words.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ProgramOptions)
};

ParsedArguments wrongUsage(const QString& sentence)
{
    return {{}, Words::tr("hookloupe: %1\nTry hookloupe --help.").arg(sentence), 2};
}

/// "127.0.0.1:4100", "[::1]:0".
std::optional<std::pair<std::string, std::uint16_t>> parseListen(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const ushort port = text.mid(colon + 1).toUShort(&isNumber);
    QString address = text.left(colon);
    const bool bracketed = address.startsWith(u'[') && address.endsWith(u']');
    if (bracketed)
        address = address.mid(1, address.size() - 2);
    const QHostAddress host(address);
    const bool isV6 = host.protocol() == QAbstractSocket::IPv6Protocol;
    if (colon <= 0 || !isNumber || host.isNull() || bracketed != isV6)
        return std::nullopt;
    return std::pair(address.toStdString(), port);
}

} // namespace

ParsedArguments parseArguments(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Shows the webhooks that arrive, and why a signature is wrong."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, Words::tr("Shows this help."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, Words::tr("Shows the version."));
    const QCommandLineOption storeFile(u"store"_s, Words::tr("Captures into FILE (default: %1).")
                                                       .arg(QString::fromStdString(session::defaultStorePath())), u"FILE"_s);
    const QCommandLineOption listen(u"listen"_s, Words::tr("Listens on ADDR:PORT, such as 127.0.0.1:4100 or [::1]:4100; port 0 "
                                                           "takes any free one."), u"ADDR:PORT"_s);
    const QCommandLineOption settings(u"settings"_s, Words::tr("Keeps settings in FILE (default: %1).")
                                                         .arg(QString::fromStdString(session::defaultSettingsPath())), u"FILE"_s);
    QStringList names;
    for (const session::LimitInfo& info : session::limitInfos())
        names << QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
    const QCommandLineOption limit(u"limit"_s, Words::tr("Sets a limit for this run, such as body=16MiB. Names: %1.")
                                                   .arg(names.join(u", "_s)), u"NAME=VALUE"_s);
    const QCommandLineOption certificate(u"tls-cert"_s, Words::tr("Certificate chain (PEM): listens with HTTPS."), u"FILE"_s);
    const QCommandLineOption key(u"tls-key"_s, Words::tr("Its private key (PEM, without passphrase)."), u"FILE"_s);
    const QCommandLineOption selfSigned(u"tls-self-signed"_s, Words::tr("HTTPS with a self-signed certificate, made when first "
                                                                        "needed."));
    parser.addOptions({storeFile, listen, certificate, key, selfSigned, settings, limit, version, help});
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    if (parser.isSet(help))
        return {{}, parser.helpText(), 0};
    if (parser.isSet(version))
        return {{}, u"hookloupe "_s + QStringLiteral(HOOKLOUPE_VERSION) + u'\n', 0};
    if (!parser.positionalArguments().isEmpty())
        return wrongUsage(Words::tr("%1 is not an option.").arg(shownText(parser.positionalArguments().front().toStdString())));

    ProgramOptions options;
    options.storePath = parser.isSet(storeFile) ? parser.value(storeFile).toStdString() : session::defaultStorePath();
    options.settingsPath = parser.isSet(settings) ? parser.value(settings).toStdString() : session::defaultSettingsPath();
    if ((parser.isSet(storeFile) && options.storePath.empty()) || (parser.isSet(settings) && options.settingsPath.empty()))
        return wrongUsage(Words::tr("--store and --settings need the name of a file."));
    if (options.storePath.empty() || options.settingsPath.empty())
        return {{}, Words::tr("hookloupe: %1 Set HOME to your folder, or name files with --store and --settings.")
                        .arg(words::homeSentence(session::unusableHome().value_or(std::string()))), 3};
    if (parser.isSet(listen)) {
        options.listen = parseListen(parser.value(listen));
        if (!options.listen)
            return wrongUsage(Words::tr("%1 is not an address and port. Write 127.0.0.1:4100 or [::1]:4100.")
                                  .arg(shownText(parser.value(listen).toStdString())));
    }
    const auto file = [&parser](const QCommandLineOption& option) {
        return parser.isSet(option) ? std::optional(parser.value(option).toStdString()) : std::nullopt;
    };
    const auto tls = session::tlsChoice(file(certificate), file(key), parser.isSet(selfSigned));
    if (!tls)
        return wrongUsage(Words::tr("HTTPS needs --tls-cert together with --tls-key, or --tls-self-signed alone."));
    if (tls->mode != session::TlsMode::Off)
        options.tls = *tls;
    server::Limits tried;
    for (const QString& text : parser.values(limit)) {
        const std::string name = text.section(u'=', 0, 0).toStdString();
        const std::string value = text.section(u'=', 1).toStdString();
        const session::LimitInfo* info = session::findLimit(name);
        if (!info)
            return wrongUsage(Words::tr("--limit: there is no limit %1. The names are: %2.").arg(shownText(name, 60), names.join(u", "_s)));
        if (!session::setLimit(tried, name, value))
            return wrongUsage(Words::tr("--limit %1: %2 cannot be used. Enter %3.")
                                  .arg(shownText(name), value.empty() ? Words::tr("nothing") : shownText(value, 60), limitFormWords(*info)));
        options.limits.emplace_back(name, value);
    }
    return {options, {}, 0};
}

} // namespace hookloupe::ui
