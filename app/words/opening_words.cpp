// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/opening_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

struct OpeningWords {
    Q_DECLARE_TR_FUNCTIONS(OpeningWords)
};

} // namespace

QString openingSentence(store::OpeningWork work)
{
    switch (work) {
    case store::OpeningWork::Checking:
        return OpeningWords::tr("Checking every page of the store, as it was found damaged…");
    case store::OpeningWork::Salvaging:
        return OpeningWords::tr("Saving what can be read of the damaged store…");
    case store::OpeningWork::Updating:
        return OpeningWords::tr("Bringing the store up to date: an older version of Hookloupe wrote it…");
    }
    return {};
}

} // namespace hookloupe::words
