// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/empty_state.h"

#include "style/icons.h"
#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/event_choice.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QLabel* sentences(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

/// One word for a POSIX shell; for Windows' own, whose quotes are others.
QString shellQuoted(QString text)
{
#ifdef Q_OS_WIN
    return u'"' + text.replace(u'"', u"\\\""_s) + u'"';
#else
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
#endif
}

} // namespace

QString curlCommand(const QString& url)
{
    // -k: nobody vouches for a certificate that Hookloupe made itself.
    const QString insecure = url.startsWith(u"https:"_s) ? u" -k"_s : QString();
    return u"curl%1 -H %2 -d %3 %4"_s.arg(insecure, shellQuoted(u"Content-Type: application/json"_s),
                                          shellQuoted(u"{\"hello\":\"hookloupe\"}"_s), shellQuoted(url));
}

EmptyState::EmptyState(QWidget* parent) : QWidget(parent)
{
    auto* column = new QWidget(this);
    column->setMaximumWidth(820);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);

    m_heading = plainLabel({}, column);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    m_heading->setFont(large);
    m_heading->setWordWrap(true);
    layout->addWidget(m_heading);
    m_hint = sentences({}, column);
    layout->addWidget(m_hint);
    m_showAll = new QPushButton(tr("Show &all requests"), column);
    m_showAll->setObjectName(u"showAll"_s);
    connect(m_showAll, &QPushButton::clicked, this, &EmptyState::showAllRequested);
    layout->addWidget(m_showAll, 0, Qt::AlignLeft);

    m_lines = new QWidget(column);
    auto* grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setColumnStretch(1, 1);
    m_url = addCopyRow(*grid, tr("&URL"), tr("URL to send requests to"));
    m_curl = addCopyRow(*grid, tr("&Try it"), tr("Command line that sends a first request"));
    addTestEventRow(*grid);
    layout->addWidget(m_lines);

    m_speckle = new QWidget(column);
    auto* speckle = new QVBoxLayout(m_speckle);
    speckle->setContentsMargins(0, 0, 0, 0);
    speckle->setSpacing(6);
    auto* wall = plainLabel(tr("A Speckle server refuses local addresses"), m_speckle);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    wall->setFont(strong);
    wall->setWordWrap(true);
    speckle->addWidget(wall);
    auto* way = sentences(
        tr("One on this machine or in your network calls this URL only if its own process was started with "
           "ALLOW_LOCAL_NETWORK=true; it never calls http://[::1]. One elsewhere cannot reach this machine: give it the "
           "address of a tunnel that leads here."), m_speckle);
    way->setForegroundRole(QPalette::PlaceholderText);
    speckle->addWidget(way);
    layout->addWidget(m_speckle);

    auto* help = new QPushButton(icon(Glyph::Help), tr("How to &get the first capture"), column);
    connect(help, &QPushButton::clicked, this, [this] { Q_EMIT helpRequested(HelpTopic::FirstCapture); });
    layout->addWidget(help, 0, Qt::AlignLeft);

    auto* outer = new QGridLayout(this);
    outer->setContentsMargins(9, 6, 9, 6);
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

void EmptyState::addTestEventRow(QGridLayout& grid)
{
    const int row = grid.rowCount();
    m_event = new EventChoice(m_lines);
    auto* title = plainLabel(tr("&Or an event"), m_lines);
    title->setBuddy(m_event);
    m_send = new QPushButton(icon(Glyph::Send), tr("&Send test event"), m_lines);
    m_send->setObjectName(u"sendTestEvent"_s);
    m_send->setToolTip(plainToolTip(tr("Sends a made-up event to this URL, signed as its sender would sign it")));
    connect(m_send, &QPushButton::clicked, this,
            [this] { Q_EMIT testEventRequested(QString::fromStdString(m_event->wireName())); });
    auto* place = new QHBoxLayout;
    place->addWidget(m_event);
    place->addWidget(m_send);
    place->addStretch(1);
    grid.addWidget(title, row, 0);
    grid.addLayout(place, row, 1, 1, 2);
}

void EmptyState::setUrl(const QString& url)
{
    m_url->setText(url);
    m_curl->setText(curlCommand(url));
    m_url->setCursorPosition(0);
    m_curl->setCursorPosition(0);
    showWords();
}

void EmptyState::setReason(EmptyReason reason)
{
    m_reason = reason;
    showWords();
}

void EmptyState::setCanSend(bool can)
{
    m_send->setEnabled(can);
}

void EmptyState::setSender(const std::string& sender)
{
    m_event->setSender(sender);
}

void EmptyState::showWords()
{
    const bool listening = !m_url->text().isEmpty();
    const bool filtered = m_reason == EmptyReason::FilteredOut;
    switch (m_reason) {
    case EmptyReason::NothingYet:
        m_heading->setText(listening ? tr("Waiting for the first request") : tr("Not listening"));
        m_hint->setText(listening ? tr("Enter this URL as the webhook's address, or paste the command into a terminal. Every "
                                       "method and every path is captured.")
                                  : tr("No request can arrive now. The warning above the table says why."));
        break;
    case EmptyReason::OtherEndpoint:
        m_heading->setText(tr("No request for this endpoint yet"));
        m_hint->setText(listening ? tr("What is sent to this URL, or to a path below it, is listed here.")
                                  : tr("Nothing listens now, so none can arrive. The warning above the table says why."));
        break;
    case EmptyReason::FilteredOut:
        m_heading->setText(tr("No request is in this selection"));
        m_hint->setText(tr("There are requests, but the chosen endpoint or span of time has none of them."));
        break;
    }
    m_showAll->setVisible(m_reason != EmptyReason::NothingYet);
    m_lines->setVisible(listening && !filtered);
    m_speckle->setVisible(!filtered);
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
