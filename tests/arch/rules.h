// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace hookloupe::test {

/// A source file as the rules see it.
struct SourceFile {
    QString path;  ///< from the project's root, "app/store/store.cpp"
    QString text;
};

/// Every breach of the house's rules (docs/architecture.md), a line each: "app/x/y.cpp:12: …".
[[nodiscard]] QStringList breaches(const std::vector<SourceFile>& files);

/// Folders as "app/http": those of different storeys whose includes could not be told apart.
[[nodiscard]] QStringList ambiguousFolders(const std::vector<QString>& folders);

/// What the table of floors in docs/architecture.md does not tell as these rules have it.
[[nodiscard]] QStringList floorsNotTold(const QString& page);

} // namespace hookloupe::test
