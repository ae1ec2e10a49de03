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
        return tr("This can't be used: %1. Correct it and try again.");
    case ErrorCode::NotFound:
        return tr("Not found: %1. Check the name.");
    case ErrorCode::AlreadyExists:
        return tr("This exists already: %1. Choose another one.");
    case ErrorCode::PermissionDenied:
        return tr("Access was denied: %1. Check who owns it and what you may do there.");
    case ErrorCode::AddressInUse:
        return tr("The address is in use by another program: %1. End that program or choose another port.");
    case ErrorCode::Unreadable:
        return tr("This could not be read: %1. Check that it is a file and that you may read it.");
    case ErrorCode::NewerVersion:
        return tr("A newer Hookloupe wrote this, so it was left as it is: %1. Update Hookloupe to open it.");
    case ErrorCode::LockedByOther:
        return tr("Another program captures into this store: %1. End it, or choose another store file.");
    case ErrorCode::Corrupt:
        return tr("This is damaged: %1. Restore it from a backup, or move it away to start anew.");
    case ErrorCode::Altered:
        return tr("These bytes are not those that arrived: %1. The disk or another program has changed them.");
    case ErrorCode::DiskFull:
        return tr("The disk is full (%1). Requests are refused until there is space.");
    case ErrorCode::DiskFailed:
        return tr("The disk could not be read or written (%1). Requests are refused until it can; check the disk and its "
                  "connection.");
    case ErrorCode::StoreGone:
        return tr("The store is no longer where it was (%1). Requests are refused until it is back; put it back, or choose "
                  "another store.");
    case ErrorCode::QueueFull:
        return tr("Requests arrive faster than the disk takes them (%1). Some were answered 503 and not kept.");
    case ErrorCode::TooLarge:
        return tr("This is too large: %1. Choose a smaller one, or raise the limit.");
    case ErrorCode::Unsupported:
        return tr("This is not possible here: %1.");
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
    case ErrorCode::DiskFailed:
        return tr("The disk could not be read or written. Requests are refused until it can; check the disk and its "
                  "connection.");
    case ErrorCode::StoreGone:
        return tr("The store is no longer where it was. Requests are refused until it is back; put it back, or choose another "
                  "store.");
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
    case ErrorCode::Altered:
    case ErrorCode::TooLarge:
    case ErrorCode::Unsupported:
        return sentenceFor(code).arg(tr("the input"));
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
