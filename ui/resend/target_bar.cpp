// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/target_bar.h"

#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/choice_bar.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStringListModel>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// To be remembered and read again: a root that was not typed would replace the path of the next request.
QString addressOf(const client::WebUrl& url)
{
    QString address = QString::fromStdString(url.shown());
    if (!url.hasPath && address.endsWith(u'/'))
        address.chop(1);
    return address;
}

QStringList urlsOf(const std::vector<forward::ForwardTarget>& handlers)
{
    QStringList urls;
    for (const forward::ForwardTarget& handler : handlers)
        urls << QString::fromStdString(handler.url);
    return urls;
}

} // namespace

TargetBar::TargetBar(std::shared_ptr<TargetBook> book, const Endpoint& endpoint, QString own, QWidget* parent)
    : QWidget(parent)
    , m_book(std::move(book))
    , m_endpointPath(endpoint.path)
    , m_own(std::move(own))
    , m_url(new QComboBox(this))
    , m_known(new QStringListModel(this))
    , m_anyCertificate(new QCheckBox(tr("Any certificate"), this))
    , m_keep(new QToolButton(this))
    , m_forget(new QToolButton(this))
    , m_mode(new ChoiceBar(tr("How to send"), this))
{
    if (auto forwarding = forward::parseForwarding(endpoint.forward))
        m_handlers = std::move(forwarding->targets);
    makeParts();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* title = plainLabel(tr("Send &to"), this);
    title->setBuddy(m_url);
    row->addWidget(title);
    row->addWidget(m_url, 1);
    row->addWidget(m_anyCertificate);
    row->addWidget(m_keep);
    row->addWidget(m_forget);
    row->addSpacing(8);
    row->addWidget(m_mode);
    setFocusProxy(m_url);
    fill();
    for (const QStringList& urls : {m_book->recent(m_endpointPath), m_book->kept(m_endpointPath), urlsOf(m_handlers), QStringList{m_own}}) {
        if (m_url->currentText().isEmpty() && !urls.isEmpty())
            m_url->setEditText(urls.front());
    }
    showCertificate();
    showState();
    connect(m_url, &QComboBox::editTextChanged, this, [this] {
        showCertificate();
        showState();
        Q_EMIT changed();
    });
    connect(m_anyCertificate, &QCheckBox::toggled, this, &TargetBar::changed);
    connect(m_mode, &ChoiceBar::currentChanged, this, &TargetBar::changed);
    connect(m_keep, &QToolButton::clicked, this, &TargetBar::keep);
}

void TargetBar::makeParts()
{
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->setFont(codeFont());
    m_url->setAccessibleName(tr("Send to"));
    m_url->lineEdit()->setAccessibleName(tr("Send to"));
    m_url->lineEdit()->setPlaceholderText(u"http://127.0.0.1:8000/hooks"_s);
    m_url->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_url->setMinimumContentsLength(24);
    m_url->setMaxVisibleItems(24);
    m_url->setObjectName(u"replayUrl"_s);
    m_url->view()->installEventFilter(this);
    auto* completer = new QCompleter(m_known, this); // the list itself has titles in it
    completer->setCompletionMode(QCompleter::InlineCompletion);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_url->setCompleter(completer);
    m_anyCertificate->setToolTip(plainToolTip(tr("Takes a certificate that nobody vouches for, as a handler under development has.")));
    m_keep->setCheckable(true);
    m_keep->setText(tr("Keep"));
    m_keep->setFocusPolicy(Qt::TabFocus);
    m_keep->setToolTip(plainToolTip(tr("Keeps this address for the endpoint, above those used before. Passwords are not kept.")));
    m_forget->setText(tr("Forget"));
    m_forget->setFocusPolicy(Qt::TabFocus);
    m_forget->setToolTip(plainToolTip(tr("Takes addresses out of the list. In the open list, Delete does so too.")));
    m_forget->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_forget);
    auto* one = menu->addAction(tr("Forget &this address"), this, [this] { forget(address()); });
    auto* all = menu->addAction(tr("Forget &all used before"), this, &TargetBar::forgetAll);
    m_forget->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, one, all] {
        const QStringList recent = m_book->recent(m_endpointPath);
        one->setEnabled(recent.contains(address()) || m_book->kept(m_endpointPath).contains(address()));
        all->setEnabled(!recent.isEmpty());
    });
    m_mode->addChoice(tr("Exactly these bytes"));
    m_mode->addChoice(tr("As Speckle delivers"));
}

void TargetBar::addGroup(const QString& title, const QStringList& urls)
{
    if (urls.isEmpty())
        return;
    auto* heading = new QStandardItem(title); // the model takes it
    heading->setFlags(Qt::NoItemFlags);
    QFont font = QWidget::font();
    font.setBold(true);
    heading->setFont(font);
    qobject_cast<QStandardItemModel*>(m_url->model())->appendRow(heading);
    m_url->addItems(urls);
    m_known->setStringList(m_known->stringList() + urls);
}

void TargetBar::fill()
{
    const QSignalBlocker quiet(m_url);
    const QString text = m_url->currentText();
    m_url->clear();
    m_known->setStringList({});
    QStringList taken;
    const auto add = [&](const QString& title, QStringList urls) {
        for (const QString& url : std::as_const(taken))
            urls.removeAll(url);
        addGroup(title, urls);
        taken += urls;
    };
    add(tr("Kept"), m_book->kept(m_endpointPath));
    add(tr("The endpoint's handlers"), urlsOf(m_handlers));
    if (!m_own.isEmpty())
        taken << m_own; // below the others, also when it was used before
    add(tr("Used before"), m_book->recent(m_endpointPath));
    if (!m_own.isEmpty())
        addGroup(tr("This program"), {m_own});
    m_url->setCurrentIndex(-1);
    m_url->setEditText(text);
}

bool TargetBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_url->view() && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        const QModelIndex at = m_url->view()->currentIndex();
        forget(at.data().toString());
        m_url->view()->setCurrentIndex(m_url->model()->index(std::min(at.row(), m_url->count() - 1), 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TargetBar::forget(const QString& url)
{
    m_book->forget(m_endpointPath, url);
    fill();
    showState();
}

void TargetBar::forgetAll()
{
    m_book->forgetRecent(m_endpointPath);
    fill();
    showState();
}

void TargetBar::showCertificate()
{
    const QString text = m_url->currentText().trimmed();
    const auto handler = std::find_if(m_handlers.begin(), m_handlers.end(), [&](const forward::ForwardTarget& one) {
        return one.anyCertificate && QString::fromStdString(one.url) == text;
    });
    const QSignalBlocker quiet(m_anyCertificate);
    m_anyCertificate->setVisible(text.startsWith("https:"_L1, Qt::CaseInsensitive));
    if (handler != m_handlers.end())
        m_anyCertificate->setChecked(true);
    else if (m_anyCertificate->isHidden())
        m_anyCertificate->setChecked(false);
}

Result<client::WebUrl> TargetBar::url() const
{
    auto target = client::parseUrl(m_url->currentText().trimmed().toStdString());
    if (target)
        target->target.anyCertificate = m_anyCertificate->isChecked();
    return target;
}

QString TargetBar::address() const
{
    const auto target = url();
    return target ? addressOf(*target) : QString();
}

client::Mode TargetBar::mode() const
{
    return m_mode->current() == 0 ? client::Mode::Exact : client::Mode::AsSpeckle;
}

void TargetBar::setUrl(const QString& url)
{
    m_url->setEditText(url);
}

void TargetBar::setMode(client::Mode mode)
{
    m_mode->setCurrent(mode == client::Mode::Exact ? 0 : 1);
    Q_EMIT changed();
}

void TargetBar::noteSent()
{
    if (const auto target = url())
        m_book->note(m_endpointPath, addressOf(*target));
    fill();
    showState();
}

void TargetBar::showState()
{
    const auto target = url();
    m_keep->setEnabled(target.ok());
    m_keep->setChecked(target && m_book->kept(m_endpointPath).contains(addressOf(*target)));
    m_forget->setEnabled(!m_book->kept(m_endpointPath).isEmpty() || !m_book->recent(m_endpointPath).isEmpty());
}

void TargetBar::keep(bool kept)
{
    if (const auto target = url())
        m_book->setKept(m_endpointPath, addressOf(*target), kept);
    fill();
    showState();
}

} // namespace hookloupe::ui
