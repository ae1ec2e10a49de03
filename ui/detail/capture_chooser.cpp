// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/capture_chooser.h"

#include "base/clock.h"
#include "style/short_words.h"
#include "widgets/text_table.h"
#include "words/event_words.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

QStringList cells(const CaptureSummary& capture, UtcTime now)
{
    const QString summary = words::summarySentence(capture.event);
    return {timeWords(capture.arrivedAt, now), shownText(capture.method, 20), shownText(capture.event.wireName, 60),
            summary.isEmpty() ? shownText(capture.target) : summary, sizeWords(capture.contentBytes)};
}

} // namespace

CaptureChooser::CaptureChooser(std::vector<CaptureSummary> captures, QWidget* parent)
    : QDialog(parent)
    , m_captures(std::move(captures))
    , m_filter(new QLineEdit(this))
    , m_table(new TextTable({tr("Time"), tr("Method"), tr("Event"), tr("Summary"), tr("Size")}, this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Compare with"));
    resize(760, 420);
    m_filter->setPlaceholderText(tr("Show only those that contain this text"));
    m_filter->setAccessibleName(tr("Show only those that contain this text"));
    m_filter->setClearButtonEnabled(true);
    m_table->setAccessibleName(tr("Captures, newest first"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Compare"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_filter);
    column->addWidget(m_table, 1);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableView::activated, this, [this] {
        if (chosen())
            accept();
    });
    connect(m_filter, &QLineEdit::textChanged, this, &CaptureChooser::narrow);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CaptureChooser::enableButtons);
    narrow({});
}

void CaptureChooser::narrow(const QString& text)
{
    m_shown.clear();
    std::vector<QStringList> rows;
    const UtcTime now = utcNow();
    for (std::size_t i = 0; i < m_captures.size(); ++i) {
        QStringList row = cells(m_captures[i], now);
        if (!text.isEmpty() && !row.join(u' ').contains(text, Qt::CaseInsensitive))
            continue;
        m_shown.push_back(i);
        rows.push_back(std::move(row));
    }
    const bool any = !rows.empty();
    m_table->setRows(std::move(rows));
    if (any)
        m_table->setCurrentIndex(m_table->model()->index(0, 0)); // selectRow() finds no column when mirrored
    enableButtons();
}

std::optional<CaptureId> CaptureChooser::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return m_captures[m_shown[std::size_t(rows.front().row())]].id;
}

void CaptureChooser::enableButtons()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(chosen().has_value());
}

} // namespace hookloupe::ui
