// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/autopsy_view.h"

#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/signature_words.h"

#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr int tableRows = 7;
constexpr qsizetype shownCharacters = 16; ///< of a signature: enough to tell one from another

QString shortened(const std::string& signature)
{
    const QString text = QString::fromStdString(signature);
    return text.size() <= shownCharacters ? text : text.left(shownCharacters) + u'…';
}

/// "secret 2"; empty if there is one alone, or the secret tried is none of the endpoint's.
QString secretNumber(const verify::Attempt& attempt, std::size_t secrets)
{
    const bool own = attempt.secret != verify::SecretVariant::OtherEndpoint && attempt.secret != verify::SecretVariant::EmptySecret;
    return own && secrets > 1 ? AutopsyView::tr("secret %1").arg(attempt.secretIndex + 1) : QString();
}

} // namespace

AutopsyView::AutopsyView(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_advice(new PlainTextLabel(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_advice);
    m_advice->setAccessibleName(tr("Advice"));
    m_advice->setText(tr("Looking for what would explain the signature…"));
}

void AutopsyView::setAutopsy(const verify::Autopsy& autopsy, const verify::Scheme& scheme, std::size_t secrets)
{
    QStringList advice;
    for (const verify::Attempt& match : autopsy.matches) {
        const QString sentence = tr("✔ %1").arg(words::adviceSentence(match, scheme));
        const QString number = secretNumber(match, secrets);
        advice << (number.isEmpty() ? sentence : sentence + u' ' + tr("So it is with %1 of %2.", "secret 1 of 2").arg(number).arg(secrets));
    }
    if (advice.isEmpty() && secrets == 0)
        advice << tr("Without a secret nothing can be tried.");
    else if (advice.isEmpty() && autopsy.attempts.empty())
        advice << tr("Nothing in the header can be read as a signature, so there was nothing to compare with.");
    else if (advice.isEmpty())
        advice << tr("Nothing tried gives the received signature. Most likely the sender uses another secret, or the body "
                     "was changed on its way.");
    m_advice->setText(advice.join(u'\n'));

    std::vector<QStringList> rows;
    rows.reserve(autopsy.attempts.size());
    for (const bool matching : {true, false}) {
        for (std::size_t i = 0; i < autopsy.attempts.size(); ++i) {
            const verify::Attempt& attempt = autopsy.attempts[i];
            if (attempt.matches == matching) {
                const QString number = secretNumber(attempt, secrets);
                const QString label = words::attemptLabel(attempt);
                rows.push_back({number.isEmpty() ? label : tr("%1, %2", "what was tried, secret 2").arg(label, number), shortened(autopsy.expected[i]),
                                matching ? tr("✔ matches") : tr("does not match")});
            }
        }
    }
    if (rows.empty())
        return;
    const int count = static_cast<int>(rows.size());
    m_column->addWidget(new PlainTextLabel(count == 1 ? tr("One attempt:") : tr("%n attempts:", nullptr, count), this));
    auto* table = new TextTable({tr("Tried"), tr("Would be"), tr("Result")}, this);
    table->setAccessibleName(tr("Attempts of the signature autopsy"));
    table->setCodeColumn(1);
    table->setRows(std::move(rows));
    table->fitHeight(tableRows);
    m_column->addWidget(table);
}

} // namespace hookloupe::ui
