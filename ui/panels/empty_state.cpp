// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/empty_state.h"

#include "style/icons.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

EmptyState::EmptyState(QWidget* parent) : QWidget(parent)
{
    auto* column = new QWidget(this);
    column->setMaximumWidth(820);
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(10);

    m_heading = plainLabel({}, column);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    m_heading->setFont(large);
    m_heading->setWordWrap(true);
    layout->addWidget(m_heading);

    m_hint = plainLabel({}, column);
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);

    m_lines = new QWidget(column);
    auto* grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 6, 0, 6);
    grid->setColumnStretch(1, 1);
    m_url = addCopyRow(*grid, tr("&URL"), tr("URL to send requests to"));
    m_curl = addCopyRow(*grid, tr("&Try it"), tr("Command line that sends a first request"));
    layout->addWidget(m_lines);

    auto* speckle = plainLabel(
        tr("Speckle on this machine or in your network refuses to call local addresses until its server process has "
           "ALLOW_LOCAL_NETWORK=true; it never calls http://[::1]. A Speckle server elsewhere needs a tunnel to this URL."),
        column);
    speckle->setWordWrap(true);
    speckle->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(speckle);

    auto* help = new QPushButton(icon(Glyph::Help), tr("How to &get the first capture"), column);
    connect(help, &QPushButton::clicked, this, &EmptyState::helpRequested);
    layout->addWidget(help, 0, Qt::AlignLeft);

    auto* outer = new QGridLayout(this);
    outer->addWidget(column, 1, 1);
    outer->setColumnStretch(0, 1);
    outer->setColumnStretch(1, 8);
    outer->setColumnStretch(2, 1);
    outer->setRowStretch(0, 1);
    outer->setRowStretch(2, 2);
    setUrl({});
}

QLineEdit* EmptyState::addCopyRow(QGridLayout& grid, const QString& label, const QString& accessibleName)
{
    const int row = grid.rowCount();
    auto* field = new QLineEdit(m_lines);
    field->setReadOnly(true);
    field->setFont(codeFont());
    field->setAccessibleName(accessibleName);
    auto* title = plainLabel(label, m_lines);
    title->setBuddy(field);
    auto* copy = new QPushButton(icon(Glyph::Copy), tr("Copy"), m_lines);
    copy->setAccessibleName(tr("Copy: %1").arg(accessibleName));
    connect(copy, &QPushButton::clicked, this, [this, field] { Q_EMIT copyRequested(field->text()); });
    grid.addWidget(title, row, 0);
    grid.addWidget(field, row, 1);
    grid.addWidget(copy, row, 2);
    return field;
}

void EmptyState::setUrl(const QString& url)
{
    const bool listening = !url.isEmpty();
    m_heading->setText(listening ? tr("Waiting for the first request") : tr("Not listening"));
    m_hint->setText(listening ? tr("Enter this URL as the webhook's address, or paste the command into a terminal. Every "
                                   "method and every path is captured.")
                              : tr("No request can arrive now. The warning above the table says why."));
    m_lines->setVisible(listening);
    m_url->setText(url);
    const QString insecure = url.startsWith(u"https:"_s) ? u" -k"_s : QString();
    m_curl->setText(u"curl%1 -H 'Content-Type: application/json' -d '{\"hello\":\"hookloupe\"}' '%2'"_s.arg(insecure, url));
    m_url->setCursorPosition(0);
    m_curl->setCursorPosition(0);
}

QString EmptyState::url() const
{
    return m_url->text();
}

QString EmptyState::curlLine() const
{
    return m_curl->text();
}

} // namespace hookloupe::ui
