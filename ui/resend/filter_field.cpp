// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/filter_field.h"

#include "base/clock.h"
#include "filter/filter_completion.h"
#include "style/plain_text.h"
#include "style/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStringListModel>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int longestFilter = 4'000;

QString meaningOf(std::string_view key)
{
    if (key == "event")
        return FilterField::tr("the event, by Speckle's name or the one on the wire");
    if (key == "project")
        return FilterField::tr("the project, by id or by a name without spaces");
    if (key == "endpoint")
        return FilterField::tr("the path of the endpoint; * for everything else");
    if (key == "method")
        return FilterField::tr("the method, such as POST");
    if (key == "verdict")
        return FilterField::tr("what the check of the signature said");
    if (key == "status")
        return FilterField::tr("what was answered: 200, 4xx, none");
    if (key == "tag")
        return FilterField::tr("a tag you gave");
    if (key == "since")
        return FilterField::tr("arrived then or later, in UTC");
    return FilterField::tr("arrived before then, in UTC");
}

} // namespace

FilterField::FilterField(std::function<std::vector<Endpoint>()> endpoints, QWidget* parent)
    : QWidget(parent)
    , m_endpoints(std::move(endpoints))
    , m_edit(new QLineEdit(this))
    , m_offered(new QStringListModel(this))
    , m_completer(new QCompleter(m_offered, this))
    , m_menu(new QMenu(this))
{
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("such as event=version_create status!=2xx; empty: every request"));
    m_edit->setFont(codeFont());
    m_edit->setMaxLength(longestFilter);
    m_edit->installEventFilter(this);
    m_completer->setWidget(m_edit);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    for (const std::string_view key : filter::filterKeys()) {
        const QString name = QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
        m_menu->addAction(tr("%1=   %2", "a key, what it means").arg(name, meaningOf(key)), this, [this, name] { begin(name); });
    }
    auto* conditions = new QToolButton(this);
    conditions->setText(tr("Co&nditions"));
    conditions->setToolTip(plainToolTip(tr("Conditions stand beside each other with spaces between; all must hold. KEY!=VALUE turns one "
                                           "round, and of several values with commas between one must fit.")));
    conditions->setPopupMode(QToolButton::InstantPopup);
    conditions->setMenu(m_menu);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    row->addWidget(conditions);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterField::changed);
    connect(m_edit, &QLineEdit::textEdited, this, &FilterField::complete);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterField::take);
}

QString FilterField::text() const
{
    return m_edit->text();
}

void FilterField::setText(const QString& text)
{
    m_edit->setText(text);
}

std::variant<filter::CaptureFilter, filter::FilterFault> FilterField::filter() const
{
    return filter::parseFilter(m_edit->text().toStdString(), m_endpoints());
}

void FilterField::addReadyMade(const QString& title, const QString& text)
{
    if (m_menu->actions().size() == static_cast<qsizetype>(filter::filterKeys().size()))
        m_menu->addSeparator();
    m_menu->addAction(title, this, [this, text] {
        setText(text);
        m_edit->setFocus();
    });
}

void FilterField::complete()
{
    const std::string text = m_edit->text().toStdString();
    const std::string before = m_edit->text().left(m_edit->cursorPosition()).toStdString();
    const auto offered = filter::completeFilter(text, before.size(), m_endpoints(), utcNow());
    QStringList words;
    for (const std::string& word : offered.words)
        words << QString::fromStdString(word);
    m_from = static_cast<int>(QString::fromStdString(text.substr(0, offered.from)).size());
    m_length = static_cast<int>(QString::fromStdString(text.substr(offered.from, offered.length)).size());
    m_offered->setStringList(words);
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix({});
    QRect place = m_edit->rect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + 40);
    place.moveLeft(std::clamp(m_edit->inputMethodQuery(Qt::ImCursorRectangle).toRect().left(), 0, std::max(0, m_edit->width() - place.width())));
    m_completer->complete(place);
}

void FilterField::take(const QString& word)
{
    QString text = m_edit->text();
    text.replace(m_from, m_length, word);
    m_edit->setText(text);
    m_edit->setCursorPosition(m_from + static_cast<int>(word.size()));
    if (word.endsWith(u'='))
        complete();
}

void FilterField::begin(const QString& key)
{
    QString text = m_edit->text();
    if (!text.isEmpty() && !text.endsWith(u' '))
        text += u' ';
    m_edit->setText(text + key + u'=');
    m_edit->setFocus();
    complete();
}

bool FilterField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            complete();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace hookloupe::ui
