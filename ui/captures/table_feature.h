// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "captures/capture_text.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <utility>

class QActionGroup;

namespace hookloupe::ui {

/// What the captures table shows and in what order, chosen in the View menu or in the header's menu: columns, what the time
/// column tells, the event's names, the order. Remembered in the group "table" of the settings.
class TableFeature : public QObject {
    Q_OBJECT

public:
    explicit TableFeature(const WindowParts& parts);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QMenu* makeColumnsMenu();
    [[nodiscard]] QMenu* makeTimeMenu();
    [[nodiscard]] QMenu* makeOrderMenu();
    void showHeaderMenu(CaptureColumn column, const QPoint& place);
    void showState();
    void chooseStyle(const CellStyle& style);
    void sortBy(CaptureColumn column, Qt::SortOrder order);
    void tick();
    void load();
    void save() const;

    const WindowParts m_parts;
    QMenu* m_columnsMenu;
    QMenu* m_timeMenu;
    QMenu* m_orderMenu;
    std::array<QAction*, captureColumnCount> m_shown{};   ///< nullptr: cannot be hidden
    std::array<QAction*, captureColumnCount> m_orders{};
    std::vector<std::pair<QAction*, TimeMode>> m_times;
    QAction* m_wireNames = nullptr;
    QAction* m_descending = nullptr;
    QAction* m_fit = nullptr;
    QAction* m_reset = nullptr;
    QTimer m_ticking; ///< while ages are shown
};

} // namespace hookloupe::ui
