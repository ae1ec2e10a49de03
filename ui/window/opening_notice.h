// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <QWidget>

#include <optional>
#include <string>

class QLabel;

namespace hookloupe::ui {

/// What is seen instead of the main window while a store is put right.
class OpeningNotice : public QWidget {
    Q_OBJECT

public:
    explicit OpeningNotice(const std::string& path);

    void tell(store::OpeningWork work);

private:
    QLabel* m_work;
};

/// store::makeReady() in another thread; a notice shows if it takes long. Its errors are those that opening the store has.
[[nodiscard]] std::optional<store::SalvageReport> makeReadyWithNotice(const std::string& path);

} // namespace hookloupe::ui
