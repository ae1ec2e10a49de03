// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/help_topic.h"

#include <QFrame>

#include <functional>
#include <map>
#include <vector>

class QVBoxLayout;

namespace hookloupe::ui {

/// What can be wrong with the whole program. Each has one line while it lasts.
enum class Warning { NotListening, NotLoopback, ReadOnly, StoreTrouble, StoreGone, Salvaged, SetBack, PortChanged, SecretsExposed, SecretsUnreadable,
                     SecretsFileLost, Certificate, Settings, Trouble };

/// A way out of what a warning tells.
struct BannerButton {
    QString words;
    std::function<void()> pressed;
};

/// The standing warnings under the toolbar; not there while there are none.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    /// Shows a warning, or another text for it. One that tells of something past can be closed.
    void warn(Warning warning, const QString& text, bool closable, const std::vector<BannerButton>& buttons = {});
    void withdraw(Warning warning);
    [[nodiscard]] QString text(Warning warning) const; ///< empty if it is not shown

Q_SIGNALS:
    void helpRequested(hookloupe::ui::HelpTopic topic);   ///< of a warning that the guide explains

private:
    QVBoxLayout* m_layout;
    std::map<Warning, QWidget*> m_rows;
};

} // namespace hookloupe::ui
