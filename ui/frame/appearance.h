// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/theme.h"

#include <QObject>
#include <QString>

#include <functional>

class QActionGroup;

namespace hookloupe::ui {

struct WindowParts;

/// What the user chose about the looks of the program: used at once in all windows, remembered in the settings file. The
/// menu View › Appearance chooses the theme, the settings dialog both.
class AppearanceKeeper : public QObject {
    Q_OBJECT

public:
    explicit AppearanceKeeper(const WindowParts& parts);

    [[nodiscard]] Appearance current() const;
    void choose(const Appearance& appearance);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addMenu(const WindowParts& parts);
    void showChosen();

    QString m_settingsPath;
    std::function<void(const QString&)> m_sayTrouble;
    Appearance m_current;
    QActionGroup* m_themes;
};

} // namespace hookloupe::ui
