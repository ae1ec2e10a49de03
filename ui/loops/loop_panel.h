// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QFrame>
#include <QString>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace hookloupe::ui {

/// One thing that looks like a loop, or an endpoint that is still paused after one.
struct LoopLine {
    std::uint64_t alarm = 0;        ///< 0 = none any more
    EndpointId endpoint = catchAllEndpoint;
    bool held = false;              ///< the endpoint answers 503
    QString sentence;
    QString meaning;                ///< for the tool tip
    QString rate;                   ///< in words; empty without an alarm
    std::vector<int> history;
    QString historyWords;
};

/// The alarms above the captures table, with what can be done about them; not there while there are none.
class LoopPanel : public QFrame {
    Q_OBJECT

public:
    static constexpr std::size_t mostLines = 2;   ///< the others are counted: they must not push the table out

    explicit LoopPanel(QWidget* parent = nullptr);

    /// Rows that stay keep their buttons, so that one with the focus keeps it.
    void setLines(const std::vector<LoopLine>& lines);

Q_SIGNALS:
    void showAsked(quint64 alarm);
    void pauseAsked(qint64 endpoint);
    void releaseAsked(qint64 endpoint);
    void ignoreAsked(quint64 alarm);
    void helpAsked();

private:
    class Row;
    using Key = std::pair<std::uint64_t, EndpointId>;

    QVBoxLayout* m_layout;
    QLabel* m_more;
    std::map<Key, Row*> m_rows;
};

} // namespace hookloupe::ui
