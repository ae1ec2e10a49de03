// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/line_printer.h"
#include "session/session.h"
#include "words/limit_words.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <optional>

namespace hookloupe::cli {

/// Writes a line to standard error when a limit did something that no printed request tells: at once, then at most once a minute
/// while there is more of it, and when the session stopped: to be made before what then closes `printer`. With `json` as one object:
/// {"limit":"web_pages_refused", count, reason}.
class LimitLines : public QObject {
    Q_OBJECT

public:
    LimitLines(session::Session& session, LinePrinter& printer, bool json, QObject* parent = nullptr);

private:
    struct Told {
        words::LimitMeasure measure;
        std::uint64_t server::Counters::*count;
        std::uint64_t number = 0;
        std::optional<std::chrono::steady_clock::time_point> at{};
    };
    void look(bool last);
    void tell(const Told& told) const;

    session::Session& m_session;
    LinePrinter& m_printer;
    bool m_json;
    QTimer m_timer;
    std::array<Told, 3> m_told{{{words::LimitMeasure::IdleDropped, &server::Counters::idleDropped},
                                {words::LimitMeasure::WithoutDescriptor, &server::Counters::withoutDescriptor},
                                {words::LimitMeasure::WebPagesRefused, &server::Counters::webPagesRefused}}};
};

} // namespace hookloupe::cli
