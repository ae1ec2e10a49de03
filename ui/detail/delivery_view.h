// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"

#include <QWidget>

#include <string>

class QGridLayout;
class QLabel;

namespace hookloupe::ui {

class BytesPane;
class PlainTextLabel;

/// One sending: what came of it, its times, the proof that the content was the captured one, and the answer's bytes.
class DeliveryView : public QWidget {
    Q_OBJECT

public:
    explicit DeliveryView(QWidget* parent = nullptr);

    /// `contentSha256` is the capture's, raw.
    void showDelivery(const Delivery& delivery, const std::string& contentSha256);
    /// One whose content was not captured.
    void showDelivery(const Delivery& delivery);
    void clear();

private:
    struct Fact {
        QLabel* name;
        PlainTextLabel* value;

        void show(const QString& text) const;
    };
    [[nodiscard]] Fact addFact(QGridLayout& grid, const QString& name);

    Fact m_target;
    Fact m_came;
    Fact m_times;
    Fact m_content;
    Fact m_record;
    Fact m_repeat;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
