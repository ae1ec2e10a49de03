// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the replay window, each by itself.
#include "receiver.h"
#include "replay/header_model.h"
#include "replay/host_consents.h"
#include "replay/target_bar.h"
#include "ui/strict.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::Receiver;

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

    void addressesAreRememberedWithoutTheirPasswords()
    {
        Receiver receiver;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"s.ini"_s);
        {
            const auto book = std::make_shared<TargetBook>(path);
            TargetBar bar(book, "/hooks/ci", {}, nullptr);
            bar.setUrl(u"http://user:hunter2@127.0.0.1:9/x"_s);
            bar.noteSent();
            bar.findChild<QToolButton*>()->click();
        }
        const auto book = std::make_shared<TargetBook>(path);
        const TargetBar bar(book, "/hooks/ci", {}, nullptr);
        QVERIFY(bar.url().ok());
        QCOMPARE(bar.url()->shown(), std::string("http://127.0.0.1:9/x"));
        QCOMPARE(book->kept("/hooks/ci"), QStringList{u"http://127.0.0.1:9/x"_s});
        QVERIFY(book->recent("/other").isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hunter2"));
    }

    void anotherMachineIsAskedAboutOnceAndNothingGoesAlongUnnamed()
    {
        HostConsents consents;
        const auto far = replay::parseUrl("http://192.0.2.7:8000/x");
        const auto near = replay::parseUrl("http://127.0.0.1:8000/x");
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

QTEST_MAIN(TestReplayParts)
#include "tst_replay_parts.moc"
