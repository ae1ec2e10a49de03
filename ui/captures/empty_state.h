// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/help_topic.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hookloupe::ui {

class EventChoice;

/// Why the captures table has no rows.
enum class EmptyReason {
    NothingYet,     ///< the store is empty
    OtherEndpoint,  ///< there are captures, but none of the chosen endpoint
    FilteredOut,    ///< there are captures, but a filter leaves none
};

/// What the captures table shows while it has no rows: the way to the first capture, or back to those there are.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// The URL requests go to; empty while nothing listens.
    void setUrl(const QString& url);
    void setReason(EmptyReason reason);
    void setCanSend(bool can);      ///< whether a test event would arrive
    /// Whose events can be sent: see EventChoice::setSender().
    void setSender(const std::string& sender);
    [[nodiscard]] QString url() const;
    [[nodiscard]] QString curlLine() const;

Q_SIGNALS:
    void copyRequested(const QString& text);
    void testEventRequested(const QString& wireName);
    void showAllRequested();
    void helpRequested(hookloupe::ui::HelpTopic topic);

private:
    [[nodiscard]] QLineEdit* addCopyRow(QGridLayout& grid, const QString& label, const QString& accessibleName);
    void addTestEventRow(QGridLayout& grid);
    void showWords();

    EmptyReason m_reason = EmptyReason::NothingYet;
    QLabel* m_heading;
    QLabel* m_hint;
    QPushButton* m_showAll;
    QWidget* m_lines;
    QLineEdit* m_url;
    QLineEdit* m_curl;
    EventChoice* m_event;
    QPushButton* m_send;
    QWidget* m_speckle;
};

/// A command line for a terminal that sends a first request to `url`, quoted for the shell: it works when pasted.
[[nodiscard]] QString curlCommand(const QString& url);

} // namespace hookloupe::ui
