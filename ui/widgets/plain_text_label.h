// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace hookloupe::ui {

/// A label that never takes its text for markup; wraps, and can be selected by mouse and keyboard.
class PlainTextLabel : public QLabel {
    Q_OBJECT

public:
    explicit PlainTextLabel(QWidget* parent = nullptr);
    explicit PlainTextLabel(const QString& text, QWidget* parent = nullptr);
};

} // namespace hookloupe::ui
