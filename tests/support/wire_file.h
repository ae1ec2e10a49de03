// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hookloupe::test {

/// A request recorded from a real Speckle server, with what is known about its signature.
struct WireFile {
    std::string name;       ///< "full-09-version-create-commit_create-ui14.http"
    std::string head;       ///< raw, including the empty line
    std::string body;       ///< raw
    std::string secret;
    std::string signature;  ///< 64 hex
    bool coversInnerString = false;  ///< string dialect
    bool hasBody = true;             ///< false for the GET that follows a 302

    [[nodiscard]] std::string bytes() const { return head + body; }
};

/// All recorded requests of tests/data/wire in the order of SECRETS.tsv. Aborts the test program if one is missing.
[[nodiscard]] std::vector<WireFile> wireFiles();
/// The one whose name starts with `prefix`, e.g. "full-09".
[[nodiscard]] WireFile wireFile(const std::string& prefix);
/// A file below tests/data, whole.
[[nodiscard]] std::string testData(const std::string& relativePath);

} // namespace hookloupe::test
