// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/sent_replay.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPushButton;

namespace hookloupe::ui {

class ChoiceBar;
class DifferenceView;
class TextTable;

/// All replays of a capture, the newest first, and how the chosen one differs: its request from the captured one or from the
/// replay before, and its answer likewise.
class ReplayHistory : public QWidget {
    Q_OBJECT

public:
    explicit ReplayHistory(CapturePtr original, QWidget* parent = nullptr);

    void setReplays(std::vector<SentReplay> replays);  ///< oldest first
    void add(SentReplay replay);                       ///< and chooses it
    void noteStored(std::size_t number, CaptureId id); ///< of a replay, from 0, the oldest
    [[nodiscard]] std::size_t count() const { return m_replays.size(); }
    [[nodiscard]] const SentReplay* chosen() const;

Q_SIGNALS:
    void chosenChanged();
    void againRequested(const hookloupe::CapturePtr& request);

private:
    enum What { Requests, Answers };
    enum Against { Captured, Before };

    void fill(int row);
    void compare();
    [[nodiscard]] int indexOfRow(int row) const { return static_cast<int>(m_replays.size()) - 1 - row; }

    CapturePtr m_original;
    std::vector<SentReplay> m_replays;
    TextTable* m_table;
    ChoiceBar* m_what;
    QComboBox* m_against;
    QPushButton* m_again;
    DifferenceView* m_difference;
};

} // namespace hookloupe::ui
