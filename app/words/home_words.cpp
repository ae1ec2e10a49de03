// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/home_words.h"

#include "base/text.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

struct HomeWords {
    Q_DECLARE_TR_FUNCTIONS(HomeWords)
};

} // namespace

QString homeSentence(std::string_view home)
{
    if (home.empty())
        return HomeWords::tr("No home folder is known: HOME is not set, and the user has none.");
    if (home.find_first_not_of('/') == std::string_view::npos)
        return HomeWords::tr("The home folder is the root of the disk, where no files are kept.");
    return HomeWords::tr("The home folder does not exist: %1.").arg(QString::fromStdString(visibleText(home)));
}

} // namespace hookloupe::words
