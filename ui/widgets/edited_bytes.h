// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::ui {

/// Bytes that are edited, with undo. A change is made in place, so that 64 MiB are edited as swiftly as a line; only if
/// somebody else holds the bytes too are they copied first. One thread; others may read what bytes() gave them.
class EditedBytes {
public:
    static constexpr std::size_t mostUndone = 64 * 1024 * 1024; ///< bytes kept for undo; the newest step is kept anyhow

    void reset(std::shared_ptr<const std::string> bytes);  ///< nothing can be undone then; nullptr for none
    [[nodiscard]] std::shared_ptr<const std::string> bytes() const;
    [[nodiscard]] std::size_t size() const { return bytes() ? bytes()->size() : 0; }
    /// Puts `with` in place of the bytes from `begin` to before `end`. A change that is `typedOn` can be undone together with
    /// the one before, if it touches what that put in.
    void replace(std::size_t begin, std::size_t end, std::string_view with, bool typedOn = false);

    /// Where something was put back. It stands from `begin` to before `end`.
    struct Place {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::optional<Place> undo();
    std::optional<Place> redo();
    [[nodiscard]] bool canUndo() const { return m_at > 0; }
    [[nodiscard]] bool canRedo() const { return m_at < m_steps.size(); }
    [[nodiscard]] bool isModified() const { return m_clean != m_at; } ///< since reset(); not, when all was undone

private:
    struct Step {
        std::size_t begin;
        std::string removed;
        std::string inserted;
    };
    bool joined(std::size_t begin, std::size_t end, std::string_view with);
    void put(std::size_t begin, std::size_t count, std::string_view with);
    void forgetOldest();

    std::shared_ptr<const std::string> m_given;
    std::shared_ptr<std::string> m_own;        ///< since the first change
    std::deque<Step> m_steps;
    std::size_t m_at = 0;                      ///< steps that are done
    std::optional<std::size_t> m_clean = 0;    ///< of m_at; none: it was forgotten
    std::size_t m_kept = 0;                    ///< bytes in m_steps
};

} // namespace hookloupe::ui
