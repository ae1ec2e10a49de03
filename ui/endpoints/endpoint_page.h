// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"

#include <QString>
#include <QWidget>

namespace hookloupe::ui {

/// A page of the endpoint dialog beside its main form: edits fields of the endpoint that it is given when it is made. A new
/// page is one file and a line in EndpointDialog::addPages().
class EndpointPage : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// With a mnemonic that no other page has. The object's name is the page's for EndpointDialog::showPage().
    [[nodiscard]] virtual QString title() const = 0;
    /// Writes the page's fields into `endpoint`.
    virtual void takeInto(Endpoint& endpoint) const = 0;
    /// Why it cannot be saved as it is, with the way out; empty if it can.
    [[nodiscard]] virtual QString complaint() const = 0;
    /// The page is about to be seen; `now` is the endpoint as the other pages have it.
    virtual void aboutToShow(const Endpoint& now, bool hasSecrets) { Q_UNUSED(now) Q_UNUSED(hasSecrets) }

Q_SIGNALS:
    void edited();
};

} // namespace hookloupe::ui
