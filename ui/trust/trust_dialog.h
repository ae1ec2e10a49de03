// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "capture/trust.h"

#include <QDialog>

#include <vector>

class QPlainTextEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace hookloupe::ui {

/// What a store would do if it were trusted, endpoint by endpoint, with a box for each thing that can be allowed. None is
/// checked at first. Accepted: consent() is what was chosen.
class TrustDialog : public QDialog {
    Q_OBJECT

public:
    /// `endpoints` are those of the store.
    TrustDialog(const HeldStore& held, const std::vector<Endpoint>& endpoints, bool secretsUnreadable, QWidget* parent = nullptr);

    [[nodiscard]] TrustConsent consent() const;

private:
    enum class Kind { Forwarding, Answer, Drafts };

    void addForwarding(const HeldEndpoint& held, const Endpoint& endpoint);
    void addAnswer(const Endpoint& endpoint);
    void addDrafts();
    QTreeWidgetItem* addBox(Kind kind, EndpointId endpoint, const QString& title, const QString& whole);
    QTreeWidgetItem* addLine(QTreeWidgetItem* above, const QString& text, const QString& whole);
    [[nodiscard]] QSize rowSize() const;
    void chooseAll();
    void showWhole();
    void enableAllow();

    QTreeWidget* m_tree;
    QPlainTextEdit* m_whole;     ///< of the current row: nothing of it is cut off
    QPushButton* m_allow;
};

} // namespace hookloupe::ui
