// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/delivery.h"
#include "client/deliver.h"

namespace hookloupe::ui {

/// One replay: what was sent, as a capture of its own, and what came back.
struct SentReplay {
    CapturePtr request;    ///< kind Replay; its id is 0 as long as it is not stored
    Delivery delivery;
};

/// A sent request as a capture that comes of `parent`. `bytes` are what went out first.
[[nodiscard]] SentReplay sentReplay(const Capture& parent, const std::string& bytes, Delivery delivery);

/// An answer as a capture, so that two can be compared: its status line is a field "Status".
[[nodiscard]] CapturePtr answerAsCapture(const std::string& answer);

} // namespace hookloupe::ui
