// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "window/opening_notice.h"
#include "store/schema.h"
#include "support/strict.h"

#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QString labelsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts << label->text();
    return texts.join(u'\n');
}

} // namespace

class TestOpeningNotice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void itSaysWhatIsDone()
    {
        OpeningNotice notice("/home/me/\x1b[31m<b>big.hookloupe");
        QVERIFY(!notice.testAttribute(Qt::WA_QuitOnClose));
        notice.tell(store::OpeningWork::Updating);
        QVERIFY(labelsOf(notice).contains(u"Bringing the store up to date"_s));
        QVERIFY(!labelsOf(notice).contains(QChar(0x1b)));
        notice.show();
        QDir().mkpath(u"" HOOKLOUPE_SCREENSHOTS ""_s);
        QVERIFY(notice.grab().save(u"" HOOKLOUPE_SCREENSHOTS "/opening.png"_s));
    }

    void anOlderStoreIsReadyAfterwards()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(u"old.hookloupe"_s).toStdString();
        {
            auto connection = store::Connection::open(path, store::Connection::Mode::Write);
            QVERIFY(!connection); // it makes no file
            QFile file(QString::fromStdString(path));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        {
            auto connection = store::Connection::open(path, store::Connection::Mode::Write);
            QVERIFY(connection);
            QVERIFY(store::migrate(*connection, store::schemaSteps().first(2)));
        }
        QVERIFY(!makeReadyWithNotice(path));
        auto connection = store::Connection::open(path, store::Connection::Mode::Read);
        QVERIFY(connection);
        QCOMPARE(store::stateOf(*connection).value(), store::FileState::Current);
        QVERIFY(QApplication::topLevelWidgets().isEmpty());
    }
};

HOOKLOUPE_GUI_TEST(TestOpeningNotice)
#include "tst_opening_notice.moc"
