// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/error_words.h"

#include "base/text.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ErrorWords", text);
}

QString sentenceFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return tr("%1 is not usable. Correct it and try again.");
    case ErrorCode::NotFound:
        return tr("%1 was not found. Check the name.");
    case ErrorCode::AlreadyExists:
        return tr("%1 exists already. Choose another one.");
    case ErrorCode::PermissionDenied:
        return tr("Access to %1 was denied. Check who owns it and what you may do there.");
    case ErrorCode::AddressInUse:
        return tr("The address %1 is in use by another program. End that program or choose another port.");
    case ErrorCode::Unreadable:
        return tr("%1 could not be read. Check that it is a file and that you may read it.");
    case ErrorCode::NewerVersion:
        return tr("%1 was written by a newer Hookloupe and was left as it is. Update Hookloupe to open it.");
    case ErrorCode::LockedByOther:
        return tr("Another program captures into %1. End it, or choose another store file.");
    case ErrorCode::Corrupt:
        return tr("%1 is damaged. Restore it from a backup, or move it away to start anew.");
    case ErrorCode::DiskFull:
        return tr("The disk is full (%1). Requests are refused until there is space.");
    case ErrorCode::QueueFull:
        return tr("Requests arrive faster than the disk takes them (%1). Some were answered 503 and not kept.");
    case ErrorCode::TooLarge:
        return tr("%1 is too large. Choose a smaller one, or raise the limit.");
    case ErrorCode::Unsupported:
        return tr("%1 is not possible here.");
    case ErrorCode::Failed:
        return tr("That did not work (%1). Try again; if it stays so, report it.");
    }
    return {};
}

QString withoutInput(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
        return tr("The disk is full. Requests are refused until there is space.");
    case ErrorCode::QueueFull:
        return tr("Requests arrive faster than the disk takes them. Some were answered 503 and not kept.");
    case ErrorCode::Failed:
        return tr("That did not work. Try again; if it stays so, report it.");
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::PermissionDenied:
    case ErrorCode::AddressInUse:
    case ErrorCode::Unreadable:
    case ErrorCode::NewerVersion:
    case ErrorCode::LockedByOther:
    case ErrorCode::Corrupt:
    case ErrorCode::TooLarge:
    case ErrorCode::Unsupported:
        return sentenceFor(code).arg(tr("The input"));
    }
    return {};
}

} // namespace

QString errorSentence(const Error& error)
{
    if (error.detail.empty())
        return withoutInput(error.code);
    return sentenceFor(error.code).arg(QString::fromStdString(visibleText(error.detail)));
}

} // namespace hookloupe::words
