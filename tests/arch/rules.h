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

} // namespace hookloupe::test
