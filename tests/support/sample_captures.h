// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <memory>
#include <string>

namespace hookloupe::test {

/// A capture like one of a recorded version_create: all fields set, each to another value.
[[nodiscard]] inline std::shared_ptr<Capture> sampleCapture(std::int64_t number = 1)
{
    auto capture = std::make_shared<Capture>();
    CaptureSummary& summary = capture->summary;
    summary.kind = CaptureKind::Request;
    summary.arrivedAt = UtcTime(Micros(1795315537265123 + number));
    summary.endpoint = catchAllEndpoint;
    summary.method = "POST";
    summary.target = "/hooks/ci?n=" + std::to_string(number);
    summary.peer = "127.0.0.1:53122";
    summary.tls = true;
    summary.connection = 7;
    summary.requestOnConnection = 3;
    summary.signature = {SignatureVerdict::Valid, "speckle", Dialect::String};
    EventFacts& event = summary.event;
    event.wireName = "commit_create";
    event.streamId = "9d7a2a5e3c";
    event.projectName = "Renamed";
    event.modelId = "f5a1c2d3e4";
    event.modelName = "facade/north2";
    event.versionId = "faf720fdfa";
    event.commentId = "c1";
    event.objectId = std::string(32, 'a');
    event.userId = "b5d6";
    event.userName = "Olivia";
    event.message = "first version";
    event.serverUrl = "http://127.0.0.1:3000";
    event.sourceApplication = "dynamo";
    event.targetUserId = "t9";
    event.extra = "archived";
    event.shape = DataShape::Real;
    summary.answerStatus = 200;
    summary.record = {SpeckleStatus::Success, SpeckleReason::HttpStatus, 299};
    capture->head = "POST " + summary.target +
                    " HTTP/1.1\r\nHost: 127.0.0.1:4100\r\nX-WEBHOOK-SIGNATURE: " + std::string(64, 'f') +
                    "\r\nContent-Type: application/json\r\nContent-Length: 1800\r\n\r\n";
    capture->body = "{\"payload\":\"" + std::string(1786, 'x') + "\"}";
    capture->contentSha256 = std::string(31, '\xaa') + '\0';
    capture->answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    summary.headBytes = static_cast<std::int64_t>(capture->head.size());
    summary.contentBytes = static_cast<std::int64_t>(capture->body.size());
    return capture;
}

} // namespace hookloupe::test
