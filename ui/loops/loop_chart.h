// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace hookloupe::ui {

/// How fast what looks like a loop came: a bar a slice of time, the newest where reading ends.
class LoopChart : public QWidget {
    Q_OBJECT

public:
    explicit LoopChart(QWidget* parent = nullptr);

    /// `words` say the same, for the tool tip and for screen readers.
    void setHistory(const std::vector<int>& history, const QString& words);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<int> m_history;
};

} // namespace hookloupe::ui
