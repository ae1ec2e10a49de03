// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/autopsy_view.h"

#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/signature_words.h"

#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr int tableRows = 7;

} // namespace

AutopsyView::AutopsyView(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_advice(new PlainTextLabel(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_advice);
    m_advice->setAccessibleName(tr("Advice"));
    m_advice->setText(tr("Looking for what would explain the signature…"));
}

void AutopsyView::setAutopsy(const verify::Autopsy& autopsy, const verify::Scheme& scheme)
{
    QStringList advice;
    for (const verify::Attempt& match : autopsy.matches)
        advice << tr("✔ %1").arg(words::adviceSentence(match, scheme));
    if (advice.isEmpty()) {
        advice << tr("Nothing tried gives the received signature. Most likely the sender uses another secret, or the body "
                     "was changed on its way.");
    }
    m_advice->setText(advice.join(u'\n'));

    std::vector<QStringList> rows;
    rows.reserve(autopsy.attempts.size());
    for (const bool matching : {true, false}) {
        for (const verify::Attempt& attempt : autopsy.attempts) {
            if (attempt.matches == matching)
                rows.push_back({words::attemptLabel(attempt), matching ? tr("✔ matches") : tr("does not match")});
        }
    }
    if (rows.empty())
        return;
    m_column->addWidget(new PlainTextLabel(tr("Attempts: %1").arg(rows.size()), this));
    auto* table = new TextTable({tr("Tried"), tr("Result")}, this);
    table->setAccessibleName(tr("Attempts of the signature autopsy"));
    table->setRows(std::move(rows));
    table->fitHeight(tableRows);
    m_column->addWidget(table);
}

} // namespace hookloupe::ui
