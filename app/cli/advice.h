// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "verify/autopsy.h"

#include <QString>

namespace hookloupe::cli {

/// Why the request would be rejected and what to do: what the autopsy found of a mismatch or of a header in another form,
/// else the verdict in words. Empty for verdicts that need none.
[[nodiscard]] QString adviceFor(const verify::Scheme& scheme, const SignatureResult& result,
                                const verify::Evidence& evidence,
                                const std::vector<std::string>& secrets, const verify::Elsewhere& elsewhere = {});

/// Whether the signature fits when `leftOut` is taken for the body, or for its end: what was recorded without a
/// Content-Length, or with one that is too short. Empty if it does not, or if there is nothing.
[[nodiscard]] QString leftOutAdvice(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::string& leftOut,
                                    const std::vector<std::string>& secrets);
/// Whether adviceFor() has more to say when it looks at the request, which takes its time.
[[nodiscard]] bool needsAutopsy(SignatureVerdict verdict);
/// What can be said without one; empty for a mismatch.
[[nodiscard]] QString adviceWithoutAutopsy(const SignatureResult& result);

} // namespace hookloupe::cli
