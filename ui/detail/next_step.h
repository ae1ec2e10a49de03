// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_cause.h"
#include "capture/capture.h"
#include "capture/endpoint.h"
#include "detail/remedy.h"

#include <QMetaType>
#include <QString>

#include <string>
#include <vector>

namespace hookloupe::ui {

enum class StepKind {
    UseSecret,      ///< give the endpoint the secret that fits, in front of those it has
    UseScheme,      ///< let the endpoint take Speckle's signature in the other form, or another sender's
    AnswerOk,       ///< reject no signature any more: answer 200 whatever it says
    EnableEndpoint,
    ReadSecrets,    ///< look once more for secrets that could not be read
    OpenEndpoint,   ///< its settings
    ShowSigned,     ///< what was signed, and what was expected
    CopySample,     ///< the check as a function for a handler
};

/// One thing to do about a capture, as a plain value: a button offers it, the window carries it out.
struct NextStep {
    StepKind kind = StepKind::ShowSigned;
    EndpointId endpoint = catchAllEndpoint;
    std::string secret;   ///< UseSecret
    std::string scheme;   ///< UseScheme: the new one; CopySample: the one to check by
    Dialect dialect = Dialect::None; ///< CopySample
    QString sample;       ///< CopySample, once it is chosen: the text to copy
    QString label;        ///< for the button
    QString hint;         ///< a whole sentence: what it does
    QString page;         ///< OpenEndpoint: the page of the settings to open; empty: the first
    bool forAnswer = false; ///< it changes what the endpoint answers, whatever the signature says
    bool weakens = false; ///< lets in what is refused: it comes last, in a menu, and no key takes it
};

/// What the steps depend on.
struct StepFacts {
    const CaptureSummary& capture;
    const SignatureResult& now;      ///< the check with the settings of now
    const Endpoint& endpoint;        ///< as it is now
    bool endpointCanChange = true;   ///< it is still there, and not only to be read
    bool hasSecrets = true;
    answers::Cause cause{};          ///< why it was answered as it was
    const Explanation* explanation = nullptr; ///< nullptr: not known, or not wanted
};

/// The steps that apply, the likeliest first, those that weaken the endpoint last; none if all is well or nothing can be done.
/// Pure and total.
[[nodiscard]] std::vector<NextStep> nextSteps(const StepFacts& facts);

/// A signature that is worth an explanation: not valid, or not judged for want of a secret.
[[nodiscard]] bool wantsExplanation(SignatureVerdict verdict);

} // namespace hookloupe::ui

Q_DECLARE_METATYPE(hookloupe::ui::NextStep)
