// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scheme_option.h"

#include "cli/command.h"
#include "verify/scheme.h"

#include <QStringList>

namespace hookloupe::cli {

QString unknownScheme(const std::string& name)
{
    QStringList known;
    for (const verify::Scheme& scheme : verify::schemes())
        known << QString::fromUtf8(scheme.name.data(), static_cast<qsizetype>(scheme.name.size()));
    return text("--scheme %1 is not known. Known are %2.").arg(shownArgument(name), known.join(QStringLiteral(", ")));
}

} // namespace hookloupe::cli
