// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/banner.h"

#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "widgets/icon_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <optional>

namespace hookloupe::ui {

namespace {

QLabel* textOf(const QWidget* row)
{
    return row->findChild<QLabel*>(QStringLiteral("text"));
}

/// The page that says what to do about a warning.
std::optional<HelpTopic> topicOf(Warning warning)
{
    switch (warning) {
    case Warning::NotListening:
    case Warning::NotLoopback:
    case Warning::PortChanged:
    case Warning::Certificate:
        return HelpTopic::FirstCapture;
    case Warning::ReadOnly:
        return HelpTopic::Window;
    case Warning::SecretsExposed:
    case Warning::SecretsUnreadable:
    case Warning::SecretsFileLost:
        return HelpTopic::Secrets;
    case Warning::StoreTrouble:
    case Warning::StoreGone:
    case Warning::Salvaged:
    case Warning::SetBack:
    case Warning::Settings:
    case Warning::Trouble:
        return std::nullopt;
    }
    return std::nullopt;
}

QToolButton* smallButton(Glyph glyph, const QString& words, QWidget* row)
{
    auto* button = new QToolButton(row);
    button->setIcon(icon(glyph));
    button->setAutoRaise(true);
    button->setAccessibleName(words);
    button->setToolTip(plainToolTip(words));
    return button;
}

} // namespace

Banner::Banner(QWidget* parent) : QFrame(parent)
{
    setAutoFillBackground(true);
    setAccessibleName(tr("Warnings"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(10, 5, 6, 5);
    m_layout->setSpacing(2);
    setInk(this, Ink::OnAmber);
    hide();
}

void Banner::warn(Warning warning, const QString& text, bool closable, const std::vector<BannerButton>& buttons)
{
    withdraw(warning);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* sign = new IconLabel(16, row);
    sign->setIcon(warningIcon());
    layout->addWidget(sign, 0, Qt::AlignTop);
    auto* label = plainLabel(text, row);
    label->setObjectName(QStringLiteral("text"));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Warning: %1").arg(text));
    layout->addWidget(label, 1);
    for (const BannerButton& given : buttons) {
        auto* button = new QPushButton(given.words, row);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, given.pressed);
        layout->addWidget(button, 0, Qt::AlignTop);
    }
    if (const auto topic = topicOf(warning)) {
        QToolButton* help = smallButton(Glyph::Help, tr("What to do about it"), row);
        connect(help, &QToolButton::clicked, this, [this, topic = *topic] { Q_EMIT helpRequested(topic); });
        layout->addWidget(help, 0, Qt::AlignTop);
    }
    if (closable) {
        QToolButton* close = smallButton(Glyph::Close, tr("Close this warning"), row);
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

} // namespace hookloupe::ui
