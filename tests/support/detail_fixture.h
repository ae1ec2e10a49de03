// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "detail/detail_pane.h"
#include "support/wire_file.h"

#include <QString>

#include <string>

class QTabWidget;

namespace hookloupe::test {

/// A capture of a recorded request, judged with `secret` and answered `status`.
[[nodiscard]] CapturePtr captureOf(const WireFile& file, const std::string& secret, int status);
/// A capture of any body, posted with these further header lines, each with its CR LF.
[[nodiscard]] CapturePtr captureOfBody(std::string body, const std::string& headers = "Content-Type: application/json\r\n");

/// The pane in a window of its own, and what a person reads in it.
class PaneWindow {
public:
    PaneWindow();

    ui::DetailPane pane;

    void show(const CapturePtr& capture, std::vector<std::string> secrets = {});
    void openTab(const QString& title);       ///< fails the test if there is none
    [[nodiscard]] QString text() const;       ///< of all visible labels, a line each
    [[nodiscard]] QStringList tableText() const; ///< of all visible tables and trees, a line a row
    void choose(const QString& buttonText);   ///< clicks a visible button
    /// Writes build/…/screenshots/NAME.png, for people to look at.
    void screenshot(const QString& name);

private:
    [[nodiscard]] QTabWidget* pages() const;
};

} // namespace hookloupe::test
