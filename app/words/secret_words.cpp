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
    if (where.startsWith(u"keychain:"))
        return SecretWords::tr("They are in the system's keychain, which does not give them (%1): unlock it.").arg(where);
    if (error.code == ErrorCode::NotFound)
        return SecretWords::tr("Their file is not there: %1. Put it back; beside a store that was copied, put a copy of it.").arg(where);
    if (error.code == ErrorCode::Corrupt)
        return SecretWords::tr("Their file is damaged: %1. Put one from a backup in its place.").arg(where);
    return errorSentence(error);
}

} // namespace hookloupe::words
