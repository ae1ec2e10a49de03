// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/autopsy.h"

#include <QWidget>

class QVBoxLayout;

namespace hookloupe::ui {

class PlainTextLabel;

/// What the signature autopsy found, as advice, and every attempt it made with its result.
class AutopsyView : public QWidget {
    Q_OBJECT

public:
    explicit AutopsyView(QWidget* parent = nullptr);
    /// Once. Of several secrets the one tried is named by its number.
    void setAutopsy(const verify::Autopsy& autopsy, const verify::Scheme& scheme, std::size_t secrets);

private:
    QVBoxLayout* m_column;
    PlainTextLabel* m_advice;
};

} // namespace hookloupe::ui
