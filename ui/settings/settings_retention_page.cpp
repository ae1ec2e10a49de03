// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_retention_page.h"

#include "settings/settings_row.h"
#include "style/plain_text.h"
#include "words/error_words.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::int64_t megabyte = 1'000'000;

/// What is over the limits and stays; empty if nothing is.
QString stayWords(const session::OverRetention& stay)
{
    const auto number = [](std::int64_t count) { return QLocale().toString(qlonglong{count}); };
    QStringList sentences;
    if (stay.waiting > 0)
        sentences << SettingsRetentionPage::tr("Over the limits, but kept as they wait for a handler: %1.").arg(number(stay.waiting));
    if (stay.marked > 0)
        sentences << SettingsRetentionPage::tr("Over the limits, but kept as you marked them: %1.").arg(number(stay.marked));
    return sentences.join(u' ');
}

} // namespace

SettingsRetentionPage::SettingsRetentionPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"retention"_s, tr("Retention"), live, parent)
{
    addText(tr("By default every request is kept until you delete it. With a limit, the oldest are removed for good; this cannot "
               "be undone. What waits for a handler stays until it is delivered or skipped. The limits are checked every few "
               "seconds."));
    m_stayed = plainLabel({}, content());
    m_stayed->setObjectName(u"stayed"_s);
    m_stayed->setWordWrap(true);
    body().addWidget(m_stayed);
    m_captures = addLimit(u"captures"_s, tr("Keep at most so many &requests"), tr(" requests"), 100'000'000, 1'000,
                          tr("Default: no limit."), m_capturesRow);
    m_days = addLimit(u"days"_s, tr("Keep requests for so many &days"), tr(" days"),
                      static_cast<int>(session::Retention::mostDays), 1,
                      tr("Default: no limit. Counted from the moment a request arrived."), m_daysRow);
    m_megabytes = addLimit(u"megabytes"_s, tr("Keep the store under so many &MB"), tr(" MB"), 10'000'000, 100,
                           tr("Default: no limit. The space of removed requests is used for the next ones; the file itself gets "
                              "smaller when little is left in it."), m_megabytesRow);
    m_marked = new QCheckBox(tr("Keep requests with a note, or with the tag “keep”"), content());
    m_marked->setObjectName(u"marked"_s);
    m_markedRow = addRow(tr("What you have mar&ked"), m_marked, tr("Default: on. These stay, however old they are."));
    m_marked->setAccessibleName(m_marked->text());
    connect(m_marked, &QCheckBox::toggled, this, &SettingsRetentionPage::weigh);
    connect(m_markedRow, &SettingRow::resetAsked, this, [this] { m_marked->setChecked(true); });
    m_question = new QFrame(content());
    m_question->setFrameShape(QFrame::StyledPanel);
    m_questionText = plainLabel({}, m_question);
    m_questionText->setWordWrap(true);
    auto* remove = new QPushButton(tr("Remove them for good"), m_question);
    auto* keep = new QPushButton(tr("Keep them"), m_question);
    remove->setObjectName(u"remove"_s);
    keep->setObjectName(u"keep"_s);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {remove, keep}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(m_question);
    layout->addWidget(m_questionText);
    layout->addLayout(buttons);
    body().addWidget(m_question);
    m_question->hide();
    connect(remove, &QPushButton::clicked, this, [this] { use(wanted()); });
    connect(keep, &QPushButton::clicked, this, [this] { showSettings(); });
    connect(&live.session(), &session::Session::retentionStayed, this, &SettingsRetentionPage::showStayed);
    showStayed();
    showSettings();
}

QSpinBox* SettingsRetentionPage::addLimit(const QString& name, const QString& title, const QString& suffix, int largest, int step,
                                          const QString& explanation, SettingRow*& row)
{
    auto* box = new QSpinBox(content());
    box->setObjectName(name);
    box->setRange(0, largest);
    box->setSingleStep(step);
    box->setSpecialValueText(tr("no limit"));
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setKeyboardTracking(false); // "1000" is not "1" first
    row = addRow(title, box, explanation);
    connect(box, &QSpinBox::valueChanged, this, &SettingsRetentionPage::weigh);
    connect(row, &SettingRow::resetAsked, box, [box] { box->setValue(0); });
    return box;
}

session::Retention SettingsRetentionPage::wanted() const
{
    return {m_captures->value(), m_days->value(), m_megabytes->value() * megabyte,
            m_marked->isChecked() ? store::KeepMarked::Yes : store::KeepMarked::No};
}

void SettingsRetentionPage::weigh()
{
    const int question = ++m_asked;
    const session::Retention retention = wanted();
    m_question->hide();
    const QPointer<SettingsRetentionPage> self(this);
    live().session().countRemovable(retention, [self, question, retention](const Result<session::RetentionCount>& count) {
        if (!self || self->m_asked != question)
            return;
        if (!count) {
            self->m_capturesRow->setComplaint(words::errorSentence(count.error()));
        } else if (count->captures == 0) {
            self->use(retention);
        } else {
            QString text = count->captures == 1
                ? tr("This limit removes the oldest request for good. It is used when you agree.")
                : tr("This limit removes the oldest %1 requests for good. It is used when you agree.")
                      .arg(QLocale().toString(qlonglong{count->captures}));
            if (const QString stay = stayWords(count->stay); !stay.isEmpty())
                text += u' ' + stay;
            self->m_questionText->setText(text);
            self->m_question->show();
            // Its place is known after the layout: then it is brought into view.
            QMetaObject::invokeMethod(self, [self] { self->ensureWidgetVisible(self->m_question); }, Qt::QueuedConnection);
        }
    });
}

void SettingsRetentionPage::showStayed()
{
    m_stayed->setText(stayWords(live().session().overRetention()));
    m_stayed->setVisible(!m_stayed->text().isEmpty());
}

void SettingsRetentionPage::use(const session::Retention& retention)
{
    m_capturesRow->setComplaint({});
    change(m_capturesRow, [&](session::Settings& settings) { settings.retention = retention; });
    m_question->hide();
}

void SettingsRetentionPage::reset()
{
    ++m_asked;
    use({});
}

void SettingsRetentionPage::showSettings()
{
    ++m_asked;
    m_question->hide();
    const session::Retention& kept = now().retention;
    const QSignalBlocker first(m_captures);
    const QSignalBlocker second(m_days);
    const QSignalBlocker third(m_megabytes);
    const QSignalBlocker fourth(m_marked);
    m_marked->setChecked(kept.marked == store::KeepMarked::Yes);
    m_markedRow->setAtDefault(kept.marked == store::KeepMarked::Yes);
    m_captures->setValue(static_cast<int>(std::min<std::int64_t>(kept.captures, m_captures->maximum())));
    m_days->setValue(static_cast<int>(kept.days));
    m_megabytes->setValue(static_cast<int>(std::min<std::int64_t>((kept.bytes + megabyte - 1) / megabyte, m_megabytes->maximum())));
    m_capturesRow->setAtDefault(kept.captures == 0);
    m_daysRow->setAtDefault(kept.days == 0);
    m_megabytesRow->setAtDefault(kept.bytes == 0);
}

} // namespace hookloupe::ui
