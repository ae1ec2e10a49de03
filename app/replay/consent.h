// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/web_url.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe::replay {

/// What the user said about sending to other machines, for this run of the program: nothing goes to one unasked, and no field
/// that gives somebody's rights or proves who sent it goes there without having been named. One object for all that sends by
/// hand from a window; what an endpoint forwards to is agreed on when it is saved, see newElsewhere().
class HostConsents {
public:
    /// The names to leave out of a request that would carry `telling`, if the user was asked about all of them; else nothing:
    /// ask. This machine needs no consent.
    [[nodiscard]] std::optional<std::vector<std::string>> leftOut(const client::WebUrl& url, const std::vector<std::string>& telling) const;
    void remember(const client::WebUrl& url, const std::vector<std::string>& telling, bool leaveOut);

private:
    struct Choice {
        bool leaveOut = true;
        std::vector<std::string> named;
    };
    std::map<std::string, Choice> m_hosts;
};

/// Hosts with their ports among the URLs in `after` that are not this machine and are not among those in `before`, each once,
/// as they stand in a Host field. A URL that cannot be read is none.
[[nodiscard]] std::vector<std::string> newElsewhere(const std::vector<std::string>& before, const std::vector<std::string>& after);

} // namespace hookloupe::replay
