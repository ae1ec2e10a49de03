// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the details have room for their texts, whenever and however often they are filled.
#include "support/test_main.h"
#include "support/detail_fixture.h"
#include "detail/detail_page.h"
#include "widgets/plain_text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLayout>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

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

/// The words that are written in Latin letters, from left to right as they are seen in one line.
QStringList asSeen(const QString& text)
{
    QTextLayout layout(text);
    QTextOption option;
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(100'000);
    layout.endLayout();
    std::vector<std::pair<qreal, QString>> words;
    auto found = QRegularExpression(u"[A-Za-z]+"_s).globalMatch(text);
    while (found.hasNext()) {
        const auto word = found.next();
        words.emplace_back(line.cursorToX(int(word.capturedStart()) + 1), word.captured());
    }
    std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList seen;
    for (const auto& [x, word] : words)
        seen << word;
    return seen;
}

QStringList asWritten(const QString& text)
{
    QStringList words;
    auto found = QRegularExpression(u"[A-Za-z]+"_s).globalMatch(text);
    while (found.hasNext())
        words << found.next().captured();
    return words;
}

} // namespace

class TestPageLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void namesThatRunFromTheRightLeaveTheWordsAroundThemInTheirOrder()
    {
        const QString user = u"\u05d9\u05d5\u05e1\u05e3"_s;
        const QString project = u"\u05de\u05d2\u05d3\u05dc 12"_s;
        PaneWindow window;
        window.openTab(u"Event"_s);
        window.show(captureOfBody((u"{\"payload\":{\"streamId\":\"s1\",\"userId\":\"u1\",\"user\":{\"name\":\"%1\"},"
                                   "\"stream\":{\"id\":\"s1\",\"name\":\"%2\"},\"event\":{\"event_name\":\"branch_create\",\"data\":{"
                                   "\"branch\":{\"id\":\"b1\",\"name\":\"%2\"}}}}}"_s)
                                      .arg(user, project).toStdString()));
        QTRY_VERIFY(window.text().contains(user) && window.text().contains(project));
        ui::PlainTextLabel* sentence = nullptr;
        for (auto* label : window.pane.findChildren<ui::PlainTextLabel*>()) {
            if (!label->isVisible())
                continue;
            QVERIFY2(!label->text().isRightToLeft(), qPrintable(label->text()));
            QCOMPARE(asSeen(label->text()), asWritten(label->text()));
            QTextDocument drawn(label->text()); // as the label does it: to the right if that is its direction
            QCOMPARE(drawn.firstBlock().textDirection(), Qt::LeftToRight);
            if (label->text().contains(user) && label->text().contains(project) && !sentence)
                sentence = label;
        }
        QVERIFY(sentence);
        QVERIFY(asWritten(sentence->text()).size() > 1);
        sentence->setSelection(0, int(sentence->text().size()));
        QTest::keySequence(sentence, QKeySequence::Copy);
        QVERIFY(QGuiApplication::clipboard()->text().contains(user));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QChar(0x2068)));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QChar(0x2069)));
    }

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

HOOKLOUPE_GUI_TEST(TestPageLayout)
#include "tst_page_layout.moc"
