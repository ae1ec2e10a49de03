// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "http/request.h"
#include "verify/scheme.h"

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::verify {

/// The scheme that a stored capture is judged by now: its endpoint's, or else the one it was judged by when it came; nullptr
/// if neither is in the registry. Without an endpoint (it is gone) the latter alone.
[[nodiscard]] const Scheme* schemeNow(std::string_view endpointScheme, const SignatureResult& onArrival);

/// There is a signature that could be judged once more: the request was not refused for its form, nor answered at its head,
/// before the body that a signature would be of.
[[nodiscard]] bool canJudgeAgain(const Capture& capture, const http::Headers& headers);

/// What the signature of a stored capture says by the settings an endpoint has now; what it said on arrival where that cannot
/// be judged again. The time signed with it is compared with the arrival, not with the clock. Any thread; costs a hash of the
/// body for each secret. `unreadable`: the endpoint has secrets that cannot be read, so SecretsUnreadable is all there is to say.
[[nodiscard]] SignatureResult judgedNow(const Capture& capture, std::string_view endpointScheme,
                                        const std::vector<std::string>& secrets, bool unreadable = false);

} // namespace hookloupe::verify
