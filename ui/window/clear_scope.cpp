// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/clear_scope.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Clear {
    Q_DECLARE_TR_FUNCTIONS(Clear)
};

constexpr int longestTitle = 32; ///< characters: a button of a toolbar is not to push the others out

QString shortened(const QString& title)
{
    return title.size() <= longestTitle ? title : title.left(longestTitle - 1) + u'…';
}

int forPlural(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000));
}

} // namespace

QString clearLabel(const ClearScope& scope)
{
    if (scope.count == 0)
        return Clear::tr("C&lear");
    const QString title = shortened(scope.endpoint).replace(u'&', u"&&"_s);
    if (scope.isEverything())
        return scope.count == 1 ? Clear::tr("C&lear the only one") : Clear::tr("C&lear all %n", nullptr, scope.count);
    if (title.isEmpty())
        return Clear::tr("C&lear %n of the chosen span", nullptr, scope.count);
    return scope.inSpan ? Clear::tr("C&lear %n of “%1” in the chosen span", nullptr, scope.count).arg(title)
                        : Clear::tr("C&lear %n of “%1”", nullptr, scope.count).arg(title);
}

QString clearHint(const ClearScope& scope)
{
    return scope.isEverything() ? Clear::tr("Delete all requests; Undo brings them back")
                                : Clear::tr("Delete the requests that the list shows; Undo brings them back");
}

QString clearedSentence(const ClearScope& scope, std::int64_t count)
{
    if (scope.isEverything())
        return deletedSentence(count);
    if (scope.endpoint.isEmpty())
        return count == 1 ? Clear::tr("Deleted one request of the chosen span.")
                          : Clear::tr("Deleted %n requests of the chosen span.", nullptr, forPlural(count));
    if (scope.inSpan) {
        return (count == 1 ? Clear::tr("Deleted one request of “%1” in the chosen span.")
                           : Clear::tr("Deleted %n requests of “%1” in the chosen span.", nullptr, forPlural(count)))
            .arg(scope.endpoint);
    }
    return (count == 1 ? Clear::tr("Deleted one request of “%1”.")
                       : Clear::tr("Deleted %n requests of “%1”.", nullptr, forPlural(count)))
        .arg(scope.endpoint);
}

QString deletedSentence(std::int64_t count)
{
    return count == 1 ? Clear::tr("Deleted one request.") : Clear::tr("Deleted %n requests.", nullptr, forPlural(count));
}

} // namespace hookloupe::ui
