// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/inbox_dialog.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QPointer>

class QPushButton;

namespace hookloupe::ui {

/// Requests that wait to be passed on: their number in the status bar, and the dialog that shows them.
class InboxFeature : public QObject {
    Q_OBJECT

public:
    explicit InboxFeature(const WindowParts& parts);

    void open();

private:
    void refresh();
    [[nodiscard]] InboxContent content() const;
    void skip(const std::vector<std::int64_t>& positions);
    void clear();
    void note(const Status& done);

    const WindowParts m_parts;
    QPushButton* m_count;
    QPointer<InboxDialog> m_dialog;
};

} // namespace hookloupe::ui
