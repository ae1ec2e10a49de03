// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hookloupe::http {

/// One thing done on a connection that waits for its answer.
struct WireOp {
    enum class Kind {
        Send,    ///< `bytes`
        Trickle, ///< `bytes` in pieces of `piece` bytes, `time` between two of them
        Wait,    ///< for `time`, before anything else is sent
        Hang,    ///< sends nothing more, until the client leaves or `time` is over (the server may allow less); then closes
        Close,   ///< FIN: the answer ends here
        Reset,   ///< RST: the answer breaks off here
    };

    Kind kind = Kind::Send;
    std::string bytes;
    Micros time{};
    std::size_t piece = 1;

    bool operator==(const WireOp&) const = default;
};

/// An answer as a course of events instead of bytes alone. Without Hang, Close or Reset at its end the connection goes on as
/// after any other answer.
struct WirePlan {
    std::vector<std::string> notes; ///< lines in front of the trace: what was decided before anything was sent
    std::vector<WireOp> ops;

    bool operator==(const WirePlan&) const = default;

    /// All bytes that are to be sent.
    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] bool endsConnection() const;
};

/// How playing a plan ended.
enum class Ending {
    Whole,      ///< all was sent, the connection goes on or is closed in order
    Closed,     ///< closed on purpose, perhaps before the answer was whole
    Reset,      ///< reset on purpose
    Cut,        ///< the client left, or did not read
};

/// What really went out when a plan was played.
struct Played {
    std::string sent;   ///< every byte that the system took: the planned ones, or their beginning
    bool asPlanned = true; ///< all of them
    Ending ending = Ending::Whole;
    std::string trace;  ///< a line an event, "<µs since the answer began> <word> [<number>]": see traceLine()
};

/// A line of a trace: "9900123 sent 128\n". `word` is one of: step, hop, file-missing, file-unreadable, file-too-large,
/// file-without-folder, file-outside-folder, plan-unreadable, template-too-large, continue-sent, continue-withheld, continue-not-awaited, body-began, answered-at-head,
/// sent, waited, hung, closed, reset, client-closed, client-left, write-timeout, hurried, whole; `rest` is a number or a text
/// about it.
[[nodiscard]] std::string traceLine(Micros at, const char* word, const std::string& rest = {});

} // namespace hookloupe::http
