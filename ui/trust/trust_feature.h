// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/trust.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QPointer>

class QAction;

namespace hookloupe::ui {

class TrustDialog;
class TrustStrip;

/// What a store may not do until the user agrees (session/store_trust.h): the strip that says so, the dialog that asks, and the
/// words in the endpoints' rows. Answers that are files which may not be read have words there too.
class TrustFeature : public QObject {
    Q_OBJECT

public:
    explicit TrustFeature(const WindowParts& parts);

private:
    void refresh();
    void open();
    void agree(const TrustConsent& consent);

    const WindowParts m_parts;
    TrustStrip* m_strip;
    QAction* m_action;
    QPointer<TrustDialog> m_dialog;
    bool m_keptHeld = false;      ///< the user has seen it, and wants it to stay so
};

} // namespace hookloupe::ui
