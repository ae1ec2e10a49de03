// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace hookloupe::ui {

/// What the captures table shows while it has no rows: the way to the first capture.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// The URL requests go to; empty while nothing listens.
    void setUrl(const QString& url);
    [[nodiscard]] QString url() const;
    [[nodiscard]] QString curlLine() const;

Q_SIGNALS:
    void copyRequested(const QString& text);
    void helpRequested();

private:
    [[nodiscard]] QLineEdit* addCopyRow(QGridLayout& grid, const QString& label, const QString& accessibleName);

    QLabel* m_heading;
    QLabel* m_hint;
    QWidget* m_lines;
    QLineEdit* m_url;
    QLineEdit* m_curl;
};

} // namespace hookloupe::ui
