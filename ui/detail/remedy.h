// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/autopsy.h"
#include "verify/other_signature.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace hookloupe::ui {

/// A change of the endpoint's settings that makes a request's signature valid; tried out, not guessed.
struct Remedy {
    std::optional<std::string> secret;                  ///< one to give the endpoint; never the empty one
    verify::SecretVariant variant = verify::SecretVariant::OtherEndpoint; ///< what it is compared with those it has
    const verify::Scheme* scheme = nullptr;             ///< another form of Speckle's signature, with the secrets it has
};

/// What is known about a signature that is not valid.
struct Explanation {
    verify::Autopsy autopsy;
    Remedy remedy;
    std::optional<verify::OtherSignature> other; ///< of a request without the header of the endpoint's scheme

    [[nodiscard]] QString cause() const;        ///< the likeliest one, see words::causeSentence() and otherSignatureSentence(); empty if none was found
    [[nodiscard]] bool handlerMistake() const; ///< the sender signed a body that was written anew: a common one of handlers too
};

/// Any thread. Costs an HMAC or two beside the autopsy. Without own secrets the others alone are tried.
[[nodiscard]] Explanation explain(const verify::Scheme& scheme, const verify::Evidence& evidence,
                                  const std::vector<std::string>& own, const verify::Elsewhere& elsewhere,
                                  const std::function<bool()>& cancelled);

} // namespace hookloupe::ui
