// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/ink.h"

#include "style/colours.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QWidget>

#include <utility>

namespace hookloupe::ui {

namespace {

/// Only the roles that differ are set: the others go on coming from the widgets around, whose change is the notice to look again.
QPalette paletteOf(Ink ink)
{
    const QPalette general = QApplication::palette();
    const Colours colours = coloursFor(general);
    QPalette own = general;
    own.setResolveMask(0);
    switch (ink) {
    case Ink::Plain:
        break;
    case Ink::Subtle:
        own.setColor(QPalette::WindowText, colours.subtle);
        break;
    case Ink::Bad:
        own.setColor(QPalette::WindowText, colours.bad);
        break;
    case Ink::Accent:
        own.setColor(QPalette::WindowText, colours.accent);
        break;
    case Ink::Warning:
        own.setColor(QPalette::WindowText, colours.warningText);
        break;
    case Ink::OnAmber:
        own.setColor(QPalette::Window, colours.warningBackground);
        own.setColor(QPalette::WindowText, colours.warningText);
        break;
    case Ink::OnBase:
        own.setColor(QPalette::Window, general.color(QPalette::Base));
        break;
    }
    return own;
}

class InkKeeper : public QObject {
public:
    explicit InkKeeper(QWidget* widget) : QObject(widget), m_widget(widget)
    {
        setObjectName(QStringLiteral("ink"));
        widget->installEventFilter(this);
    }

    void setInk(Ink ink)
    {
        m_ink = ink;
        colour();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_widget && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange))
            colour();
        return false;
    }

private:
    void colour()
    {
        if (std::exchange(m_colouring, true)) // setting a palette is a change of it, too
            return;
        m_widget->setPalette(paletteOf(m_ink));
        m_colouring = false;
    }

    QWidget* const m_widget;
    Ink m_ink = Ink::Plain;
    bool m_colouring = false;
};

} // namespace

void setInk(QWidget* widget, Ink ink)
{
    auto* keeper = widget->findChild<QObject*>(QStringLiteral("ink"), Qt::FindDirectChildrenOnly);
    if (!keeper)
        keeper = new InkKeeper(widget);
    static_cast<InkKeeper*>(keeper)->setInk(ink);
}

} // namespace hookloupe::ui
