// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/secret_words.h"

#include "base/text.h"
#include "words/error_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

struct SecretWords {
    Q_DECLARE_TR_FUNCTIONS(SecretWords)
};

} // namespace

QString unreadableSecretsSentence(const Error& error)
{
    const QString where = QString::fromStdString(visibleText(error.detail));
    if (where == u"keychain entry")
        return SecretWords::tr("What the system's keychain gives for them is damaged. Restore its entry from a backup.");
    if (where.startsWith(u"keychain:") && error.code == ErrorCode::NotFound)
        return SecretWords::tr("They are not in the system's keychain, or it is locked: unlock it.");
    if (where.startsWith(u"keychain:"))
        return SecretWords::tr("They are in the system's keychain, which does not give them (%1): unlock it.").arg(where);
    if (error.code == ErrorCode::NotFound)
        return SecretWords::tr("The file %1 is missing or does not have them. Put that file back; if this store is a copy, copy the secrets file of the original to that place.").arg(where);
    if (error.code == ErrorCode::Corrupt)
        return SecretWords::tr("Their file is damaged: %1. Put one from a backup in its place.").arg(where);
    return errorSentence(error);
}

} // namespace hookloupe::words
