// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/comparison.h"

#include <QPlainTextEdit>

namespace hookloupe::ui {

/// Expected above received, character below character, in the fixed-width font; what differs is coloured and underlined.
/// Long values go on in further pairs of lines. Text can be selected and copied.
class ComparisonView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit ComparisonView(QWidget* parent = nullptr);
    void setComparison(const Comparison& comparison);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void anew();
    void write(const QStringList& titles, const QStringList& values);

    Comparison m_comparison;
    qsizetype m_perLine = 0;
};

} // namespace hookloupe::ui
