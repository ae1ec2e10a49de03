// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/standing_warnings.h"

#include "frame/banner.h"
#include "style/short_words.h"
#include "words/error_words.h"
#include "words/loss_words.h"

#include <QCoreApplication>

namespace hookloupe::ui {

using session::ListenState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StandingWarnings)
};

QString salvageSentence(const store::SalvageReport& report)
{
    const QString kept = Words::tr("The store was damaged. Requests that could be read and are kept: %1.")
                             .arg(report.captures);
    const QString lost = report.lost < 0
        ? Words::tr("How many are lost is not known.")
        : (report.atLeast ? Words::tr("Requests that are lost: %1 at least.") : Words::tr("Requests that are lost: %1."))
              .arg(report.lost);
    const QString place = Words::tr("The damaged file was put aside as %1.").arg(shownText(report.damagedPath));
    return Words::tr("%1 %2 %3", "three sentences").arg(kept, lost, place);
}

} // namespace

void showListenWarnings(Banner& banner, const session::ListenStatus& status, bool readOnlyStore)
{
    const bool open = status.state == ListenState::Listening || status.state == ListenState::Paused;
    for (const Warning warning : {Warning::NotListening, Warning::NotLoopback, Warning::PortChanged})
        banner.withdraw(warning);
    if (status.state == ListenState::Failed && status.error && !readOnlyStore)
        banner.warn(Warning::NotListening,
                    Words::tr("Nothing can be captured now. %1").arg(words::errorSentence(*status.error)), false);
    if (open && !status.address.isLoopback())
        banner.warn(Warning::NotLoopback,
                    Words::tr("Other machines can send requests to %1. To be reached from this machine alone, listen on "
                              "127.0.0.1.").arg(QString::fromStdString(status.address.url())), false);
    if (open && status.tookAnotherPort)
        banner.warn(Warning::PortChanged,
                    Words::tr("Port %1 was taken by another program, so Hookloupe listens on port %2.")
                        .arg(status.wantedPort).arg(status.address.port), true);
}

void showStoreWarnings(Banner& banner, const session::Session& session)
{
    const store::Store& store = session.store();
    const QString path = shownText(store.path());
    if (store.heldByOther())
        banner.warn(Warning::ReadOnly,
                    Words::tr("Another Hookloupe captures into %1, so this window only reads it. End the other one, or start "
                              "this one with --store and another file.").arg(path), false);
    else if (store.readOnly())
        banner.warn(Warning::ReadOnly, Words::tr("%1 was opened for reading only: nothing is captured.").arg(path), false);
    if (const auto report = store.salvage())
        banner.warn(Warning::Salvaged, salvageSentence(*report), true);
    if (const std::int64_t missing = session.missingSinceLastUse(); missing > 0)
        banner.warn(Warning::SetBack, words::missingSinceSentence(store.path(), missing), true);
    if (session.secretFileWasOpenToOthers())
        banner.warn(Warning::SecretsExposed,
                    Words::tr("Other accounts could read the file with the secrets. It is closed to them now; replace the "
                              "secrets they may know."), true);
}

} // namespace hookloupe::ui
