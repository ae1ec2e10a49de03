// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/loss_words.h"

#include "base/text.h"
#include "words/error_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace hookloupe::words {

namespace {

using store::Fate;
using store::StoreLoss;

struct LossWords {
    Q_DECLARE_TR_FUNCTIONS(LossWords)
};

bool hasNoName(Fate fate)
{
    return fate == Fate::Deleted || fate == Fate::Replaced;
}

QString shown(const std::string& path)
{
    return QString::fromStdString(visibleText(path));
}

QString whatHappened(const StoreLoss& loss, const QString& path)
{
    switch (loss.fate) {
    case Fate::InPlace:
        return {};
    case Fate::Deleted:
        return LossWords::tr("The store %1 was deleted while it was in use.").arg(path);
    case Fate::Replaced:
        return LossWords::tr("Another file took the place of the store %1 while it was in use.").arg(path);
    case Fate::Moved:
        return LossWords::tr("The store %1 was moved to %2 while it was in use.").arg(path, shown(loss.nowAt));
    case Fate::LogGone:
        return LossWords::tr("The write-ahead log of the store %1 was taken away while it was in use.").arg(path);
    case Fate::CutShort:
        return LossWords::tr("Another program cut the store %1 short or wrote over it while it was in use.").arg(path);
    case Fate::Older:
        return LossWords::tr("Another program wrote an older state into the store %1 while it was in use.").arg(path);
    }
    return {};
}

QString whereItIs(const StoreLoss& loss)
{
    if (!loss.rescuedTo.empty())
        return LossWords::tr("All it held is kept in %1 (requests: %2).")
            .arg(shown(loss.rescuedTo), QLocale().toString(qlonglong{loss.captures}));
    if (!hasNoName(loss.fate))
        return {};
    if (loss.trouble)
        return LossWords::tr("What it held could not be saved yet, which is tried again: leave Hookloupe running. %1", "%1 is a sentence")
            .arg(errorSentence(*loss.trouble));
    return LossWords::tr("What it held is being saved.");
}

QString howItGoesOn(const StoreLoss& loss, const QString& path)
{
    switch (loss.fate) {
    case Fate::Deleted:
    case Fate::Replaced:
        return loss.rescuedTo.empty() ? QString() : LossWords::tr("Move that file to %1, and capturing goes on.").arg(path);
    case Fate::Moved:
        return LossWords::tr("Move it back, and capturing goes on.");
    case Fate::InPlace:
    case Fate::LogGone:
    case Fate::CutShort:
    case Fate::Older:
        return {};
    }
    return {};
}

/// `missing`: requests, see StoreLoss.
QString whatIsMissing(std::int64_t missing, bool atMost)
{
    if (missing <= 0)
        return {};
    const QString number = QLocale().toString(qlonglong{missing});
    return atMost ? LossWords::tr("Requests that were stored here and are not in it any more, but for those that were deleted: at most %1.").arg(number)
                  : LossWords::tr("Requests that were stored here and are not in it any more: %1.").arg(number);
}

QString salvaged(const store::SalvageReport& report)
{
    const QLocale locale;
    const QString kept = LossWords::tr("It was damaged. Requests that could be read and are kept: %1. The damaged file was put aside as %2.")
                             .arg(locale.toString(qlonglong{report.captures}), shown(report.damagedPath));
    if (report.lost == 0 && !report.atLeast)
        return kept;
    if (report.lost < 0)
        return kept + u' ' + LossWords::tr("How many could not be read is not known.");
    const QString lost = locale.toString(qlonglong{report.lost});
    return kept + u' ' + (report.atLeast ? LossWords::tr("Requests that could not be read: at least %1.").arg(lost)
                                         : LossWords::tr("Requests that could not be read: %1.").arg(lost));
}

} // namespace

QString lossSentence(const StoreLoss& loss)
{
    const QString path = shown(loss.path);
    QStringList sentences;
    if (loss.over) {
        sentences << LossWords::tr("Capturing goes on in %1.").arg(path);
        if (loss.salvaged)
            sentences << salvaged(*loss.salvaged);
        else if (loss.fate == Fate::LogGone && loss.missing == 0)
            sentences << LossWords::tr("Nothing is lost: all that was in the log is in the store.");
        sentences << whatIsMissing(loss.missing, loss.atMost);
        sentences.removeAll(QString());
        return sentences.join(u' ');
    }
    sentences << whatHappened(loss, path) << whatIsMissing(loss.missing, loss.atMost) << LossWords::tr("Requests are answered 503 and not kept.") << whereItIs(loss);
    const bool told = loss.rescuedTo.empty() && hasNoName(loss.fate);
    if (loss.trouble && !told)
        sentences << errorSentence(*loss.trouble);
    if (loss.otherAtPath && loss.fate != Fate::Replaced)
        sentences << LossWords::tr("What is at its place now is another store.");
    sentences << howItGoesOn(loss, path);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString missingSinceSentence(const std::string& path, std::int64_t missing)
{
    return LossWords::tr("The store %1 is not as Hookloupe left it: an older state was put in its place, or it was damaged. %2", "%2 is a sentence")
        .arg(shown(path), whatIsMissing(missing, true));
}

QString endSentence(const store::StoreEnd& end)
{
    QStringList sentences;
    if (end.loss) {
        sentences << whatHappened(*end.loss, shown(end.loss->path));
        if (hasNoName(end.loss->fate) && end.loss->rescuedTo.empty() && end.loss->trouble)
            sentences << LossWords::tr("What it held could not be saved, and is lost with the end of this program. %1", "%1 is a sentence")
                             .arg(errorSentence(*end.loss->trouble));
        else
            sentences << whereItIs(*end.loss);
    }
    if (end.salvaged)
        sentences << salvaged(*end.salvaged);
    if (const QString missing = whatIsMissing(end.missing, end.atMost); !missing.isEmpty())
        sentences << LossWords::tr("Not all that was acknowledged is in the store. %1", "%1 is a sentence").arg(missing);
    if (end.outcomes > 0)
        sentences << LossWords::tr("Not written, how answers ended (their captures say that the answer is on its way): %1.")
                         .arg(QLocale().toString(qlonglong{end.outcomes}));
    if (end.deliveries > 0)
        sentences << LossWords::tr("Not written, what came of requests that were passed on or sent again (they may be passed on once more): %1.")
                         .arg(QLocale().toString(qlonglong{end.deliveries}));
    if (end.error && (end.outcomes > 0 || end.deliveries > 0))
        sentences << errorSentence(*end.error);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

} // namespace hookloupe::words
