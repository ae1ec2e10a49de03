// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <string>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace hookloupe::ui {

/// What to look for in bytes.
struct FindQuery {
    std::string bytes;      ///< never empty; UTF-8 of the text, or the bytes that were given as hex
    bool matchCase = false; ///< always true for bytes
    bool operator==(const FindQuery&) const = default;
};

enum class FindStep {
    FromHere,  ///< the query changed: the first find at or behind the cursor
    Next,
    Previous,
};

/// A line to search with: text, next, previous, regard to case, how many were found. Knows nothing of what is searched:
/// ViewFinder joins it with a view. Return and F3 go on, with Shift back; Escape closes.
class FindBar : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QWidget* parent = nullptr);

    void setHexOffered(bool offered);         ///< whether bytes can be looked for, written as hex
    void setHex(bool hex);                    ///< what the line is read as, if bytes can be looked for
    void open(const QString& text = {});      ///< shows the bar with this text, or with the one before, ready to type
    void close();                             ///< and says closed()
    /// Nothing if the line is empty or no hex.
    [[nodiscard]] std::optional<FindQuery> query() const;
    void step(FindStep step);                 ///< as if its button was pressed

    void showFound(int current, int count, bool more); ///< current from 1, 0 = unknown; more: counting stopped at `count`
    void showNotFound();
    void showSearching();

Q_SIGNALS:
    void findRequested(const hookloupe::ui::FindQuery& query, hookloupe::ui::FindStep step);
    void cleared();                           ///< there is nothing to look for any more
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void search();
    void say(const QString& text, bool bad);

    QLineEdit* m_text;
    QCheckBox* m_matchCase;
    QCheckBox* m_hex;
    QLabel* m_result;
};

} // namespace hookloupe::ui
