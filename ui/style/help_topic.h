// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::ui {

/// A page of the guide, so that whoever is stuck can be led to it. In the order of the help's list.
enum class HelpTopic {
    FirstCapture,   ///< from an empty window to the first request; local addresses
    Window,         ///< what each part and mark of the window means
    Signatures,     ///< how they are checked, and why one is wrong
    Speckle,        ///< what Speckle sends, and what it records
    Tabs,           ///< the details, tab by tab
    Replay,         ///< editing a request and sending it again
    Endpoints,
    Answers,        ///< what is answered; scripts of faults
    Keyboard,
    Secrets,        ///< where they are kept; sharing safely
    CommandLine,
    About,
};

} // namespace hookloupe::ui
