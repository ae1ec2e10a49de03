// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "store/reader.h"
#include "store/store.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace hookloupe::cli {

/// Why stored requests would be rejected. It has a reader of its own, so it may live in another thread than the rest; one thread
/// at a time.
class Explainer {
public:
    [[nodiscard]] static Result<std::unique_ptr<Explainer>> open(const store::Store& store);

    /// adviceFor() with what is in the store; empty where there is none, and for a capture that is gone.
    [[nodiscard]] QString explain(const CaptureSummary& capture, const std::vector<std::string>& secrets) const;

private:
    explicit Explainer(std::unique_ptr<store::Reader> reader) : m_reader(std::move(reader)) {}

    std::unique_ptr<store::Reader> m_reader;
};

} // namespace hookloupe::cli
