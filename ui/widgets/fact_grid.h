// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace hookloupe::ui {

class PlainTextLabel;

/// Names with their values, a line each.
class FactGrid : public QWidget {
    Q_OBJECT

public:
    /// A line; not there while its value is empty.
    struct Fact {
        QLabel* name = nullptr;
        PlainTextLabel* value = nullptr;

        void show(const QString& text) const;
    };

    explicit FactGrid(QWidget* parent, int nameWidth = 0); ///< px that names take at least
    Fact add(const QString& name);
    void addBelow(QWidget* widget);                        ///< among the values

private:
    QGridLayout* m_grid;
};

} // namespace hookloupe::ui
