// SPDX-License-Identifier: GPL-3.0-or-later
// The composition root of the window program: options and settings in, session and window made, ended in order.
#include "base/core_dumps.h"
#include "base/standard_streams.h"
#include "window/certificate_commands.h"
#include "window/main_window.h"
#include "window/opening_notice.h"
#include "window/program_options.h"
#include "window/settings_feature.h"
#include "window/signal_stop.h"
#include "window/start.h"
#include "frame/window_state.h"
#include "style/icons.h"
#include "style/text_size.h"
#include "words/error_words.h"
#include "words/loss_words.h"

#include <QApplication>
#include <QMessageBox>

#include <cstdio>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

constexpr int unreadable = 3;

ui::ParsedArguments readArguments(int& argc, char** argv)
{
    // Before there is a window system: --help must work without one.
    const QCoreApplication early(argc, argv);
    return ui::parseArguments(QCoreApplication::arguments());
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// `wayOut`: what to do about it, if not what the error says already.
int refuse(const Error& error, const QString& wayOut)
{
    const QString sentence = words::errorSentence(error);
    std::fprintf(stderr, "hookloupe: %s\n", qPrintable(sentence));
    QMessageBox box(QMessageBox::Critical, QCoreApplication::translate("main", "Hookloupe cannot start"), sentence,
                    QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(wayOut);
    box.exec();
    return unreadable;
}

/// Says what of the store was not written where it belongs, when its session is over.
struct LastWords {
    std::optional<store::StoreEnd> end;

    ~LastWords()
    {
        if (end)
            std::fprintf(stderr, "hookloupe: %s\n", qPrintable(words::endSentence(*end)));
    }
};

} // namespace

int main(int argc, char** argv)
{
    withoutCoreDumps(Inspection::Allowed);
    occupyClosedStreams();
    QCoreApplication::setApplicationName(u"hookloupe"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKLOUPE_VERSION));
    const ui::ParsedArguments parsed = readArguments(argc, argv);
    if (!parsed.options) {
        const auto failed = writeAll(parsed.exitCode == 0 ? Stream::Output : Stream::Error, parsed.text.trimmed().toStdString() + '\n');
        if (failed)
            std::fprintf(stderr, "hookloupe: standard output: %s\n", failed.message().c_str());
        return failed ? unreadable : parsed.exitCode;
    }
    if (!hasDisplay()) {
        std::fprintf(stderr, "%s\n", qPrintable(QCoreApplication::translate(
            "main", "hookloupe: there is no display here (DISPLAY and WAYLAND_DISPLAY are empty). Without a window, run: "
                    "hookloupe-cli serve")));
        return unreadable;
    }
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Hookloupe"_s);
    QGuiApplication::setDesktopFileName(u"hookloupe"_s);
    QGuiApplication::setWindowIcon(ui::programIcon());
    const ui::ProgramOptions& options = *parsed.options;
    const QString settingsPath = QString::fromStdString(options.settingsPath);
    const auto [appearance, oddities] = ui::loadAppearance(settingsPath);
    ui::applyTheme(application, appearance.theme);
    ui::applyTextSize(application, appearance.textPercent);

    auto [settings, warnings] = session::loadSettings(options.settingsPath);
    warnings.insert(warnings.end(), oddities.begin(), oddities.end());
    auto sessionOptions = ui::sessionOptions(options, settings);
    if (!sessionOptions)
        return refuse(sessionOptions.error(), QCoreApplication::translate(
            "main", "This concerns the folder of the store or of the settings, or the certificate. To use others, start with --store "
                    "FILE, --settings FILE, --tls-cert FILE and --tls-key FILE, or --tls-self-signed."));
    sessionOptions->store.salvaged = ui::makeReadyWithNotice(sessionOptions->store.path);
    LastWords last;
    sessionOptions->ended = [&last](const store::StoreEnd& end) { last.end = end; };
    auto opened = session::Session::open(std::move(*sessionOptions));
    if (!opened)
        return refuse(opened.error(), QCoreApplication::translate("main", "To use another file, start with: hookloupe "
                                                                           "--store FILE"));
    const std::unique_ptr<session::Session> session = std::move(*opened);

    const ui::SignalStop stop;
    session::LiveSettings live(options.settingsPath, settings, ui::overridesOf(options), *session);
    ui::MainWindow window(*session, settingsPath);
    QStringList complaints;
    for (const Error& warning : warnings)
        complaints << words::errorSentence(warning);
    if (!complaints.isEmpty())
        window.banner().warn(ui::Warning::Settings,
                    QCoreApplication::translate("main", "Some settings could not be used; their defaults are. %1")
                        .arg(complaints.join(u' ')), true);
    window.findChild<ui::SettingsFeature*>()->attach(live);
    new ui::CertificateCommands(*session, window, [&] { return ui::certificate(options, live.settings()); });
    QObject::connect(&stop, &ui::SignalStop::asked, &window, [&window] {
        window.close();
        QCoreApplication::exit(0); // also with a dialog or another window open
    });
    session->startListening();
    window.show();
    return QApplication::exec();
}
