// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline for hookloupe-bench-million: a bare QTableView on a model that makes its texts from the row's number.
// Prints one JSON object. Usage: hookloupe-bench-million-bare ROWS
#include "table_bench.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QHeaderView>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

class Numbers final : public QAbstractTableModel {
public:
    explicit Numbers(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 12; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return u"%1 · %2"_s.arg(index.row()).arg(index.column());
    }

private:
    int m_rows;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Numbers model(argc > 1 ? std::max(1, std::atoi(argv[1])) : 1'000'000);
    QTableView view;
    view.setModel(&model);
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    bench::TableBench table(view, [](int) { return true; });
    view.resize(1280, 400);
    view.show();
    QJsonObject json{{u"first_row_ms"_s, table.waitForFirstRow()}};
    json[u"page_down"_s] = table.pageDown(1'000);
    json[u"jump_to_end_ms"_s] = table.jumpToEnd();
    json[u"resident_mb"_s] = bench::memory(u"VmRSS"_s);
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
    return 0;
}
