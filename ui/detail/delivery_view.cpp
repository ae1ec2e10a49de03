// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/delivery_view.h"

#include "base/text.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/bytes_pane.h"
#include "widgets/plain_text_label.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int longestRun = 24; ///< two of these stand side by side

QString timesOf(const DeliveryTimings& timings)
{
    QStringList parts;
    const auto add = [&parts](const QString& what, const std::optional<Micros>& time) {
        if (time)
            parts << DeliveryView::tr("%1 %2", "what, after how long").arg(what, durationWords(*time));
    };
    if (!timings.connected && timings.firstByte)
        parts << DeliveryView::tr("over a kept connection");
    add(DeliveryView::tr("name"), timings.name);
    add(DeliveryView::tr("connected"), timings.connected);
    add(DeliveryView::tr("encrypted"), timings.encrypted);
    add(DeliveryView::tr("first byte"), timings.firstByte);
    add(DeliveryView::tr("all"), timings.total);
    return parts.join(u" · "_s);
}

} // namespace

void DeliveryView::Fact::show(const QString& text) const
{
    name->setVisible(!text.isEmpty());
    value->setVisible(!text.isEmpty());
    value->setText(text);
}

DeliveryView::DeliveryView(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    m_target = addFact(*grid, tr("Sent to"));
    m_came = addFact(*grid, tr("What came"));
    m_times = addFact(*grid, tr("Times"));
    m_content = addFact(*grid, tr("Content"));
    m_record = addFact(*grid, tr("Speckle"));
    m_repeat = addFact(*grid, tr("Repeated"));
    m_bytes = new BytesPane(tr("Answer of the target"), this);
    column->addWidget(m_bytes, 1);
    column->addStretch(0);
}

DeliveryView::Fact DeliveryView::addFact(QGridLayout& grid, const QString& name)
{
    auto* nameLabel = plainLabel(name, this);
    nameLabel->setForegroundRole(QPalette::PlaceholderText);
    auto* value = new PlainTextLabel(this);
    value->setAccessibleName(name);
    value->setLongestRun(longestRun);
    const int row = grid.rowCount();
    grid.addWidget(nameLabel, row, 0, Qt::AlignTop | Qt::AlignLeft);
    grid.addWidget(value, row, 1, Qt::AlignTop);
    return {nameLabel, value};
}

void DeliveryView::showDelivery(const Delivery& delivery, const std::string& contentSha256)
{
    showDelivery(delivery);
    const QString hash = QString::fromStdString(toHex(delivery.contentSha256));
    m_content.show(delivery.contentSha256 == contentSha256
                       ? tr("As captured, byte for byte: both have the SHA-256 %1").arg(hash)
                       : tr("Another one than captured: its SHA-256 is %1").arg(hash));
}

void DeliveryView::showDelivery(const Delivery& delivery)
{
    m_target.show(shownText(delivery.url));
    m_came.show(words::deliverySentence(delivery));
    m_times.show(timesOf(delivery.timings));
    m_content.show(tr("SHA-256 %1").arg(QString::fromStdString(toHex(delivery.contentSha256))));
    QString record = words::recordStatus(delivery.record);
    if (const QString reason = words::recordReasonSentence(delivery.record); !reason.isEmpty())
        record = tr("%1: %2", "status, reason").arg(record, reason);
    m_record.show(tr("Had Speckle sent it: %1").arg(record));
    m_repeat.show(delivery.mayRepeat ? tr("The target may have had this request before: an earlier attempt reached it, and ended without a good answer.")
                                     : QString());
    m_bytes->setVisible(!delivery.answer.empty());
    m_bytes->setBytes(std::make_shared<const std::string>(delivery.answer));
}

void DeliveryView::clear()
{
    for (const Fact& fact : {m_target, m_came, m_times, m_content, m_record, m_repeat})
        fact.show({});
    m_bytes->setBytes(nullptr);
    m_bytes->hide();
}

} // namespace hookloupe::ui
