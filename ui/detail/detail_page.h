// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QTimer>

class QGridLayout;
class QVBoxLayout;

namespace hookloupe::ui {

class PlainTextLabel;

/// A scrolling page that is built anew for each capture: headings, paragraphs, named facts and other widgets, top down.
class DetailPage : public QScrollArea {
    Q_OBJECT

public:
    explicit DetailPage(QWidget* parent = nullptr);

    void clear();
    PlainTextLabel* addTitle(const QString& text);
    void addHeading(const QString& text);
    PlainTextLabel* addText(const QString& text);
    /// "name   value   [extra]"; facts that follow each other share their columns.
    PlainTextLabel* addFact(const QString& name, const QString& value, QWidget* extra = nullptr);
    void addWidget(QWidget* widget);           ///< takes ownership
    [[nodiscard]] QWidget* page() const { return m_page; }

private:
    void append(QWidget* widget);
    void settle();

    QTimer m_settling;
    QWidget* m_page = nullptr;
    QVBoxLayout* m_column = nullptr;
    QGridLayout* m_facts = nullptr;            ///< of the facts being added; nullptr after anything else
};

} // namespace hookloupe::ui
