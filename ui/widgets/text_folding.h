// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/pretty.h"
#include "widgets/text_rows.h"

#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace hookloupe::ui {

/// Which parts of a text can be folded, and which are.
class TextFolding {
public:
    using Folds = std::shared_ptr<const std::vector<decode::Fold>>;

    void reset(Folds folds = nullptr);
    [[nodiscard]] bool isEmpty() const { return !m_folds || m_folds->empty(); }

    /// The fold whose text begins here: right behind its bracket.
    [[nodiscard]] std::optional<std::size_t> at(std::size_t begin) const;
    /// The innermost fold around a byte, its brackets included.
    [[nodiscard]] std::optional<std::size_t> around(std::size_t offset) const;
    [[nodiscard]] const decode::Fold& fold(std::size_t index) const { return (*m_folds)[index]; }
    [[nodiscard]] bool isClosed(std::size_t index) const { return m_closed.contains(index); }

    void setClosed(std::size_t index, bool closed);
    void closeAllInside();                 ///< all but the outermost, as far as `mostClosed`
    void openAll() { m_closed.clear(); }
    /// Opens whatever hides this byte. False if nothing does.
    bool reveal(std::size_t offset);

    /// The outermost closed folds, with the line feeds they hide.
    [[nodiscard]] std::vector<HiddenText> hidden(std::string_view text) const;

    static constexpr std::size_t mostClosed = 20'000;

private:
    Folds m_folds;
    std::set<std::size_t> m_closed;
};

} // namespace hookloupe::ui
