// SPDX-License-Identifier: GPL-3.0-or-later
// Row, icon, endpoint, timeline, totals and verdict line say the same of a request, whatever was changed since it came.
#include "support/test_main.h"
#include "detail/detail_pane.h"
#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "timeline/timeline_model.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "support/signed_window.h"
#include "support/strict.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QStatusBar>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::SignedWindow;

namespace {

struct VerdictWindow : SignedWindow {
    [[nodiscard]] QAbstractItemModel* model() const { return window->captures().view()->model(); }
    [[nodiscard]] QVariant data(int row, CaptureColumn column, int role = Qt::DisplayRole) const
    {
        return model()->index(row, int(column)).data(role);
    }
    [[nodiscard]] QString signature(int row) const { return data(row, CaptureColumn::Signature).toString(); }
    [[nodiscard]] Mark rowMark(int row) const { return Mark(data(row, CaptureColumn::Mark, CaptureModel::MarkRole).toInt()); }
    [[nodiscard]] Mark endpointMark() const
    {
        const auto* endpoints = qobject_cast<const EndpointModel*>(window->endpoints().view()->model());
        return Mark(endpoints->index(endpoints->rowOf(endpoint.id)).data(EndpointModel::MarkRole).toInt());
    }
    [[nodiscard]] MarkCounts timeline() const
    {
        const auto* timeline = window->findChild<TimelineModel*>();
        return timeline->bars(utcNow() - std::chrono::hours(1), std::chrono::hours(2), 1, endpoint.id).front();
    }
    /// The bar's word and sentence.
    [[nodiscard]] QString bar() const
    {
        QStringList parts;
        const auto* line = window->findChild<QWidget*>(u"verdictLine"_s);
        for (const auto* label : line->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty())
                parts << label->text();
        }
        return parts.join(u" – "_s);
    }
    [[nodiscard]] bool totalsSay(const QString& part) const
    {
        for (const auto* label : window->statusBar()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(part))
                return true;
        }
        return false;
    }
};

} // namespace

class TestVerdictsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aSecretThatIsSetTurnsEverythingAtOnce()
    {
        VerdictWindow test;
        test.startWith({});
        QVERIFY(test.postSigned("ours").contains("200"));
        QVERIFY(test.postSigned("ours").contains("200"));
        QTRY_COMPARE(test.model()->rowCount(), 2);
        QTRY_VERIFY(test.bar().startsWith(u"not judged – The endpoint has no secret"_s));
        QCOMPARE(test.signature(0), u"no secret · object"_s);
        QCOMPARE(test.rowMark(0), Mark::Unjudged);
        QCOMPARE(test.endpointMark(), Mark::Unjudged);
        QTRY_COMPARE(test.timeline(), (MarkCounts{0, 2, 0}));
        test.window->captures().view()->selectAll();
        QTRY_VERIFY(test.totalsSay(u"2 not judged"_s));

        test.session->setSecrets(test.endpoint.id, {"ours"});
        QTRY_COMPARE(test.signature(0), u"valid now · object"_s);
        QTRY_COMPARE(test.signature(1), u"valid now · object"_s);
        QCOMPARE(test.rowMark(0), Mark::Good);
        QTRY_COMPARE(test.endpointMark(), Mark::Good);
        QTRY_COMPARE(test.timeline(), (MarkCounts{2, 0, 0}));
        QTRY_VERIFY(test.bar().startsWith(u"good – The signature is valid. On arrival it was “no secret”."_s));
        QTRY_VERIFY(test.totalsSay(u"2 good"_s));
        const QString hint = test.data(0, CaptureColumn::Signature, Qt::ToolTipRole).toString();
        QVERIFY2(hint.endsWith(u"On arrival it was “no secret”, and answered 200."_s), qPrintable(hint));
        QVERIFY(test.data(0, CaptureColumn::Mark, Qt::AccessibleTextRole).toString().contains(u"On arrival it was"_s));

        // What comes now was judged by it on arrival.
        test.postSigned("ours");
        QTRY_COMPARE(test.model()->rowCount(), 3);
        QTRY_COMPARE(test.signature(2), u"valid · object"_s);

        test.session->setSecrets(test.endpoint.id, {});
        QTRY_COMPARE(test.signature(0), u"no secret · object"_s); // as on arrival
        QTRY_COMPARE(test.signature(2), u"no secret now · object"_s);
        QTRY_COMPARE(test.endpointMark(), Mark::Unjudged);
        QTRY_COMPARE(test.timeline(), (MarkCounts{0, 3, 0}));
    }

    void whatWasRejectedIsValidNowAndStaysRejected()
    {
        VerdictWindow test;
        test.startWith({"wrong"});
        QVERIFY(test.postSigned("ours").contains("401"));
        QTRY_COMPARE(test.model()->rowCount(), 1);
        QTRY_VERIFY(test.bar().startsWith(u"bad – The signature fits none"_s));
        QCOMPARE(test.endpointMark(), Mark::Bad);
        test.session->setSecrets(test.endpoint.id, {"wrong", "ours"});
        QTRY_COMPARE(test.signature(0), u"valid now · object"_s);
        QCOMPARE(test.rowMark(0), Mark::Bad); // Speckle recorded a failure
        QCOMPARE(test.endpointMark(), Mark::Bad);
        QTRY_VERIFY2(test.bar().startsWith(u"rejected on arrival – The signature is valid now. On arrival it was “mismatch”, so it was answered 401"_s),
                     qPrintable(test.bar()));
        QCOMPARE(test.data(0, CaptureColumn::Answer).toString(), u"401"_s);
    }

    void afterARestartRowsAndBarSayTheSame()
    {
        VerdictWindow test;
        test.startWith({"ours"});
        test.postSigned("ours");
        test.postSigned("ours");
        QTRY_COMPARE(test.model()->rowCount(), 2);
        QTRY_COMPARE(test.signature(1), u"valid · object"_s);
        test.window.reset();
        test.session.reset();
        test.start(); // with secrets in memory only: there is none any more
        QTRY_COMPARE(test.model()->rowCount(), 2);
        QTRY_COMPARE(test.signature(0), u"no secret now · object"_s);
        QTRY_COMPARE(test.signature(1), u"no secret now · object"_s);
        QTRY_COMPARE(test.endpointMark(), Mark::Unjudged);
        QTRY_VERIFY(test.bar().startsWith(u"not judged – The endpoint has no secret"_s));
        test.session->setSecrets(test.endpoint.id, {"ours"});
        QTRY_COMPARE(test.signature(0), u"valid · object"_s);
        QTRY_COMPARE(test.endpointMark(), Mark::Good);
        QTRY_VERIFY(test.bar().startsWith(u"good"_s));
    }

    void anEndpointThatIsGoneLeavesItsVerdicts()
    {
        VerdictWindow test;
        test.startWith({"ours"});
        test.postSigned("ours");
        QTRY_COMPARE(test.model()->rowCount(), 1);
        QTRY_COMPARE(test.signature(0), u"valid · object"_s);
        QVERIFY(test.session->removeEndpoint(test.endpoint.id).ok());
        QTRY_VERIFY2(test.bar().startsWith(u"good – The signature is valid."_s), qPrintable(test.bar()));
        QCOMPARE(test.signature(0), u"valid · object"_s);
        QCOMPARE(test.rowMark(0), Mark::Good);
    }

    void aStepIsTakenBackEverywhere()
    {
        VerdictWindow test;
        test.startWith({" ours "});
        QVERIFY(test.postSigned("ours").contains("401"));
        QTRY_VERIFY(!test.window->findChild<DetailPane*>()->steps().empty()
                    && test.window->findChild<DetailPane*>()->steps().front().kind == StepKind::UseSecret);
        test.window->findChild<QAction*>(u"nextStep"_s)->trigger();
        QTRY_COMPARE(test.signature(0), u"valid now · object"_s);
        QTRY_VERIFY(test.bar().startsWith(u"rejected on arrival"_s));
        test.window->findChild<QAction*>(u"undo"_s)->trigger();
        QTRY_COMPARE(test.signature(0), u"mismatch · object"_s);
        QTRY_VERIFY(test.bar().startsWith(u"bad"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestVerdictsWindow)
#include "tst_verdicts_window.moc"
