// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/banner.h"

#include "style/colours.h"
#include "style/icons.h"
#include "style/plain_text.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

QLabel* textOf(const QWidget* row)
{
    return row->findChild<QLabel*>(QStringLiteral("text"));
}

} // namespace

Banner::Banner(QWidget* parent) : QFrame(parent)
{
    setAutoFillBackground(true);
    setAccessibleName(tr("Warnings"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(10, 5, 6, 5);
    m_layout->setSpacing(2);
    colour();
    hide();
}

void Banner::warn(Warning warning, const QString& text, bool closable)
{
    withdraw(warning);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* sign = plainLabel({}, row);
    sign->setPixmap(icon(Glyph::Warning).pixmap(QSize(16, 16), devicePixelRatioF()));
    layout->addWidget(sign, 0, Qt::AlignTop);
    auto* label = plainLabel(text, row);
    label->setObjectName(QStringLiteral("text"));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Warning: %1").arg(text));
    layout->addWidget(label, 1);
    if (closable) {
        auto* close = new QToolButton(row);
        close->setIcon(icon(Glyph::Close));
        close->setAutoRaise(true);
        close->setAccessibleName(tr("Close this warning"));
        close->setToolTip(plainToolTip(tr("Close this warning")));
        connect(close, &QToolButton::clicked, this, [this, warning] { withdraw(warning); });
        layout->addWidget(close, 0, Qt::AlignTop);
    }
    m_layout->addWidget(row);
    m_rows[warning] = row;
    show();
}

void Banner::withdraw(Warning warning)
{
    const auto row = m_rows.find(warning);
    if (row == m_rows.end())
        return;
    row->second->hide();
    row->second->deleteLater(); // its own button may have asked
    m_rows.erase(row);
    setVisible(!m_rows.empty());
}

QString Banner::text(Warning warning) const
{
    const auto row = m_rows.find(warning);
    return row == m_rows.end() ? QString() : textOf(row->second)->text();
}

void Banner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        colour();
}

void Banner::colour()
{
    const QPalette general = QApplication::palette();
    const Colours colours = coloursFor(general);
    QPalette own = general;
    own.setColor(QPalette::Window, colours.warningBackground);
    own.setColor(QPalette::WindowText, colours.warningText);
    own.setColor(QPalette::ButtonText, colours.warningText);
    setPalette(own);
}

} // namespace hookloupe::ui
