// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/strict.h"
#include "endpoints/endpoint_dialog.h"
#include "help/help_dialog.h"
#include "endpoints/secrets_editor.h"
#include "endpoints/triggers_list.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;

namespace {

EndpointSurroundings surroundings()
{
    return {u"http://127.0.0.1:4100"_s,
            {Endpoint{}, Endpoint{EndpointId{1}, "/hooks/ci", "ci-trigger", {}, "speckle", true, true}},
            u"They are kept in the keychain."_s};
}

QLineEdit* fieldWith(const QDialog& dialog, const QString& placeholder)
{
    for (auto* field : dialog.findChildren<QLineEdit*>()) {
        if (field->placeholderText() == placeholder)
            return field;
    }
    return nullptr;
}

} // namespace

class TestDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aNewEndpointIsTypedIn()
    {
        EndpointDialog dialog(Endpoint{}, {}, true, surroundings());
        dialog.show();
        QTest::keyClicks(fieldWith(dialog, u"/hooks/ci"_s), u"hooks/nightly/"_s);
        QTest::keyClicks(fieldWith(dialog, u"A name for the list"_s), u"nightly"_s);
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"addSecret"_s), Qt::LeftButton);
        auto* secret = qobject_cast<QLineEdit*>(dialog.focusWidget());
        QVERIFY(secret);
        QTest::keyClicks(secret, u"gehim"_s);
        secret->cursorBackward(false, 2);
        secret->insert(u"é"_s); // keyClicks() knows ASCII only
        auto* triggers = dialog.findChild<TriggersList*>();
        triggers->setFocus();
        triggers->setCurrentRow(0);
        QTest::keyClick(triggers, Qt::Key_Space);
        QVERIFY(dialog.complaint().isEmpty());
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        const Endpoint saved = dialog.endpoint();
        QCOMPARE(saved.path, "/hooks/nightly"s);
        QCOMPARE(saved.description, "nightly"s);
        QCOMPARE(saved.triggers.size(), std::size_t(1));
        QCOMPARE(saved.scheme, "speckle"s);
        QVERIFY(saved.enabled && saved.rejectInvalid);
        QCOMPARE(dialog.secrets(), std::vector<std::string>{"gehéim"});
    }

    void aPathThatCannotBeSavedIsNamedWithTheWayOut_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << u""_s << u"missing"_s;
        QTest::newRow("space") << u"/a b"_s << u"“/a b” cannot be a path"_s;
        QTest::newRow("query") << u"/a?b"_s << u"? or #"_s;
        QTest::newRow("taken") << u"/hooks/ci/"_s << u"ci-trigger"_s;
        QTest::newRow("hostile") << u"/\u202e<b>"_s << u"\\u{202E}<b>"_s;
    }
    void aPathThatCannotBeSavedIsNamedWithTheWayOut()
    {
        QFETCH(QString, path);
        QFETCH(QString, says);
        EndpointDialog dialog(Endpoint{}, {}, true, surroundings());
        dialog.show();
        auto* field = fieldWith(dialog, u"/hooks/ci"_s);
        field->setText(path);
        dialog.accept();
        QVERIFY(dialog.isVisible());
        QVERIFY2(dialog.complaint().contains(says), qPrintable(dialog.complaint()));
        QCOMPARE(dialog.focusWidget(), field);
        bool shown = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            shown |= label->isVisible() && label->textFormat() == Qt::PlainText && label->text() == dialog.complaint();
        QVERIFY(shown);
    }

    void anEditedEndpointKeepsWhatWasNotTouched()
    {
        const Endpoint before{EndpointId{1}, "/hooks/ci", "ci", {"commit_create", "from_the_future"}, "tomorrow", false, false};
        const std::vector<std::string> secrets{"one", "", "bytes\xff\n"};
        EndpointDialog dialog(before, secrets, false, surroundings());
        QVERIFY(dialog.complaint().isEmpty());
        QCOMPARE(dialog.endpoint(), before);
        QCOMPARE(dialog.secrets(), secrets);
    }

    void membersThatAreNotSignedAreAcceptedOnlyWhenAsked()
    {
        EndpointDialog dialog(Endpoint{EndpointId{1}, "/hooks/ci", {}, {}}, {"s"}, false, surroundings());
        dialog.show();
        QVERIFY(!dialog.endpoint().acceptUnsigned);
        QCheckBox* accept = nullptr;
        QCheckBox* reject = nullptr;
        for (auto* box : dialog.findChildren<QCheckBox*>()) {
            accept = box->text().contains(u"signature does not cover"_s) ? box : accept;
            reject = box->text().contains(u"401"_s) ? box : reject;
        }
        QVERIFY(accept && reject);
        QTest::keyClick(accept, Qt::Key_Space);
        QVERIFY(dialog.endpoint().acceptUnsigned);
        QTest::keyClick(reject, Qt::Key_Space);
        QVERIFY(!accept->isEnabled()); // nothing is rejected
        QVERIFY(!dialog.endpoint().rejectInvalid && dialog.endpoint().acceptUnsigned);
    }

    void theCatchAllHasNoPath()
    {
        EndpointDialog dialog(Endpoint{}, {}, false, surroundings());
        QVERIFY(dialog.complaint().isEmpty());
        QVERIFY(dialog.endpoint().path.empty());
    }

    void secretsAreHiddenUntilAskedFor()
    {
        SecretsEditor editor;
        editor.setSecrets({"one", "two"});
        editor.show();
        const auto fields = editor.findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 2);
        for (const QLineEdit* field : fields)
            QCOMPARE(field->echoMode(), QLineEdit::Password);
        for (auto* button : editor.findChildren<QToolButton*>()) {
            if (button->accessibleName() == u"Show secret 1"_s)
                QTest::keyClick(button, Qt::Key_Space);
        }
        QCOMPARE(fields.at(0)->echoMode(), QLineEdit::Normal);
        QCOMPARE(fields.at(1)->echoMode(), QLineEdit::Password);
        for (auto* button : editor.findChildren<QToolButton*>()) {
            if (button->accessibleName() == u"Remove secret 1"_s) {
                QTest::keyClick(button, Qt::Key_Space);
                break; // the next one is number 1 now
            }
        }
        QCOMPARE(editor.secrets(), std::vector<std::string>{"two"});
    }

    void everyControlHasAName()
    {
        EndpointDialog dialog(Endpoint{}, {"one"}, true, surroundings());
        dialog.show();
        for (const auto* button : dialog.findChildren<QAbstractButton*>()) {
            if (!qobject_cast<QTabBar*>(button->parent())) // its arrows are not there while all tabs are
                QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        }
    }

    void everyHelpTopicHasItsText()
    {
        HelpDialog help;
        help.show();
        auto* topics = help.findChild<QListWidget*>();
        auto* text = help.findChild<QTextBrowser*>();
        QVERIFY(!text->openLinks());
        for (int row = 0; row < topics->count(); ++row) {
            topics->setCurrentRow(row);
            QVERIFY2(text->toPlainText().size() > 100, qPrintable(topics->item(row)->text()));
        }
        QVERIFY(text->toPlainText().contains(QStringLiteral(HOOKLOUPE_VERSION)));
    }
};

HOOKLOUPE_GUI_TEST(TestDialogs)
#include "tst_dialogs.moc"
