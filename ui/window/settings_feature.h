// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/live_settings.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QMainWindow;

namespace hookloupe::ui {

class SettingsDialog;
struct WindowParts;

/// The settings dialog of a window, and what it has to say elsewhere.
class SettingsFeature : public QObject {
    Q_OBJECT

public:
    explicit SettingsFeature(const WindowParts& parts);

    /// The settings of capturing, whose pages are there from then on. `live` must outlive the window.
    void attach(session::LiveSettings& live);
    /// `page`: its object name; empty: the first.
    void open(const QString& page = {});

private:
    [[nodiscard]] std::function<void()> remembered() const;
    void addPages(SettingsDialog& dialog);

    QMainWindow& m_window;
    std::function<void(const QString&)> m_say;
    std::function<void(const QString&)> m_sayTrouble;
    session::LiveSettings* m_live = nullptr;
    QPointer<SettingsDialog> m_dialog;
};

} // namespace hookloupe::ui
