// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::decode {

/// A Content-Type (RFC 9110 section 8.3.1), or any field with parameters of that form, such as
/// Content-Disposition.
struct MediaType {
    struct Parameter {
        std::string name;  ///< lower case
        std::string value; ///< without quotes
    };
    std::string name; ///< lower case, "application/json"; empty if not given
    std::vector<Parameter> parameters;

    [[nodiscard]] std::string_view
    parameter(std::string_view lowerCaseName) const; ///< empty if it is not there
};

/// Takes what it can of a malformed value; never fails. At most 64 parameters: a part's header may be as long as the body.
[[nodiscard]] MediaType parseMediaType(std::string_view fieldValue);

} // namespace hookloupe::decode
