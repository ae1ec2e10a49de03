// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "compare/compare.h"
#include "decode/document.h"

#include <memory>
#include <vector>

namespace hookloupe::ui {

enum class ChangePart { Update, Head, Payload };

/// Two documents and how they differ.
struct ChangeSection {
    ChangePart part = ChangePart::Payload;
    std::shared_ptr<const decode::Document> before;
    std::shared_ptr<const decode::Document> after;
    compare::Comparison found;

    /// The node of an entry, on one side; nullptr if it is not there.
    [[nodiscard]] const decode::Node* beforeNode(const compare::Entry& entry) const;
    [[nodiscard]] const decode::Node* afterNode(const compare::Entry& entry) const;
    /// A member's name, or an array item's place as "[3]".
    [[nodiscard]] std::string nameOf(const compare::Entry& entry) const;
};

/// A whole comparison, as the Changes tab shows it.
struct ChangeSet {
    std::vector<ChangeSection> sections;   ///< none: there is nothing to compare

    [[nodiscard]] compare::Comparison totals() const; ///< the counts of all; no entries
};

/// `old` against `new` inside one payload. In the documented form, which has no old values, against nothing. Any thread.
[[nodiscard]] ChangeSet changesInside(const Capture& capture, const compare::Cancelled& cancelled);
/// Heads and payloads of two captures; of Speckle bodies the payload, whichever the dialect. Any thread.
[[nodiscard]] ChangeSet changesBetween(const Capture& before, const Capture& after, bool withVolatile,
                                       const compare::Cancelled& cancelled);

} // namespace hookloupe::ui
