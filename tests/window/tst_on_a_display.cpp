// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a real X server, driven from outside by xdotool: focus, clipboard and dragging as a person's hands do it.
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/strict.h"
#include "support/wire_file.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QListView>
#include <QProcess>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using hookloupe::test::WindowFixture;

namespace {

/// Runs a program while the window goes on, and gives what it wrote.
QByteArray run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    [&] { QTRY_COMPARE_WITH_TIMEOUT(int(process.state()), int(QProcess::NotRunning), 20'000); }();
    [&] { QVERIFY2(process.error() != QProcess::FailedToStart, qPrintable(program + u" is not installed"_s)); }();
    return process.readAllStandardOutput();
}

void keys(const QStringList& names)
{
    run(u"xdotool"_s, QStringList{u"key"_s, u"--delay"_s, u"20"_s} + names);
}

void drag(QPoint from, QPoint to)
{
    const auto at = [](QPoint point) { return QStringList{QString::number(point.x()), QString::number(point.y())}; };
    // At the pace of a hand: the drop belongs to a drag only after the program has answered the first moves.
    const QStringList pause{u"sleep"_s, u"0.2"_s};
    const QPoint half = (from + to) / 2;
    run(u"xdotool"_s, QStringList{u"mousemove"_s} + at(from) + QStringList{u"mousedown"_s, u"1"_s, u"mousemove"_s} + at(half)
                          + pause + QStringList{u"mousemove"_s} + at(to) + pause + QStringList{u"mouseup"_s, u"1"_s});
}

} // namespace

class TestOnADisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void theKeyboardReachesEveryPane()
    {
        WindowFixture fixture;
        fixture.start();
        QVERIFY(fixture.send(test::wireFile("full-09").bytes()).contains("200"));
        QVERIFY(fixture.send(test::wireFile("full-05").bytes()).contains("200"));
        auto* table = fixture.window->captures().view();
        QTRY_COMPARE(table->model()->rowCount(), 2);
        keys({u"ctrl+1"_s});
        QTRY_VERIFY(fixture.window->endpoints().view()->hasFocus());
        keys({u"ctrl+2"_s});
        QTRY_VERIFY(table->hasFocus());
        keys({u"Home"_s});
        QTRY_COMPARE(table->currentIndex().row(), 0);
        keys({u"Down"_s});
        QTRY_COMPARE(table->currentIndex().row(), 1);
        const QWidget* before = QApplication::focusWidget();
        keys({u"Tab"_s});
        QTRY_VERIFY(QApplication::focusWidget() != before);
        keys({u"shift+Tab"_s});
        QTRY_COMPARE(QApplication::focusWidget(), before);
    }

    void anotherProgramReadsWhatWasCopied()
    {
        WindowFixture fixture;
        fixture.start();
        const QByteArray url = QByteArray::fromStdString(fixture.session->listenStatus().address.url());
        keys({u"ctrl+u"_s});
        QTRY_COMPARE(QApplication::clipboard()->text().toUtf8(), url);
        QCOMPARE(run(u"xclip"_s, {u"-o"_s, u"-selection"_s, u"clipboard"_s}), url);
    }

    void aColumnIsDraggedToAnotherPlace()
    {
        WindowFixture fixture;
        fixture.start();
        QVERIFY(fixture.send(test::wireFile("full-09").bytes()).contains("200"));
        auto* table = fixture.window->captures().view();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QHeaderView* header = table->horizontalHeader();
        const int time = header->logicalIndex(1);
        const auto middle = [&](int visual) {
            const int section = header->logicalIndex(visual);
            return header->viewport()->mapToGlobal(
                QPoint(header->sectionViewportPosition(section) + header->sectionSize(section) / 2, header->height() / 2));
        };
        drag(middle(1), middle(3));
        QTRY_VERIFY(header->visualIndex(time) > 1);
    }

    void anEndpointIsDraggedToAnotherPlace()
    {
        WindowFixture fixture;
        fixture.start();
        for (const char* name : {"a", "b", "c"})
            QVERIFY(fixture.session->saveEndpoint({EndpointId{0}, std::string("/") + name, name, {}, "speckle", true, true}).ok());
        auto* list = fixture.window->endpoints().view();
        QTRY_COMPARE(list->model()->rowCount(), 5);
        const auto at = [list](int row, int fromTop) {
            const QRect place = list->visualRect(list->model()->index(row, 0));
            return list->viewport()->mapToGlobal(QPoint(place.center().x(), place.top() + fromTop));
        };
        drag(at(3, 20), at(1, 1)); // the third one, to above the first
        QTRY_COMPARE(list->model()->index(1, 0).data().toString(), QStringLiteral("c"));
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("c"));
        QCOMPARE(list->model()->rowCount(), 5);
    }
};

HOOKLOUPE_GUI_TEST(TestOnADisplay)
#include "tst_on_a_display.moc"
