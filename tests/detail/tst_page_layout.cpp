// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the details have room for their texts, whenever and however often they are filled.
#include "detail/detail_fixture.h"
#include "detail/detail_page.h"
#include "widgets/plain_text_label.h"

#include <QLayout>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Texts that are lower than they need to be to be read; nothing if all is well.
QStringList squashed(const QWidget& pane)
{
    QStringList found;
    for (const auto* label : pane.findChildren<ui::PlainTextLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() < needed)
            found << u"%1 px in place of %2: %3"_s.arg(label->height()).arg(needed).arg(label->text().left(60));
    }
    return found;
}

} // namespace

class TestPageLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void theFirstCaptureHasRoom_data()
    {
        QTest::addColumn<QString>("tab");
        QTest::addColumn<bool>("bare");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& tab : {u"Event"_s, u"Signature"_s, u"Answer"_s}) {
            for (const auto& [width, height] : {std::pair{1052, 360}, {900, 420}, {420, 300}, {1600, 160}})
                for (const bool bare : {false, true})
                    QTest::addRow("%s %s %d×%d", qPrintable(tab), bare ? "bare" : "recorded", width, height) << tab << bare << width << height;
        }
    }
    void theFirstCaptureHasRoom()
    {
        QFETCH(QString, tab);
        QFETCH(bool, bare); // an event that tells next to nothing, so that much is said about what is missing
        QFETCH(int, width);
        QFETCH(int, height);
        PaneWindow window;
        window.pane.resize(width, height);
        window.openTab(tab);
        QVERIFY(QTest::qWaitForWindowExposed(&window.pane));
        window.show(bare ? captureOfBody(R"({"payload":{"event":{"event_name":"commit_create"}}})")
                         : captureOf(wireFile("full-09"), "", 200));
        QTRY_VERIFY2(squashed(window.pane).isEmpty(), qPrintable(squashed(window.pane).join(u'\n')));
        QVERIFY(!window.text().isEmpty());
    }

    void whoeverIsShownNextHasRoom_data() { theFirstCaptureHasRoom_data(); }
    void whoeverIsShownNextHasRoom()
    {
        QFETCH(QString, tab);
        QFETCH(bool, bare);
        QFETCH(int, width);
        QFETCH(int, height);
        PaneWindow window;
        window.pane.resize(width, height);
        window.openTab(tab);
        QVERIFY(QTest::qWaitForWindowExposed(&window.pane));
        for (const std::string name : {"a", "b", "c"}) {
            window.show(bare ? captureOfBody(R"({"payload":{"event":{"event_name":"commit_create","data":{"id":")" + name + R"("}},)"
                                             + R"("stream":{"id":"s1","name":"Tower"}}})")
                             : captureOf(wireFile("full-09"), "", 200));
            QTRY_VERIFY2(!window.text().isEmpty() && squashed(window.pane).isEmpty(), qPrintable(squashed(window.pane).join(u'\n')));
        }
    }
};

QTEST_MAIN(TestPageLayout)
#include "tst_page_layout.moc"
