// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filter/capture_filter.h"

#include <QWidget>

#include <functional>
#include <variant>
#include <vector>

class QCompleter;
class QLineEdit;
class QMenu;
class QStringListModel;

namespace hookloupe::ui {

/// A line in which captures are described in the language of `replay --filter`: offers what could stand where one types
/// (Ctrl+Space at any time), and its conditions in a menu that says what each of them means.
class FilterField : public QWidget {
    Q_OBJECT

public:
    FilterField(std::function<std::vector<Endpoint>()> endpoints, QWidget* parent);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    [[nodiscard]] std::variant<filter::CaptureFilter, filter::FilterFault> filter() const;
    /// A filter that the menu offers as a whole.
    void addReadyMade(const QString& title, const QString& text);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void complete();
    void take(const QString& word);
    void begin(const QString& key);

    std::function<std::vector<Endpoint>()> m_endpoints;
    QLineEdit* m_edit;
    QStringListModel* m_offered;
    QCompleter* m_completer;
    QMenu* m_menu;
    int m_from = 0;   ///< what a chosen word replaces, in characters
    int m_length = 0;
};

} // namespace hookloupe::ui
