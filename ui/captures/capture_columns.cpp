// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_columns.h"

#include "captures/capture_delegate.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int summaryColumn = static_cast<int>(CaptureColumn::Summary);
constexpr int leastWidth = 28;
constexpr int mostWidth = 4000;
constexpr int mostFitted = 360;

struct Usual {
    const char16_t* text;   ///< as wide as the usual content
    const char16_t* narrow; ///< what must be seen in a narrow window
};

/// In the order of CaptureColumn. The mark has its own width, and the summary at least this.
constexpr std::array<Usual, captureColumnCount> usualTexts{{
    {u"", u""},
    {u"00:00:00.000", u"00:00:00.000"},
    {u"DELETE", u"POST"},
    {u"Everything else", u"Everyth…"},
    {u"mm comment_archived", u"version_create"},
    {u"A project's name", u"A project"},
    {u"Somebody Else", u"Somebody"},
    {u"to check, red", u"to check"},
    {u"Somebody published a version", u"Somebody pub…"},
    {u"mismatch now · object", u"mismatch now"},
    {u"200, open", u"200"},
    {u"2 Webhook called", u"2 Webho…"},
    {u"999 kB", u"999 kB"},
    {u"999 ms", u"999 ms"},
    {u"127.0.0.1:65535", u"127.0.0.1"},
}};

bool isHiddenAtFirst(CaptureColumn column)
{
    // The summary names project and actor and shows the tags, and the details name the rest.
    return column == CaptureColumn::Project || column == CaptureColumn::Actor || column == CaptureColumn::Tags
        || column == CaptureColumn::Duration || column == CaptureColumn::Peer;
}

/// The summary stands last, so that the verdict needs no scrolling in a narrow window.
std::vector<CaptureColumn> firstOrder()
{
    std::vector<CaptureColumn> order;
    for (int column = 0; column < captureColumnCount; ++column) {
        if (column != summaryColumn)
            order.push_back(static_cast<CaptureColumn>(column));
    }
    order.push_back(CaptureColumn::Summary);
    return order;
}

constexpr int narrowTitle = 8; ///< characters of a title that are to be seen at least, if it has as many
constexpr int usualTitle = 18;

/// `title`: see narrowTitle.
int widthOf(const QTableView& view, int column, const char16_t* text, int title)
{
    if (static_cast<CaptureColumn>(column) == CaptureColumn::Mark)
        return CaptureDelegate::markWidth(view.fontMetrics());
    const QFontMetrics& metrics = view.fontMetrics();
    const int most = title * metrics.averageCharWidth(); // not pixels: the text may be twice as large
    const int titleWidth = std::min(metrics.horizontalAdvance(columnName(static_cast<CaptureColumn>(column))), most);
    return std::max(metrics.horizontalAdvance(QString::fromUtf16(text)), titleWidth) + 14;
}

} // namespace

CaptureColumns::CaptureColumns(QTableView& view) : QObject(&view), m_view(view)
{
    QHeaderView* header = view.horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->setMinimumSectionSize(leastWidth);
    header->setTextElideMode(Qt::ElideRight);
    header->setResizeContentsPrecision(0); // what is in sight: more would be fetched from the store
    header->setSectionResizeMode(static_cast<int>(CaptureColumn::Mark), QHeaderView::Fixed);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& place) {
        const int column = header->logicalIndexAt(place);
        Q_EMIT menuRequested(static_cast<CaptureColumn>(std::max(0, column)), header->viewport()->mapToGlobal(place));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
        if (m_ownMove)
            return;
        if (before > 0 && now > 0) // else it was hidden or shown
            m_chosen.at(static_cast<std::size_t>(column)) = true;
        fit();
    });
    reset();
    view.viewport()->installEventFilter(this);
    view.installEventFilter(this);
}

bool CaptureColumns::canBeHidden(CaptureColumn column)
{
    return column != CaptureColumn::Mark && column != CaptureColumn::Summary;
}

bool CaptureColumns::isShown(CaptureColumn column) const
{
    return !m_view.isColumnHidden(static_cast<int>(column));
}

std::vector<CaptureColumn> CaptureColumns::shown() const
{
    const QHeaderView* header = m_view.horizontalHeader();
    std::vector<CaptureColumn> columns;
    for (int place = 0; place < captureColumnCount; ++place) {
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns.push_back(static_cast<CaptureColumn>(column));
    }
    return columns;
}

void CaptureColumns::setShown(CaptureColumn column, bool shown)
{
    if (!canBeHidden(column) || isShown(column) == shown)
        return;
    m_view.setColumnHidden(static_cast<int>(column), !shown);
    Q_EMIT shownChanged();
}

void CaptureColumns::move(CaptureColumn column, int places)
{
    QHeaderView* header = m_view.horizontalHeader();
    const int from = header->visualIndex(static_cast<int>(column));
    const int step = places < 0 ? -1 : 1;
    int to = from;
    for (int next = from + step; places != 0 && next > 0 && next < header->count(); next += step) {
        if (header->isSectionHidden(header->logicalIndex(next)))
            continue;
        to = next;
        places -= step;
    }
    if (from > 0 && to != from)
        header->moveSection(from, to);
}

void CaptureColumns::fitToContents()
{
    for (int column = 0; column < captureColumnCount; ++column) {
        if (!canBeHidden(static_cast<CaptureColumn>(column)) || !isShown(static_cast<CaptureColumn>(column)))
            continue;
        m_view.resizeColumnToContents(column);
        if (m_view.columnWidth(column) > mostFitted) // one long tag is not to push the others out of sight
            m_view.setColumnWidth(column, mostFitted);
    }
}

void CaptureColumns::arrange(const std::vector<CaptureColumn>& order)
{
    QHeaderView* header = m_view.horizontalHeader();
    for (int place = 0; const CaptureColumn column : order)
        header->moveSection(header->visualIndex(static_cast<int>(column)), place++);
}

void CaptureColumns::reset()
{
    m_chosen.fill(false);
    arrange(firstOrder());
    {
        const QScopedValueRollback guard(m_ownMove, true);
        for (int column = 0; column < captureColumnCount; ++column)
            m_view.setColumnHidden(column, isHiddenAtFirst(static_cast<CaptureColumn>(column)));
    }
    fit();
    Q_EMIT shownChanged();
}

QStringList CaptureColumns::state() const
{
    const QHeaderView* header = m_view.horizontalHeader();
    QStringList state;
    for (int place = 0; place < captureColumnCount; ++place) {
        const int column = header->logicalIndex(place);
        const bool chosen = m_chosen.at(static_cast<std::size_t>(column)) && !header->isSectionHidden(column);
        state << (header->isSectionHidden(column) ? u"-"_s : QString()) + columnKey(static_cast<CaptureColumn>(column)) + u':'
                + (chosen ? QString::number(header->sectionSize(column)) : u"*"_s);
    }
    return state;
}

void CaptureColumns::restore(const QStringList& state)
{
    if (state.isEmpty())
        return;
    reset();
    m_ownMove = true;
    std::vector<CaptureColumn> order{CaptureColumn::Mark};
    for (const QString& entry : state) {
        const bool hidden = entry.startsWith(u'-');
        const auto column = columnOfKey(entry.mid(hidden ? 1 : 0).section(u':', 0, 0));
        if (!column || (*column != CaptureColumn::Mark && std::find(order.begin(), order.end(), *column) != order.end()))
            continue;
        if (*column != CaptureColumn::Mark)
            order.push_back(*column);
        if (canBeHidden(*column))
            m_view.setColumnHidden(static_cast<int>(*column), hidden);
        bool isNumber = false;
        const int width = entry.section(u':', 1, 1).toInt(&isNumber);
        if (!isNumber || *column == CaptureColumn::Mark || hidden)
            continue;
        m_chosen.at(static_cast<std::size_t>(*column)) = true;
        m_view.setColumnWidth(static_cast<int>(*column), std::clamp(width, leastWidth, mostWidth));
    }
    const std::vector<CaptureColumn> usual = firstOrder();
    for (auto column = usual.begin() + 1; column != usual.end(); ++column) {
        if (std::find(order.begin(), order.end(), *column) == order.end())
            order.insert(std::find(order.begin(), order.end(), *(column - 1)) + 1, *column);
    }
    arrange(order);
    m_ownMove = false;
    fit();
    Q_EMIT shownChanged();
}

bool CaptureColumns::eventFilter(QObject* watched, QEvent* event)
{
    const bool resized = event->type() == QEvent::Resize && watched == m_view.viewport();
    if (resized || (event->type() == QEvent::FontChange && watched == &m_view))
        fit();
    return QObject::eventFilter(watched, event);
}

void CaptureColumns::fit()
{
    if (m_ownMove)
        return;
    const QScopedValueRollback guard(m_ownMove, true);
    std::array<int, captureColumnCount> widths{};
    std::array<int, captureColumnCount> spare{}; // what a column can do without
    int taken = 0;
    int allSpare = 0;
    for (int column = 0; column < captureColumnCount; ++column) {
        const auto at = static_cast<std::size_t>(column);
        if (column == summaryColumn || m_view.isColumnHidden(column))
            continue;
        const int usual = widthOf(m_view, column, usualTexts.at(at).text, usualTitle);
        widths.at(at) = m_chosen.at(at) ? m_view.columnWidth(column) : usual;
        spare.at(at) = m_chosen.at(at) ? 0 : usual - widthOf(m_view, column, usualTexts.at(at).narrow, narrowTitle);
        taken += widths.at(at);
        allSpare += spare.at(at);
    }
    const auto summary = static_cast<std::size_t>(summaryColumn);
    const int room = m_view.viewport()->width();
    const int least = widthOf(m_view, summaryColumn, usualTexts.at(summary).narrow, narrowTitle);
    const int wished = m_chosen.at(summary) ? m_view.columnWidth(summaryColumn) : least;
    const int missing = std::clamp(taken + wished - room, 0, allSpare);
    for (std::size_t at = 0; at < widths.size() && allSpare > 0; ++at) {
        const int less = (spare.at(at) * missing + allSpare - 1) / allSpare; // rounded up: one pixel too wide is a scroll bar
        widths.at(at) -= less;
        taken -= less;
    }
    widths.at(summary) = m_chosen.at(summary) ? wished : std::max(least, room - taken);
    for (int column = 0; column < captureColumnCount; ++column) {
        if (!m_view.isColumnHidden(column))
            m_view.setColumnWidth(column, widths.at(static_cast<std::size_t>(column)));
    }
}

} // namespace hookloupe::ui
