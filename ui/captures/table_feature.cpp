// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/table_feature.h"

#include "captures/capture_model.h"
#include "captures/capture_columns.h"
#include "captures/capture_list_panel.h"

#include <QAction>
#include <QActionGroup>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

QString timeKey(TimeMode mode)
{
    switch (mode) {
    case TimeMode::Absolute:
        return u"absolute"_s;
    case TimeMode::Relative:
        return u"relative"_s;
    case TimeMode::SincePrevious:
        return u"since-previous"_s;
    }
    return {};
}

} // namespace

TableFeature::TableFeature(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    m_columnsMenu = makeColumnsMenu();
    m_timeMenu = makeTimeMenu();
    m_orderMenu = makeOrderMenu();
    m_parts.menus.view->addSeparator();
    m_parts.menus.view->addMenu(m_columnsMenu);
    m_parts.menus.view->addMenu(m_orderMenu);
    m_parts.menus.view->addMenu(m_timeMenu);
    m_parts.menus.view->addAction(m_wireNames);

    CaptureColumns& columns = m_parts.captures.columns();
    connect(&columns, &CaptureColumns::shownChanged, this, &TableFeature::showState);
    connect(&columns, &CaptureColumns::menuRequested, this, &TableFeature::showHeaderMenu);
    const QHeaderView* header = m_parts.captures.view()->horizontalHeader();
    connect(header, &QHeaderView::sortIndicatorChanged, this, &TableFeature::showState);
    m_ticking.setInterval(1s);
    connect(&m_ticking, &QTimer::timeout, this, &TableFeature::tick);
    m_parts.window.installEventFilter(this);
    load();
    showState();
}

QMenu* TableFeature::makeColumnsMenu()
{
    auto* menu = new QMenu(tr("Col&umns"), &m_parts.window);
    CaptureColumns& columns = m_parts.captures.columns();
    for (int at = 0; at < captureColumnCount; ++at) {
        const auto column = static_cast<CaptureColumn>(at);
        if (!CaptureColumns::canBeHidden(column))
            continue;
        QAction* action = makeAction(m_parts.window, u"column."_s + columnKey(column), columnName(column),
                                     tr("Show the column “%1”").arg(columnName(column)));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [&columns, column](bool on) { columns.setShown(column, on); });
        menu->addAction(action);
        m_shown.at(static_cast<std::size_t>(at)) = action;
    }
    menu->addSeparator();
    m_fit = makeAction(m_parts.window, u"fitColumns"_s, tr("&Fit to contents"),
                       tr("Make each column as wide as the requests in sight need"));
    connect(m_fit, &QAction::triggered, this, [&columns] { columns.fitToContents(); });
    m_reset = makeAction(m_parts.window, u"resetColumns"_s, tr("&Reset columns"),
                         tr("Show the usual columns in the usual order and width, sorted by time"));
    connect(m_reset, &QAction::triggered, this, [this, &columns] {
        columns.reset();
        chooseStyle({});
        sortBy(CaptureColumn::Time, Qt::AscendingOrder);
    });
    menu->addActions({m_fit, m_reset});
    return menu;
}

QMenu* TableFeature::makeTimeMenu()
{
    auto* menu = new QMenu(tr("Ti&mes"), &m_parts.window);
    auto* group = new QActionGroup(menu);
    const auto add = [this, menu, group](TimeMode mode, const QString& text, const QString& hint) {
        QAction* action = makeAction(m_parts.window, u"times."_s + timeKey(mode), text, hint);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, mode] {
            CellStyle style = m_parts.captureModel.cellStyle();
            style.times = mode;
            chooseStyle(style);
        });
        group->addAction(action);
        menu->addAction(action);
        m_times.emplace_back(action, mode);
    };
    add(TimeMode::Absolute, tr("Time of &day"), tr("Show when each request arrived"));
    add(TimeMode::Relative, tr("&Age"), tr("Show how long ago each request arrived"));
    add(TimeMode::SincePrevious, tr("Since the row &before"), tr("Show how long each request came after the one before it"));
    m_wireNames = makeAction(m_parts.window, u"wireNames"_s, tr("Events' &wire names"),
                             tr("Show the name an event has on the wire beside its usual one"));
    m_wireNames->setCheckable(true);
    connect(m_wireNames, &QAction::triggered, this, [this](bool on) {
        CellStyle style = m_parts.captureModel.cellStyle();
        style.wireNames = on;
        chooseStyle(style);
    });
    return menu;
}

QMenu* TableFeature::makeOrderMenu()
{
    auto* menu = new QMenu(tr("&Sort by"), &m_parts.window);
    auto* group = new QActionGroup(menu);
    const QHeaderView* header = m_parts.captures.view()->horizontalHeader();
    for (int at = 0; at < captureColumnCount; ++at) {
        const auto column = static_cast<CaptureColumn>(at);
        QAction* action = makeAction(m_parts.window, u"sort."_s + columnKey(column), columnName(column),
                                     column == CaptureColumn::Time
                                         ? tr("Sort the requests by time: the order in which the newest can be followed")
                                         : tr("Sort the requests by “%1”").arg(columnName(column)));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, column, header] { sortBy(column, header->sortIndicatorOrder()); });
        group->addAction(action);
        menu->addAction(action);
        m_orders.at(static_cast<std::size_t>(at)) = action;
    }
    menu->addSeparator();
    m_descending = makeAction(m_parts.window, u"sortDescending"_s, tr("&Descending"),
                              tr("Sort the other way round: the newest, largest or last first"));
    m_descending->setCheckable(true);
    connect(m_descending, &QAction::triggered, this, [this, header](bool on) {
        sortBy(static_cast<CaptureColumn>(header->sortIndicatorSection()), on ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    menu->addAction(m_descending);
    return menu;
}

void TableFeature::showHeaderMenu(CaptureColumn column, const QPoint& place)
{
    auto* menu = new QMenu(&m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Sort by “%1”").arg(columnName(column)), this, [this, column] { sortBy(column, Qt::AscendingOrder); });
    menu->addAction(tr("Sort by “%1”, &descending").arg(columnName(column)), this,
                    [this, column] { sortBy(column, Qt::DescendingOrder); });
    menu->addSeparator();
    if (CaptureColumns& columns = m_parts.captures.columns(); CaptureColumns::canBeHidden(column)) {
        menu->addAction(tr("&Hide “%1”").arg(columnName(column)), this, [&columns, column] { columns.setShown(column, false); });
        const int right = m_parts.window.isRightToLeft() ? -1 : 1;
        menu->addAction(tr("Move to the &left"), this, [&columns, column, right] { columns.move(column, -right); });
        menu->addAction(tr("Move to the r&ight"), this, [&columns, column, right] { columns.move(column, right); });
        menu->addSeparator();
    }
    menu->addMenu(m_columnsMenu);
    menu->addMenu(m_timeMenu);
    menu->addAction(m_wireNames);
    menu->popup(place);
}

void TableFeature::showState()
{
    const CaptureColumns& columns = m_parts.captures.columns();
    const QHeaderView* header = m_parts.captures.view()->horizontalHeader();
    for (int at = 0; at < captureColumnCount; ++at) {
        const auto place = static_cast<std::size_t>(at);
        if (m_shown.at(place))
            m_shown.at(place)->setChecked(columns.isShown(static_cast<CaptureColumn>(at)));
        m_orders.at(place)->setChecked(header->sortIndicatorSection() == at);
    }
    m_descending->setChecked(header->sortIndicatorOrder() == Qt::DescendingOrder);
    const CellStyle& style = m_parts.captureModel.cellStyle();
    for (const auto& [action, mode] : m_times)
        action->setChecked(mode == style.times);
    m_wireNames->setChecked(style.wireNames);
    if (style.times == TimeMode::Relative)
        m_ticking.start();
    else
        m_ticking.stop();
}

void TableFeature::chooseStyle(const CellStyle& style)
{
    m_parts.captureModel.setCellStyle(style);
    showState();
}

void TableFeature::sortBy(CaptureColumn column, Qt::SortOrder order)
{
    m_parts.captures.view()->sortByColumn(static_cast<int>(column), order);
    showState();
}

void TableFeature::tick()
{
    if (m_parts.window.isVisible() && !m_parts.window.isMinimized())
        m_parts.captureModel.refreshTimes();
}

void TableFeature::load()
{
    if (m_parts.settingsPath.isEmpty() || !QFileInfo::exists(m_parts.settingsPath))
        return;
    const QSettings file(m_parts.settingsPath, QSettings::IniFormat);
    m_parts.captures.columns().restore(file.value("table/columns"_L1).toStringList());
    CellStyle style;
    const QString times = file.value("table/times"_L1).toString();
    for (const auto& [action, mode] : m_times) {
        if (times == timeKey(mode))
            style.times = mode;
    }
    style.wireNames = file.value("table/wireNames"_L1).toBool();
    m_parts.captureModel.setCellStyle(style);
    if (file.value("table/newestFirst"_L1).toBool())
        sortBy(CaptureColumn::Time, Qt::DescendingOrder);
}

void TableFeature::save() const
{
    if (m_parts.settingsPath.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_parts.settingsPath).absolutePath());
    QSettings file(m_parts.settingsPath, QSettings::IniFormat);
    file.setValue("table/columns"_L1, m_parts.captures.columns().state());
    file.setValue("table/times"_L1, timeKey(m_parts.captureModel.cellStyle().times));
    file.setValue("table/wireNames"_L1, m_parts.captureModel.cellStyle().wireNames);
    // Other orders are for a question of the moment, and cost a walk through the store at the next start.
    const CaptureQuery& query = m_parts.captureModel.query();
    file.setValue("table/newestFirst"_L1, query.order == CaptureOrder::Arrival && query.descending);
}

bool TableFeature::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_parts.window && event->type() == QEvent::Close)
        save();
    return QObject::eventFilter(watched, event);
}

} // namespace hookloupe::ui
