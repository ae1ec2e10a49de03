// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/target_bar.h"

#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/choice_bar.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// To be remembered and read again: a root that was not typed would replace the path of the next request.
QString addressOf(const replay::WebUrl& url)
{
    QString address = QString::fromStdString(url.shown());
    if (!url.hasPath && address.endsWith(u'/'))
        address.chop(1);
    return address;
}

} // namespace

TargetBar::TargetBar(std::shared_ptr<TargetBook> book, std::string endpointPath, QString own, QWidget* parent)
    : QWidget(parent)
    , m_book(std::move(book))
    , m_endpointPath(std::move(endpointPath))
    , m_own(std::move(own))
    , m_url(new QComboBox(this))
    , m_keep(new QToolButton(this))
    , m_mode(new ChoiceBar(tr("How to send"), this))
{
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->setFont(codeFont());
    m_url->setAccessibleName(tr("Send to"));
    m_url->lineEdit()->setAccessibleName(tr("Send to"));
    m_url->lineEdit()->setPlaceholderText(u"http://127.0.0.1:8000/hooks"_s);
    m_url->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_url->setMinimumContentsLength(24);
    m_url->setObjectName(u"replayUrl"_s);
    m_keep->setCheckable(true);
    m_keep->setText(tr("Keep"));
    m_keep->setFocusPolicy(Qt::TabFocus);
    m_keep->setToolTip(plainToolTip(tr("Keeps this address for the endpoint, above those used before. Passwords are not kept.")));
    m_mode->addChoice(tr("Exactly these bytes"));
    m_mode->addChoice(tr("As Speckle delivers"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* title = plainLabel(tr("Send &to"), this);
    title->setBuddy(m_url);
    row->addWidget(title);
    row->addWidget(m_url, 1);
    row->addWidget(m_keep);
    row->addSpacing(8);
    row->addWidget(m_mode);
    setFocusProxy(m_url);
    fill();
    const QStringList kept = m_book->kept(m_endpointPath);
    const QStringList recent = m_book->recent(m_endpointPath);
    m_url->setEditText(!recent.isEmpty() ? recent.front() : !kept.isEmpty() ? kept.front() : m_own);
    showKept();
    connect(m_url, &QComboBox::editTextChanged, this, [this] {
        showKept();
        Q_EMIT changed();
    });
    connect(m_mode, &ChoiceBar::currentChanged, this, &TargetBar::changed);
    connect(m_keep, &QToolButton::clicked, this, &TargetBar::keep);
}

void TargetBar::fill()
{
    const QSignalBlocker quiet(m_url);
    const QString text = m_url->currentText();
    m_url->clear();
    const QStringList kept = m_book->kept(m_endpointPath);
    m_url->addItems(kept);
    QStringList others = m_book->recent(m_endpointPath);
    if (!m_own.isEmpty() && !others.contains(m_own))
        others << m_own;
    for (const QString& url : kept)
        others.removeAll(url);
    if (!kept.isEmpty() && !others.isEmpty())
        m_url->insertSeparator(m_url->count());
    m_url->addItems(others);
    m_url->setEditText(text);
}

Result<replay::WebUrl> TargetBar::url() const
{
    return replay::parseUrl(m_url->currentText().trimmed().toStdString());
}

QString TargetBar::address() const
{
    const auto target = url();
    return target ? addressOf(*target) : QString();
}

replay::Mode TargetBar::mode() const
{
    return m_mode->current() == 0 ? replay::Mode::Exact : replay::Mode::AsSpeckle;
}

void TargetBar::setUrl(const QString& url)
{
    m_url->setEditText(url);
}

void TargetBar::setMode(replay::Mode mode)
{
    m_mode->setCurrent(mode == replay::Mode::Exact ? 0 : 1);
    Q_EMIT changed();
}

void TargetBar::noteSent()
{
    if (const auto target = url())
        m_book->note(m_endpointPath, addressOf(*target));
    fill();
}

void TargetBar::showKept()
{
    const auto target = url();
    m_keep->setEnabled(target.ok());
    m_keep->setChecked(target && m_book->kept(m_endpointPath).contains(addressOf(*target)));
}

void TargetBar::keep(bool kept)
{
    if (const auto target = url())
        m_book->setKept(m_endpointPath, addressOf(*target), kept);
    fill();
    showKept();
}

} // namespace hookloupe::ui
