// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_context.h"

#include <QWidget>

class QLabel;

namespace hookloupe::ui {

class PlainTextLabel;

/// The line on top of the pane that says in plain words why the capture has its mark.
class VerdictLine : public QWidget {
    Q_OBJECT

public:
    explicit VerdictLine(QWidget* parent = nullptr);
    void setContext(const ContextPtr& context); ///< nullptr: says that nothing is selected

private:
    QLabel* m_icon;
    QLabel* m_mark;
    PlainTextLabel* m_sentence;
};

} // namespace hookloupe::ui
