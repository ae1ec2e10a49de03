// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "resend/sent_replay.h"

#include <QWidget>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <set>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace hookloupe::ui {

class ChangeView;
class ChoiceBar;
class ReplayListModel;

/// All replays of a capture, the newest first, and how the chosen one differs: its request from the captured one or from the
/// replay before, and its answer likewise. Stored ones are read when they are chosen.
class ReplayHistory : public QWidget {
    Q_OBJECT

public:
    using Fetch = std::function<void(CaptureId replay, std::function<void(Result<SentReplay>)> then)>;

    /// `fetch` reads a stored replay; may be empty.
    ReplayHistory(CapturePtr original, Fetch fetch, QWidget* parent = nullptr);

    void addEarlier(ReplayList earlier);               ///< stored by others, or in another window
    void add(SentReplay replay);                       ///< and chooses it
    void noteStored(std::size_t number, CaptureId id); ///< of a replay that was added, from 0, the first
    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] std::size_t added() const { return m_added; }
    /// Whole; nullptr if none is chosen, or it is still being read.
    [[nodiscard]] const SentReplay* chosen() const;
    /// Of the chosen one, even before it is here; else nothing.
    [[nodiscard]] bool isReading() const;
    [[nodiscard]] QString trouble() const { return m_trouble; }  ///< why the chosen one could not be read

Q_SIGNALS:
    void chosenChanged();
    void againRequested(const hookloupe::CapturePtr& request);

private:
    enum What { Requests, Answers };
    enum Against { Captured, Before };

    void choose();
    void compare();
    [[nodiscard]] const SentReplay* whole(int row);
    void came(CaptureId id, const Result<SentReplay>& replay);
    void forgetMost();

    CapturePtr m_original;
    Fetch m_fetch;
    std::int64_t m_unlisted = 0;                                ///< older ones that are not in the list
    std::size_t m_added = 0;                                    ///< the newest so many were sent here
    std::deque<std::shared_ptr<const SentReplay>> m_whole;      ///< by row; null: not read
    std::set<std::int64_t> m_asked;                             ///< ids that are being read
    std::deque<std::int64_t> m_read;                            ///< ids of those read, the latest last
    QString m_trouble;
    ReplayListModel* m_model;
    QTableView* m_table;
    QLabel* m_note;
    ChoiceBar* m_what;
    QComboBox* m_against;
    QPushButton* m_again;
    ChangeView* m_difference;
};

} // namespace hookloupe::ui
