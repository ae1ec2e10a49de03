// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace hookloupe::ui {

/// A question before something that cannot be undone.
struct Question {
    QString title;
    QString text;
    QString action;   ///< the button that does it: "Delete 3 requests"
};

/// Asks; `then` is called only if the answer is yes. A seam: tests give answers of their own.
using Confirm = std::function<void(QWidget* parent, const Question& question, std::function<void()> then)>;

/// Asks in a dialog over `parent`; Escape and Return mean no.
void askInDialog(QWidget* parent, const Question& question, std::function<void()> then);

} // namespace hookloupe::ui
