// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/capture.h"
#include "resend/draft.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>

namespace hookloupe::ui {

/// What a user changed in a request and did not send, or send in vain, and how it was to be sent. Never a secret to sign with.
struct KeptDraft {
    std::string head;
    std::string content;
    QString address;                      ///< as typed, without user and password; may be empty
    client::Mode mode = client::Mode::Exact;
    SignWith with = SignWith::Nothing;
    std::string scheme = "speckle";
    Dialect dialect = Dialect::None;
    UtcTime editedAt{};
    bool credentialsLeftOut = false;      ///< fields that were typed are not in it, see withoutTypedCredentials()

    bool operator==(const KeptDraft&) const = default;
};

/// Only what differs from the capture, so that a byte changed in 64 MiB takes some hundred bytes.
[[nodiscard]] QByteArray encoded(const KeptDraft& draft, const Capture& original);
/// Nothing if these bytes are no such draft of that capture.
[[nodiscard]] std::optional<KeptDraft> decodedDraft(const QByteArray& bytes, const Capture& original);

/// The draft without fields of credentials (signing::isCredential()) other than the capture's own: what was typed there is
/// somebody's secret.
[[nodiscard]] KeptDraft withoutTypedCredentials(KeptDraft draft, const Capture& original);

} // namespace hookloupe::ui
