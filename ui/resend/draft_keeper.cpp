// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/draft_keeper.h"

#include "resend/body_editor.h"
#include "resend/head_editor.h"
#include "resend/signing_bar.h"
#include "resend/target_bar.h"
#include "style/plain_text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

constexpr auto pause = 1s; ///< without an edit, until they are kept

/// "14:02", with the day in front if it is another one.
QString minuteWords(UtcTime time)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count());
    return local.toString(local.date() == QDate::currentDate() ? u"HH:mm"_s : u"MM-dd HH:mm"_s);
}

} // namespace

DraftKeeper::DraftKeeper(CapturePtr capture, std::shared_ptr<DraftBook> book, const Editors& editors, QWidget* parent)
    : QWidget(parent)
    , m_capture(std::move(capture))
    , m_book(std::move(book))
    , m_editors(editors)
    , m_sentence(plainLabel({}, this))
    , m_action(new QPushButton(tr("Start over"), this))
{
    setObjectName(u"draftLine"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("About the edits"));
    m_action->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_action);
    hide();
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(pause);
    connect(&m_keepSoon, &QTimer::timeout, this, &DraftKeeper::keepNow);
    connect(m_editors.head, &HeadEditor::changed, this, &DraftKeeper::noteEdit);
    connect(m_editors.body, &BodyEditor::changed, this, &DraftKeeper::noteEdit);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_aside)
            bringBack();
        else
            startOver();
    });
}

void DraftKeeper::noteEdit()
{
    if (m_filling)
        return;
    ++m_edits;
    m_editedAt = utcNow();
    m_keepSoon.start();
}

KeptDraft DraftKeeper::current() const
{
    const Signing signing = m_editors.signing->signing();
    KeptDraft draft;
    draft.head = m_editors.head->head();
    draft.content = m_editors.body->content();
    draft.address = m_editors.target->address();
    draft.mode = m_editors.target->mode();
    draft.with = signing.with;
    draft.scheme = signing.scheme;
    draft.dialect = signing.dialect;
    draft.editedAt = m_editedAt;
    return draft;
}

void DraftKeeper::keepNow()
{
    m_keepSoon.stop();
    if (m_edits == m_settled || !m_book)
        return;
    const Status kept = m_book->keep(*m_capture, current());
    m_settled = m_edits;
    if (kept.ok())
        return;
    if (kept.error().code == ErrorCode::TooLarge)
        say(tr("Your edits are too large to be kept on the disk. They are kept until the program ends."), tr("Start &over"));
    else if (kept.error().code != ErrorCode::Unsupported)
        say(tr("Your edits are kept until the program ends, not longer: %1 can't be written.").arg(shown(kept.error().detail)), tr("Start &over"));
}

void DraftKeeper::settle(int edits)
{
    if (edits != m_edits)
        return;
    m_keepSoon.stop();
    m_settled = m_edits;
    if (m_book)
        m_book->forget(*m_capture);
    if (!m_aside)
        hide();
}

void DraftKeeper::fill(const std::string& head, std::shared_ptr<const std::string> content)
{
    m_filling = true;
    m_editors.head->setHead(head);
    m_editors.body->setContent(std::move(content));
    m_filling = false;
}

void DraftKeeper::fillAsCaptured()
{
    fill(m_capture->head, {m_capture, &m_capture->content()}); // the capture's own bytes: it is kept as long as they are shown
}

void DraftKeeper::restore()
{
    const auto kept = m_book ? m_book->find(*m_capture) : std::nullopt;
    if (!kept) {
        fillAsCaptured();
        return;
    }
    m_editedAt = kept->editedAt;
    fill(kept->head, std::make_shared<const std::string>(kept->content));
    if (!kept->address.isEmpty())
        m_editors.target->setUrl(kept->address);
    m_editors.target->setMode(kept->mode);
    Signing signing;
    signing.with = kept->with;
    signing.scheme = kept->scheme;
    signing.dialect = kept->dialect;
    m_editors.signing->choose(signing);
    QString sentence = tr("Your edits from %1 are back.").arg(minuteWords(kept->editedAt));
    if (kept->credentialsLeftOut)
        sentence += u' ' + tr("Fields that you typed and that hold credentials, such as Authorization, cookies, tokens and signatures, were not kept.");
    if (kept->with == SignWith::OtherSecret)
        sentence += u' ' + tr("Type the secret to sign with again: it was not kept.");
    say(sentence, tr("Start &over"));
}

void DraftKeeper::startOver()
{
    KeptDraft edited = current();
    const bool differs = edited.head != m_capture->head || edited.content != m_capture->content();
    m_keepSoon.stop();
    m_settled = ++m_edits;
    if (m_book)
        m_book->forget(*m_capture);
    fillAsCaptured();
    if (!differs)
        return setVisible(m_aside.has_value());
    m_aside = std::move(edited);
    say(tr("This is the captured request again."), tr("Bring my &edits back"));
}

void DraftKeeper::bringBack()
{
    const KeptDraft edited = std::move(*std::exchange(m_aside, std::nullopt));
    fill(edited.head, std::make_shared<const std::string>(edited.content));
    ++m_edits;
    keepNow();
    say(tr("Your edits are back."), tr("Start &over"));
}

void DraftKeeper::say(const QString& sentence, const QString& action)
{
    m_sentence->setText(sentence);
    m_action->setText(action);
    show();
}

} // namespace hookloupe::ui
