// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "shell/confirm.h"

#include <QObject>

class QWidget;

namespace hookloupe::ui {

class CaptureModel;

/// What the actions on captured requests do.
class CaptureCommands : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of dialogs and of this.
    CaptureCommands(session::Session& session, CaptureModel& model, Confirm confirm, QWidget* window);

    void copy(const std::vector<CaptureId>& ids);   ///< as lines of text, when they are read
    void remove(const std::vector<CaptureId>& ids); ///< asks if there are several
    void clear();                                   ///< asks

Q_SIGNALS:
    void done(const QString& sentence);
    void failed(const QString& sentence);

private:
    void removeNow(const std::vector<CaptureId>& ids);
    void clearNow();

    session::Session& m_session;
    CaptureModel& m_model;
    Confirm m_confirm;
    QWidget* m_window;
};

} // namespace hookloupe::ui
