// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulate/own_templates.h"

#include <QString>

#include <string>

namespace hookloupe::words {

/// Why a text cannot be used as a template, with the place in it: "Line 3, column 5: this is not JSON (…)."
[[nodiscard]] QString templateFaultSentence(const simulate::TemplateFault& fault);
/// The same of a template that has a name: that of its file, or what it was made of.
[[nodiscard]] QString templateSentence(const std::string& name, const simulate::TemplateFault& fault);

} // namespace hookloupe::words
