// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "replay/deliver.h"
#include "replay/target_book.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QToolButton;

namespace hookloupe::ui {

class ChoiceBar;

/// Where a replay goes, and how: an address with those that were kept or used before, and the mode.
class TargetBar : public QWidget {
    Q_OBJECT

public:
    /// `own` is the window's own address; may be empty.
    TargetBar(std::shared_ptr<TargetBook> book, std::string endpointPath, QString own, QWidget* parent);

    [[nodiscard]] Result<replay::WebUrl> url() const;
    [[nodiscard]] QString address() const;      ///< as typed, without user and password; empty if it can't be used
    [[nodiscard]] replay::Mode mode() const;
    void setUrl(const QString& url);
    void setMode(replay::Mode mode);
    void noteSent();                    ///< remembers the address

Q_SIGNALS:
    void changed();

private:
    void fill();
    void showKept();
    void keep(bool kept);

    std::shared_ptr<TargetBook> m_book;
    std::string m_endpointPath;
    QString m_own;
    QComboBox* m_url;
    QToolButton* m_keep;
    ChoiceBar* m_mode;
};

} // namespace hookloupe::ui
