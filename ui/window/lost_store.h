// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>

namespace hookloupe::ui {

/// Tells in a strip that the files of the store were taken away while it was in use, and offers where to go on.
class LostStore : public QObject {
    Q_OBJECT

public:
    explicit LostStore(const WindowParts& parts);

private:
    void show(const store::StoreLoss& loss);
    void goOnIn(const std::string& path);

    const WindowParts m_parts;
};

} // namespace hookloupe::ui
