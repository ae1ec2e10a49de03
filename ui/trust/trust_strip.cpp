// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/trust_strip.h"

#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "widgets/icon_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

TrustStrip::TrustStrip(QWidget* parent) : QFrame(parent)
{
    setObjectName(u"trustStrip"_s);
    setAutoFillBackground(true);
    setAccessibleName(tr("This store is held"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 6, 5);
    auto* sign = new IconLabel(16, this);
    sign->setIcon(warningIcon());
    layout->addWidget(sign, 0, Qt::AlignTop);
    m_text = plainLabel({}, this);
    m_text->setObjectName(u"text"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_text, 1);
    m_show = new QPushButton(tr("Show what it would do…"), this);
    m_show->setObjectName(u"showTrust"_s);
    m_show->setAutoDefault(false);
    layout->addWidget(m_show, 0, Qt::AlignVCenter);
    auto* help = new QToolButton(this);
    help->setIcon(icon(Glyph::Help));
    help->setAutoRaise(true);
    help->setAccessibleName(tr("What to do about it"));
    help->setToolTip(plainToolTip(tr("What to do about it")));
    layout->addWidget(help, 0, Qt::AlignTop);
    connect(m_show, &QPushButton::clicked, this, &TrustStrip::detailsWanted);
    connect(help, &QToolButton::clicked, this, &TrustStrip::helpWanted);
    setInk(this, Ink::OnAmber);
    hide();
}

void TrustStrip::say(const QString& text)
{
    m_text->setText(text);
    m_text->setAccessibleName(tr("Warning: %1").arg(text));
}

} // namespace hookloupe::ui
