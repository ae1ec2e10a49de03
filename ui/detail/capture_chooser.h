// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QDialog>

#include <optional>
#include <vector>

class QDialogButtonBox;
class QLineEdit;

namespace hookloupe::ui {

class TextTable;

/// A list of captures to pick one from, with a line that narrows it to those that contain a text.
class CaptureChooser : public QDialog {
    Q_OBJECT

public:
    CaptureChooser(std::vector<CaptureSummary> captures, QWidget* parent);

    [[nodiscard]] std::optional<CaptureId> chosen() const;

private:
    void narrow(const QString& text);
    void enableButtons();

    std::vector<CaptureSummary> m_captures;
    std::vector<std::size_t> m_shown;      ///< which of them the table's rows are
    QLineEdit* m_filter;
    TextTable* m_table;
    QDialogButtonBox* m_buttons;
};

} // namespace hookloupe::ui
