// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/web_url.h"

#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QWidget;

namespace hookloupe::ui {

/// What the user said about sending to other machines, for this run of the program: nothing goes to one unasked, and no field
/// that gives somebody's rights or proves who sent it goes there without having been named.
class HostConsents {
public:
    /// The names to leave out of a request that would carry `telling`, if the user was asked about all of them; else nothing:
    /// ask. This machine needs no consent.
    [[nodiscard]] std::optional<std::vector<std::string>> leftOut(const replay::WebUrl& url,
                                                                  const std::vector<std::string>& telling) const;
    void remember(const replay::WebUrl& url, const std::vector<std::string>& telling, bool leaveOut);

private:
    struct Choice {
        bool leaveOut = true;
        std::vector<std::string> named;
    };
    std::map<std::string, Choice> m_hosts;
};

enum class HostQuestion { One /**< a request that carries these fields */, Many /**< requests that may */ };

/// Asks in a dialog over `parent`; `then` is called with whether to leave the fields out, not at all if nothing is to be sent.
void askAboutHost(QWidget* parent, const QString& host, const std::vector<std::string>& telling, HostQuestion about,
                  std::function<void(bool leaveOut)> then);

} // namespace hookloupe::ui
