// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulate/event_order.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace hookloupe::ui {

class PlainTextView;

/// A request before it is sent: its JSON indented and coloured (that of a string dialect too), and its bytes.
class EventPreview : public QWidget {
    Q_OBJECT

public:
    explicit EventPreview(QWidget* parent = nullptr);

    void showRequest(const simulate::MadeRequest& request);
    /// Why there is none.
    void showTrouble(const QString& sentence);
    /// A page behind those of the request.
    void addPage(QWidget* page, const QString& title);
    void showPage(QWidget* page);

private:
    QTabWidget* m_tabs;
    QLabel* m_trouble;
    PlainTextView* m_json;
    PlainTextView* m_bytes;
};

} // namespace hookloupe::ui
