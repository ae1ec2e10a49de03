// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "capture/signature.h"
#include "simulate/event_template.h"
#include "simulate/fields.h"
#include "simulate/json_edit.h"
#include "simulate/provider_events.h"

#include <optional>
#include <string>
#include <vector>

namespace hookloupe::simulate {

/// What an event is made of.
struct EventOrder {
    std::string provider{speckleProvider};
    std::string event = "commit_create";
    Dialect dialect = Dialect::Object;  ///< Speckle's alone
    Shape shape = Shape::Real;          ///< Speckle's alone
    /// The bytes of a template of one's own, instead of the event's: Speckle's see readTemplate(); of others the JSON body.
    std::optional<std::string> ownTemplate;
    bool literal = false;               ///< the template has no places: the body of a capture, whatever is written in it
    std::vector<Edit> edits;            ///< of Speckle's below the payload, in order; a leading "payload" may be left out
};

/// The body, byte for byte as the provider writes it: compact, keys in its order, with the fields in their places and then the
/// edits. InvalidInput naming the event or the template's fault; errors of an edit name its path.
[[nodiscard]] Result<std::string> bodyOf(const EventOrder& order, const Fields& fields);
/// The names of the fields that have a place in the event's body, in the order of their first place.
[[nodiscard]] std::vector<std::string> fieldsOf(const EventOrder& order);
/// The JSON that the edits of this order refer to, for hints: Speckle's payload, or the body. Empty if there is none.
[[nodiscard]] std::string editedPart(const EventOrder& order, const Fields& fields);
/// Where an edit's path leads within that part.
[[nodiscard]] std::optional<std::vector<std::string>> stepsOf(const EventOrder& order, std::string_view path);

/// Where a request goes, as it stands in its head.
struct Address {
    std::string target;    ///< "/hooks/ci?x=1"
    std::string host;      ///< of the Host field
    std::string userInfo;  ///< "user:password", decoded; empty = none
};

struct MadeRequest {
    std::string head;      ///< with the empty line
    std::string body;

    [[nodiscard]] std::string bytes() const { return head + body; }
};

/// The whole request, signed in the provider's way at the time `now`. InvalidInput naming the secret if it is not of the form the
/// provider uses, or is empty though the provider signs always.
[[nodiscard]] Result<MadeRequest> requestFor(const EventOrder& order, const Fields& fields, const Address& address,
                                             std::string_view secret, UtcTime now);

} // namespace hookloupe::simulate
