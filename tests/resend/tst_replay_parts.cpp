// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the replay window, each by itself.
#include "support/test_main.h"
#include "support/receiver.h"
#include "resend/head_editor.h"
#include "resend/header_model.h"
#include "consent/host_consents.h"
#include "resend/target_bar.h"
#include "support/strict.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Receiver;

namespace {

Endpoint endpointAt(const std::string& path, const std::string& forwarding = {})
{
    Endpoint endpoint;
    endpoint.path = path;
    endpoint.forward = forwarding;
    return endpoint;
}

QToolButton* button(const TargetBar& bar, const QString& text)
{
    const auto buttons = bar.findChildren<QToolButton*>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QToolButton* one) { return one->text() == text; });
    return found == buttons.end() ? nullptr : *found;
}

void clickOn(const TargetBar& bar, const QString& text)
{
    QVERIFY(button(bar, text));
    button(bar, text)->click();
}

/// Every line of the list; titles in brackets.
QStringList listOf(const TargetBar& bar)
{
    const auto* box = bar.findChild<QComboBox*>();
    QStringList lines;
    for (int i = 0; i < box->count(); ++i) {
        const bool title = !(box->model()->flags(box->model()->index(i, 0)) & Qt::ItemIsEnabled);
        lines << (title ? u"[%1]"_s.arg(box->itemText(i)) : box->itemText(i));
    }
    return lines;
}

} // namespace

class TestReplayParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aTableOfFieldsChangesOnlyTheEditedOne()
    {
        HeaderModel model;
        const QAbstractItemModelTester tester(&model);
        const std::string head = "POST / HTTP/1.1\r\nA:  1 \r\na:2\r\n folded\r\nB : \r\n\r\n";
        model.setHead(head);
        QCOMPARE(QByteArray::fromStdString(model.head()), QByteArray::fromStdString(head));
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.setData(model.index(1, HeaderModel::ValueColumn), u"3"_s));
        QVERIFY(model.setData(model.index(0, HeaderModel::NameColumn), u"Z"_s));
        QVERIFY(!model.setData(model.index(0, HeaderModel::NameColumn), u"Z"_s));
        QCOMPARE(model.head(), std::string("POST / HTTP/1.1\r\nZ:  1 \r\na:3\r\n folded\r\nB : \r\n\r\n"));
        QVERIFY(model.moveField(0, 1) && !model.moveField(0, -1));
        model.removeField(3);
        const int row = model.addField();
        QVERIFY(model.setData(model.index(row, HeaderModel::NameColumn), u"New"_s));
        QVERIFY(model.setData(model.index(row, HeaderModel::ValueColumn), u"v"_s));
        QCOMPARE(model.head(), std::string("POST / HTTP/1.1\r\na:3\r\nZ:  1 \r\n folded\r\nNew: v\r\n\r\n"));
    }

    void fieldsAreChangedByKeyboardAndTakenBack()
    {
        const std::string head = "POST / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n";
        HeadEditor editor;
        editor.setHead(head);
        editor.show();
        auto* table = editor.findChild<QTableView*>();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, HeaderModel::NameColumn));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(editor.head(), std::string("POST / HTTP/1.1\r\nA: 1\r\nC: 3\r\n\r\n"));
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.head(), std::string("POST / HTTP/1.1\r\nC: 3\r\nA: 1\r\n\r\n"));
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.head(), head);
        QTest::keySequence(table, QKeySequence(QKeySequence::Redo));
        QCOMPARE(editor.head(), std::string("POST / HTTP/1.1\r\nA: 1\r\nC: 3\r\n\r\n"));
    }

    void aFieldThatWasAddedAndNotWrittenIsNone()
    {
        HeaderModel model;
        const QAbstractItemModelTester tester(&model);
        const std::string head = "POST / HTTP/1.1\r\nA: 1\r\n\r\n";
        model.setHead(head);
        const int row = model.addField();
        QCOMPARE(model.head(), head);
        QVERIFY(model.setData(model.index(0, HeaderModel::ValueColumn), u"2"_s));
        QCOMPARE(model.head(), std::string("POST / HTTP/1.1\r\nA: 2\r\n\r\n"));
        QVERIFY(model.setData(model.index(row, HeaderModel::ValueColumn), u"v"_s));
        QVERIFY(model.setData(model.index(row, HeaderModel::NameColumn), u"N"_s));
        QCOMPARE(model.head(), std::string("POST / HTTP/1.1\r\nA: 2\r\nN: v\r\n\r\n"));
    }

    void addressesAreRememberedWithoutTheirPasswords()
    {
        Receiver receiver;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"s.ini"_s);
        {
            const auto book = std::make_shared<TargetBook>(path);
            TargetBar bar(book, endpointAt("/hooks/ci"), {}, nullptr);
            bar.setUrl(u"http://user:hunter2@127.0.0.1:9/x"_s);
            bar.noteSent();
            clickOn(bar, u"Keep"_s);
        }
        const auto book = std::make_shared<TargetBook>(path);
        const TargetBar bar(book, endpointAt("/hooks/ci"), {}, nullptr);
        QVERIFY(bar.url().ok());
        QCOMPARE(bar.url()->shown(), std::string("http://127.0.0.1:9/x"));
        QCOMPARE(book->kept("/hooks/ci"), QStringList{u"http://127.0.0.1:9/x"_s});
        QVERIFY(book->recent("/other").isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hunter2"));
    }

    void theAddressesAtHandAreGrouped()
    {
        const auto book = std::make_shared<TargetBook>(QString());
        book->setKept("/hooks/ci", u"http://kept/"_s, true);
        book->note("/hooks/ci", u"http://127.0.0.1:4100"_s);
        book->note("/hooks/ci", u"http://127.0.0.1:9/before"_s);
        const Endpoint endpoint = endpointAt("/hooks/ci", "http://127.0.0.1:8000/hook\nhttps://127.0.0.1:8443/x any-certificate\n");
        const TargetBar bar(book, endpoint, u"http://127.0.0.1:4100"_s, nullptr);
        QCOMPARE(listOf(bar), (QStringList{u"[Kept]"_s, u"http://kept/"_s, u"[The endpoint's handlers]"_s, u"http://127.0.0.1:8000/hook"_s,
                                           u"https://127.0.0.1:8443/x"_s, u"[Used before]"_s, u"http://127.0.0.1:9/before"_s,
                                           u"[This program]"_s, u"http://127.0.0.1:4100"_s}));
        QCOMPARE(bar.address(), u"http://127.0.0.1:9/before"_s);
    }

    void theFirstHandlerIsOfferedBeforeAnythingWasSent()
    {
        const auto book = std::make_shared<TargetBook>(QString());
        const TargetBar bar(book, endpointAt("/a", "http://127.0.0.1:8000/hook"), u"http://127.0.0.1:4100"_s, nullptr);
        QCOMPARE(bar.address(), u"http://127.0.0.1:8000/hook"_s);
        const TargetBar other(book, endpointAt("/b", "what is this"), u"http://127.0.0.1:4100"_s, nullptr);
        QCOMPARE(other.address(), u"http://127.0.0.1:4100"_s);
    }

    void aHandlersCertificateIsTakenAsItsForwardingTakesIt()
    {
        const auto book = std::make_shared<TargetBook>(QString());
        TargetBar bar(book, endpointAt("/a", "https://127.0.0.1:8443/x any-certificate"), {}, nullptr);
        QVERIFY(bar.url()->target.anyCertificate);
        auto* box = bar.findChild<QCheckBox*>();
        QVERIFY(!box->isHidden());
        bar.setUrl(u"http://127.0.0.1:8443/x"_s);
        QVERIFY(box->isHidden() && !bar.url()->target.anyCertificate);
        bar.setUrl(u"https://elsewhere/"_s);
        QVERIFY(!box->isHidden() && !bar.url()->target.anyCertificate);
    }

    void addressesAreForgottenOneByOneOrAllAtOnce()
    {
        const auto book = std::make_shared<TargetBook>(QString());
        for (int i = 0; i < 4; ++i)
            book->note("/a", u"http://127.0.0.1:%1"_s.arg(9000 + i));
        book->setKept("/a", u"http://kept/"_s, true);
        TargetBar bar(book, endpointAt("/a"), {}, nullptr);
        auto* box = bar.findChild<QComboBox*>();
        bar.show();
        box->showPopup();
        box->view()->setCurrentIndex(box->model()->index(box->findText(u"http://127.0.0.1:9002"_s), 0));
        QTest::keyClick(box->view(), Qt::Key_Delete);
        box->hidePopup();
        QCOMPARE(book->recent("/a").size(), 3);
        QVERIFY(box->findText(u"http://127.0.0.1:9002"_s) < 0);
        QMenu* menu = button(bar, u"Forget"_s)->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(bar.address(), u"http://127.0.0.1:9003"_s);
        menu->actions().at(0)->trigger();
        QCOMPARE(book->recent("/a").size(), 2);
        menu->actions().at(1)->trigger();
        QVERIFY(book->recent("/a").isEmpty());
        QCOMPARE(book->kept("/a"), QStringList{u"http://kept/"_s});
        QCOMPARE(bar.address(), u"http://127.0.0.1:9003"_s);
        bar.setUrl(u"http://kept/"_s);
        menu->actions().at(0)->trigger();
        QVERIFY(!button(bar, u"Forget"_s)->isEnabled());
    }

    void anotherMachineIsAskedAboutOnceAndNothingGoesAlongUnnamed()
    {
        HostConsents consents;
        const auto far = client::parseUrl("http://192.0.2.7:8000/x");
        const auto near = client::parseUrl("http://127.0.0.1:8000/x");
        QVERIFY(far.ok() && near.ok());
        QVERIFY(consents.leftOut(*near, {"Authorization"})->empty());
        QVERIFY(!consents.leftOut(*far, {}));
        consents.remember(*far, {}, false);
        QVERIFY(consents.leftOut(*far, {})->empty());
        QVERIFY2(!consents.leftOut(*far, {"Authorization"}), "it was not named");
        consents.remember(*far, {"Authorization"}, false);
        QVERIFY(consents.leftOut(*far, {"authorization"})->empty());
        QVERIFY(!consents.leftOut(*far, {"authorization", "Cookie"}));
        consents.remember(*far, {"Authorization", "Cookie"}, true);
        QCOMPARE(*consents.leftOut(*far, {"Cookie", "X-Hub-Signature-256"}), (std::vector<std::string>{"Cookie", "X-Hub-Signature-256"}));
    }
};

HOOKLOUPE_GUI_TEST(TestReplayParts)
#include "tst_replay_parts.moc"
