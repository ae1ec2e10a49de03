// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>

class QMenu;

namespace hookloupe::ui {

/// Opens other stores, each in a window and a process of its own: what goes wrong in one leaves the others alone.
class StoreWindows : public QObject {
    Q_OBJECT

public:
    /// Starts a program that outlives this one; false if that failed.
    using Launch = std::function<bool(const QString& program, const QStringList& arguments)>;

    explicit StoreWindows(const WindowParts& parts);

    void setLaunch(Launch launch) { m_launch = std::move(launch); } ///< a seam for tests
    void open(const QString& storePath);

private:
    void choose();
    void fillRecent();
    [[nodiscard]] QStringList argumentsFor(const QString& storePath) const;

    const WindowParts m_parts;
    Launch m_launch;
    QMenu* m_recent;
};

} // namespace hookloupe::ui
