// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/consent.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QWidget;

namespace hookloupe::ui {

using replay::HostConsents;

enum class HostQuestion { One /**< a request that carries these fields */, Many /**< requests that may */ };

/// Asks in a dialog over `parent`; `then` is called with whether to leave the fields out, not at all if nothing is to be sent.
/// As Speckle delivers, there is no request without a signature, and the question says what goes instead.
void askAboutHost(QWidget* parent, const QString& host, const std::vector<std::string>& telling, HostQuestion about,
                  std::function<void(bool leaveOut)> then, bool asSpeckle = false);

/// Calls `then` with the names of the fields to leave out: at once if the user was asked about them, or after asking, which
/// is remembered. Not at all if nothing is to be sent.
void withConsent(QWidget* parent, const std::shared_ptr<HostConsents>& consents, const client::WebUrl& url,
                 const std::vector<std::string>& telling, HostQuestion about,
                 std::function<void(const std::vector<std::string>& leftOut)> then, bool asSpeckle = false);

/// Asks before every request of an endpoint goes on to these hosts, none of which is this machine.
void askAboutForwarding(QWidget* parent, const std::vector<std::string>& hosts, std::function<void()> then);

} // namespace hookloupe::ui
