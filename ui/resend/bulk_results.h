// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "resend/sent_replay.h"

#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace hookloupe::ui {

class AnswerView;
class BulkModel;

/// What a row of the results leads to; each may be empty.
struct ResultLinks {
    std::function<void(CaptureId replay, std::function<void(Result<SentReplay>)> then)> fetch;  ///< a stored one
    std::function<void(CaptureId)> edit;    ///< opens a window that edits and sends that request
    std::function<void(CaptureId)> show;    ///< chooses it in the main window
};

/// The table of what came of each sending, sorted as wished, all or the failed ones alone; the chosen one's answer below it.
class BulkResults : public QWidget {
    Q_OBJECT

public:
    BulkResults(BulkModel* model, ResultLinks links, QWidget* parent);

    [[nodiscard]] QTableView* table() const { return m_table; }
    /// The rows came or went; `failed` are to be offered for another try.
    void showFailed(std::size_t failed, bool running);
    void follow();                       ///< the newest row, if the end was in sight

Q_SIGNALS:
    void retryRequested();

private:
    void makeTable();
    void makeActions();
    [[nodiscard]] std::optional<int> currentRow() const;   ///< of the model
    void showCurrent();
    void showMenu(const QPoint& place);
    void copy() const;
    void save();

    BulkModel* m_model;
    ResultLinks m_links;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_table;
    QCheckBox* m_failedOnly;
    QPushButton* m_retry;
    QPushButton* m_save;
    AnswerView* m_answer;
    int m_asked = 0;                     ///< answers to older questions are dropped
};

} // namespace hookloupe::ui
