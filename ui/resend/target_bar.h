// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/endpoint.h"
#include "forward/forwarding.h"
#include "client/deliver.h"
#include "resend/target_book.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QStringListModel;
class QToolButton;

namespace hookloupe::ui {

class ChoiceBar;

/// Where a replay goes, and how: an address with those at hand (kept, the endpoint's handlers, used before, this program's own)
/// and the mode. In the list, Delete forgets the one at the cursor.
class TargetBar : public QWidget {
    Q_OBJECT

public:
    /// `own` is the window's own address; may be empty.
    TargetBar(std::shared_ptr<TargetBook> book, const Endpoint& endpoint, QString own, QWidget* parent);

    [[nodiscard]] Result<client::WebUrl> url() const;
    [[nodiscard]] QString address() const;      ///< as typed, without user and password; empty if it can't be used
    [[nodiscard]] client::Mode mode() const;
    void setUrl(const QString& url);
    void setMode(client::Mode mode);
    void noteSent();                    ///< remembers the address

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeParts();
    void fill();
    void addGroup(const QString& title, const QStringList& urls);
    void showState();
    void showCertificate();
    void keep(bool kept);
    void forget(const QString& url);
    void forgetAll();

    std::shared_ptr<TargetBook> m_book;
    std::string m_endpointPath;
    std::vector<forward::ForwardTarget> m_handlers;
    QString m_own;
    QComboBox* m_url;
    QStringListModel* m_known;          ///< what typing is completed to
    QCheckBox* m_anyCertificate;
    QToolButton* m_keep;
    QToolButton* m_forget;
    ChoiceBar* m_mode;
};

} // namespace hookloupe::ui
