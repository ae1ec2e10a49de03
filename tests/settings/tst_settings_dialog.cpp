// SPDX-License-Identifier: GPL-3.0-or-later
// Every page of the settings: what is typed is used at once, kept, explained, reset, and named where it is wrong.
#include "support/test_main.h"
#include "settings/settings_appearance_page.h"
#include "settings/settings_certificates_page.h"
#include "settings/settings_dialog.h"
#include "settings/settings_general_page.h"
#include "settings/settings_limits_page.h"
#include "settings/settings_listening_page.h"
#include "notices/settings_notifications_page.h"
#include "settings/settings_retention_page.h"
#include "settings/settings_row.h"
#include "settings/settings_shortcuts_page.h"
#include "session/certificate_files.h"
#include "commands/shortcut_book.h"
#include "support/strict.h"
#include "style/theme.h"
#include "style/colours.h"
#include "widgets/toast.h"
#include "support/window_fixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QStatusBar>
#include <QTcpServer>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

template <typename Page>
Page* open(WindowFixture& fixture, const QString& name)
{
    fixture.window->findChild<SettingsFeature*>()->open(name);
    return fixture.window->findChild<Page*>();
}

session::Settings saved(const WindowFixture& fixture)
{
    return session::loadSettings(fixture.settingsPath().toStdString()).settings;
}

/// What the page says is wrong, all rows together.
QString complaints(const QWidget& page)
{
    QString all;
    for (const auto* row : page.findChildren<SettingRow*>())
        all += row->complaint();
    return all;
}

void enter(QWidget* field, const QString& text)
{
    auto* edit = qobject_cast<QLineEdit*>(field);
    if (!edit)
        edit = field->findChild<QLineEdit*>();
    edit->setFocus();
    edit->selectAll();
    if (text.isEmpty())
        QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

void press(const QWidget& parent, const QString& words)
{
    for (auto* button : parent.findChildren<QAbstractButton*>()) {
        if (button->accessibleName() == words || button->text().remove(u'&') == words)
            return button->click();
    }
    QFAIL(qPrintable(u"no button "_s + words));
}

/// A page with one setting whose default is 0.
class OnePage : public SettingsPage {
public:
    OnePage(const QString& name, QWidget* parent) : SettingsPage(name, name, parent) {}
    void reset() override { value = 0; }
    void showAgain() override { shown = value; }
    int value = 7;
    int shown = 0;
};

} // namespace

class TestSettingsDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cleanup() { applyTheme(*qApp, Theme::Light); }

    void ctrlCommaOpensTheDialogWithEveryPage()
    {
        WindowFixture fixture;
        fixture.start();
        QTest::keyClick(fixture.window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto* dialog = fixture.window->findChild<SettingsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(dialog->findChildren<SettingsPage*>().size() >= 8);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!fixture.window->findChild<SettingsDialog*>());
    }

    void everyRowExplainsItsDefaultAndIsNamed()
    {
        WindowFixture fixture;
        fixture.start();
        (void)open<SettingsGeneralPage>(fixture, u"general"_s);
        const auto rows = fixture.window->findChild<SettingsDialog*>()->findChildren<SettingRow*>();
        QVERIFY(rows.size() > 20);
        for (const SettingRow* row : rows) {
            QVERIFY(!row->field()->accessibleName().isEmpty());
            const bool isFile = qobject_cast<SettingsCertificatesPage*>(row->parentWidget()->parentWidget()->parentWidget());
            QVERIFY2(isFile || row->field()->accessibleDescription().contains(u"Default: "_s),
                     qPrintable(row->field()->accessibleName()));
        }
    }

    void theFolderForFilesOfAnswersIsUsedAtOnce()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsGeneralPage>(fixture, u"general"_s);
        auto* field = page->findChild<QLineEdit*>(u"answerFolder"_s);
        auto* row = qobject_cast<SettingRow*>(field->parentWidget()->parentWidget());
        QVERIFY(row && fixture.session->answerFolder().empty());
        const auto type = [&](const QString& path) {
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, path);
            QTest::keyClick(field, Qt::Key_Return);
        };
        type(fixture.folder.path());
        QCOMPARE(fixture.session->answerFolder(), fixture.folder.path().toStdString());
        QVERIFY(row->complaint().isEmpty());
        for (const QString& none : {u"/nowhere/at/all"_s, u"."_s, fixture.folder.filePath(u"captures.hookloupe"_s)}) {
            type(none);
            QVERIFY2(row->complaint().contains(u"is no folder"_s), qPrintable(row->complaint()));
            QCOMPARE(fixture.session->answerFolder(), fixture.folder.path().toStdString());
        }
        page->reset();
        QVERIFY(fixture.session->answerFolder().empty());
        QVERIFY(field->text().isEmpty() && row->complaint().isEmpty());
    }

    void anotherPortIsListenedOnAtOnceAndResetGoesBack()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsListeningPage>(fixture, u"listening"_s);
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const int port = probe.serverPort();
        probe.close();
        enter(page->findChild<QSpinBox*>(), QString::number(port));
        QTRY_COMPARE(int(fixture.session->listenStatus().address.port), port);
        QCOMPARE(int(saved(fixture).port), port);
        const auto namesThePort = [page, port] {
            const auto labels = page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [port](const QLabel* label) { return label->text().endsWith(u":%1."_s.arg(port)); });
        };
        QTRY_VERIFY(namesThePort());
        QCOMPARE(fixture.post("/after"), "HTTP/1.1 200 OK"_ba);
        press(*page, u"Reset: Port"_s);
        QTRY_COMPARE(int(saved(fixture).port), 4100);
    }

    void anAddressThatIsNoneIsNamedInPlaceAndNothingChanges()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsListeningPage>(fixture, u"listening"_s);
        auto* address = page->findChild<QComboBox*>();
        enter(address, u"<b>here</b>"_s);
        QVERIFY2(complaints(*page).contains(u"“<b>here</b>” is not an IP address"_s), qPrintable(complaints(*page)));
        QCOMPARE(saved(fixture).address, "127.0.0.1"s);
        enter(address, u"192.0.2.77"_s);
        QTRY_VERIFY(complaints(*page).contains(u"192.0.2.77"_s));
        QCOMPARE(address->currentText(), u"192.0.2.77"_s); // to be corrected
        QCOMPARE(int(fixture.session->listenStatus().state), int(session::ListenState::Listening));
        press(*page, u"Reset: Address"_s);
        QVERIFY(complaints(*page).isEmpty());
        QCOMPARE(fixture.post("/still"), "HTTP/1.1 200 OK"_ba);
    }

    void everyLimitCanBeTypedAndBadOnesAreNamed()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsLimitsPage>(fixture, u"limits"_s);
        QCOMPARE(page->findChildren<SettingRow*>().size(), qsizetype(session::limitInfos().size()));
        auto* body = page->findChild<QLineEdit*>(u"body"_s);
        enter(body, u"1 KiB"_s);
        QCOMPARE(saved(fixture).limits.body, std::size_t{1024});
        QTRY_COMPARE(fixture.post("/big", std::string(2'000, 'x')), "HTTP/1.1 413 Content Too Large"_ba);
        enter(body, u"plenty"_s);
        QVERIFY(complaints(*page).contains(u"“plenty” cannot be used. Enter a size such as 8KiB"_s));
        QCOMPARE(saved(fixture).limits.body, std::size_t{1024});
        QCOMPARE(body->text(), u"plenty"_s);
        press(*fixture.window->findChild<SettingsDialog*>(), u"Reset this page"_s);
        QVERIFY(complaints(*page).isEmpty());
        QCOMPARE(body->text(), u"64MiB"_s);
        QCOMPARE(saved(fixture).limits.body, server::Limits().body);
    }

    void aBadCertificateIsSaidInTheDialogAndNothingBreaks()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsCertificatesPage>(fixture, u"certificates"_s);
        page->findChildren<QRadioButton*>().at(2)->click();
        const auto fields = page->findChildren<QLineEdit*>();
        QVERIFY(complaints(*page).contains(u"Still missing"_s));
        enter(fields.at(0), u"/nowhere/certificate.pem"_s);
        enter(fields.at(1), u"/nowhere/key.pem"_s);
        QVERIFY2(complaints(*page).contains(u"/nowhere/certificate.pem"_s), qPrintable(complaints(*page)));
        QCOMPARE(int(saved(fixture).tls), int(session::TlsMode::Off));
        QCOMPARE(fixture.post("/plain"), "HTTP/1.1 200 OK"_ba);

        const QString folder = fixture.folder.filePath(u"own"_s);
        QVERIFY(session::selfSignedCertificate(folder.toStdString()).ok());
        enter(fields.at(0), folder + u"/certificate.pem"_s);
        enter(fields.at(1), folder + u"/key.pem"_s);
        QVERIFY2(complaints(*page).isEmpty(), qPrintable(complaints(*page)));
        QTRY_VERIFY(fixture.session->listenStatus().address.tls);
        QCOMPARE(int(saved(fixture).tls), int(session::TlsMode::Files));
        page->findChildren<QRadioButton*>().at(1)->click();
        QTRY_COMPARE(int(saved(fixture).tls), int(session::TlsMode::SelfSigned));
        press(*page, u"Reset: HTTPS"_s);
        QTRY_VERIFY(!fixture.session->listenStatus().address.tls);
        QCOMPARE(fixture.post("/plain"), "HTTP/1.1 200 OK"_ba);
    }

    void aRetentionThatRemovesSomethingWaitsForAgreement()
    {
        WindowFixture fixture;
        fixture.start();
        for (int i = 0; i < 5; ++i)
            fixture.post("/" + std::to_string(i));
        auto* page = open<SettingsRetentionPage>(fixture, u"retention"_s);
        auto* captures = page->findChild<QSpinBox*>(u"captures"_s);
        QCOMPARE(captures->text(), u"no limit"_s);
        enter(captures, u"1000"_s); // removes nothing: used at once
        QTRY_COMPARE(saved(fixture).retention.captures, std::int64_t{1000});
        auto* remove = page->findChild<QPushButton*>(u"remove"_s);
        enter(captures, u"2"_s);
        QTRY_VERIFY(remove->isVisible());
        QCOMPARE(saved(fixture).retention.captures, std::int64_t{1000});
        QCOMPARE(fixture.session->statistics()->captures, std::int64_t{5});
        press(*page, u"Keep them"_s);
        QCOMPARE(captures->value(), 1000);
        enter(captures, u"2"_s);
        QTRY_VERIFY(remove->isVisible());
        remove->click();
        QTRY_COMPARE(fixture.session->statistics()->captures, std::int64_t{2});
        QTRY_VERIFY(fixture.window->statusBar()->currentMessage().contains(u"oldest 3 requests were removed"_s));
        press(*page, u"Reset: Keep at most so many requests"_s);
        QTRY_VERIFY(saved(fixture).retention.keepsAll());
    }

    void themeAndTextSizeChangeAtOnceAndTheMenuFollows()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsAppearancePage>(fixture, u"appearance"_s);
        auto* theme = page->findChild<QComboBox*>();
        theme->setFocus();
        QTest::keyClick(theme, Qt::Key_End); // high contrast
        QVERIFY(isHighContrast(QApplication::palette()));
        QVERIFY(fixture.window->findChild<QAction*>(u"themeHighContrast"_s)->isChecked());
        QTest::keyClick(theme, Qt::Key_Up);
        QVERIFY(isDark(QApplication::palette()) && !isHighContrast(QApplication::palette()));
        const double before = QApplication::font().pointSizeF();
        enter(page->findChild<QSpinBox*>(), u"150"_s);
        QVERIFY(qAbs(QApplication::font().pointSizeF() - before * 1.5) < 0.01);
        press(*fixture.window->findChild<SettingsDialog*>(), u"Reset this page"_s);
        QVERIFY(qAbs(QApplication::font().pointSizeF() - before) < 0.01);
        QVERIFY(!isDark(QApplication::palette()));
    }

    void aTakenKeyIsNamedAndOnlyGivenAwayWhenAsked()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsShortcutsPage>(fixture, u"shortcuts"_s);
        auto* tree = page->findChild<QTreeWidget*>();
        const auto pause = tree->findItems(u"Follow newest"_s, Qt::MatchExactly, 0);
        QCOMPARE(pause.size(), 1);
        tree->setCurrentItem(pause.front());
        auto* keys = page->findChild<QKeySequenceEdit*>();
        keys->setFocus();
        QTest::keyClick(keys, Qt::Key_K, Qt::ControlModifier);
        auto* action = fixture.window->findChild<QAction*>(u"follow"_s);
        auto* palette = fixture.window->findChild<QAction*>(u"commandPalette"_s);
        const auto isNamed = [page] { // the field waits a second for more keys
            const auto labels = page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(u"Ctrl+K belongs to “Find command” in the menu View"_s);
            });
        };
        QTRY_VERIFY(isNamed());
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+J"_s));
        press(*page, u"Use them here instead"_s);
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+K"_s));
        QVERIFY(palette->shortcut().isEmpty());
        press(*fixture.window->findChild<SettingsDialog*>(), u"Reset this page"_s);
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+J"_s));
        QCOMPARE(palette->shortcut(), QKeySequence(u"Ctrl+K"_s));
    }

    void aResetIsTakenBackByTheToast()
    {
        SettingsDialog dialog;
        auto* first = new OnePage(u"first"_s, &dialog);
        auto* second = new OnePage(u"second"_s, &dialog);
        for (OnePage* page : {first, second})
            dialog.addPage(page);
        dialog.setRemember([first, second] {
            return [first, second, a = first->value, b = second->value] {
                first->value = a;
                second->value = b;
            };
        });
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* toast = dialog.findChild<Toast*>();
        press(dialog, u"Reset all pages"_s);
        QCOMPARE(first->value + second->value, 0);
        QCOMPARE(toast->sentence(), u"Every setting of all pages has its default now."_s);
        press(*toast, u"Undo"_s);
        QVERIFY(first->value == 7 && second->value == 7 && first->shown == 7 && second->shown == 7);
        QVERIFY(toast->sentence().isEmpty());
        press(dialog, u"Reset this page"_s);
        QVERIFY(first->value == 0 && second->value == 7);
        QVERIFY(toast->sentence().contains(u"“first”"_s));
        QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(first->value, 7);
        QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier); // once
        QCOMPARE(first->value, 7);
        press(dialog, u"Reset this page"_s);
        second->value = 8; // chosen afterwards: not to be taken back with the reset, once its sentence is gone
        const auto buttons = toast->findChildren<QToolButton*>();
        buttons.last()->click();
        QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(first->value == 0 && second->value == 8);
    }

    void whatAWindowRemembersOfItsSettingsComesBackWhole()
    {
        WindowFixture fixture;
        fixture.start();
        session::Settings settings = fixture.live->settings();
        settings.answerFolder = fixture.folder.path().toStdString();
        QVERIFY(fixture.live->change(settings).ok());
        open<SettingsGeneralPage>(fixture, u"general"_s);
        auto* dialog = fixture.window->findChild<SettingsDialog*>();
        press(*dialog, u"Reset this page"_s);
        QVERIFY(fixture.session->answerFolder().empty());
        press(*dialog->findChild<Toast*>(), u"Undo"_s);
        QCOMPARE(fixture.session->answerFolder(), fixture.folder.path().toStdString());
        QCOMPARE(saved(fixture).answerFolder, fixture.folder.path().toStdString());

        auto* follow = fixture.window->findChild<QAction*>(u"follow"_s);
        auto* palette = fixture.window->findChild<QAction*>(u"commandPalette"_s);
        auto* book = fixture.window->findChild<ShortcutBook*>();
        book->change(u"commandPalette"_s, {});
        book->change(u"follow"_s, {QKeySequence(u"Ctrl+K"_s)}); // another's usual keys
        open<SettingsShortcutsPage>(fixture, u"shortcuts"_s);
        press(*dialog, u"Reset this page"_s);
        QCOMPARE(palette->shortcut(), QKeySequence(u"Ctrl+K"_s));
        press(*dialog->findChild<Toast*>(), u"Undo"_s);
        QVERIFY(palette->shortcut().isEmpty());
        QCOMPARE(follow->shortcut(), QKeySequence(u"Ctrl+K"_s));
    }

    void theNotificationsFollowTheirMenuAndTheMenuFollowsThem()
    {
        WindowFixture fixture;
        fixture.start();
        auto* page = open<SettingsNotificationsPage>(fixture, u"notifications"_s);
        const auto box = [page](const QString& name) { return page->findChild<QCheckBox*>(name); };
        const auto menu = [&fixture](const QString& name) { return fixture.window->findChild<QAction*>(name); };
        const auto kept = [&fixture](const QString& name) {
            return QSettings(fixture.settingsPath(), QSettings::IniFormat).value(u"notifications/"_s + name).toBool();
        };
        for (const QString& name : {u"notifyNewRequests"_s, u"notifyFirstRed"_s, u"trayIcon"_s, u"doNotDisturb"_s,
                                    u"doNotDisturbForAnHour"_s}) {
            QVERIFY2(box(name) && menu(name), qPrintable(name));
            QVERIFY(!box(name)->isChecked());
            box(name)->setFocus();
            QTest::keyClick(box(name), Qt::Key_Space);
            QVERIFY2(box(name)->isChecked() && menu(name)->isChecked(), qPrintable(name));
            menu(name)->trigger();
            QVERIFY2(!box(name)->isChecked() && !menu(name)->isChecked(), qPrintable(name));
        }
        box(u"notifyLoops"_s)->click(); // the one that is on by default
        QVERIFY(!menu(u"notifyLoops"_s)->isChecked() && !kept(u"loops"_s));
        menu(u"notifyNewRequests"_s)->trigger();
        box(u"notifyFirstRed"_s)->click();
        QVERIFY(box(u"notifyNewRequests"_s)->isChecked());
        QVERIFY(kept(u"new-requests"_s) && kept(u"first-red"_s) && !kept(u"tray"_s));

        // Of the two ways of quiet, one at a time.
        box(u"doNotDisturb"_s)->click();
        box(u"doNotDisturbForAnHour"_s)->click();
        QVERIFY(!box(u"doNotDisturb"_s)->isChecked() && box(u"doNotDisturbForAnHour"_s)->isChecked());

        press(*page, u"Reset: First red after green"_s);
        QVERIFY(!menu(u"notifyFirstRed"_s)->isChecked() && menu(u"notifyNewRequests"_s)->isChecked());
        QVERIFY(!kept(u"first-red"_s));
        press(*fixture.window->findChild<SettingsDialog*>(), u"Reset this page"_s);
        for (const auto* one : page->findChildren<QCheckBox*>())
            QVERIFY2(one->isChecked() == menu(one->objectName())->isChecked()
                         && one->isChecked() == (one->objectName() == u"notifyLoops"_s), qPrintable(one->objectName()));
        QVERIFY(!kept(u"new-requests"_s));
    }

    void theCommandLinesChoiceIsSaid()
    {
        WindowFixture fixture;
        fixture.openSession();
        session::Overrides overrides;
        overrides.listen = std::pair("127.0.0.1"s, std::uint16_t{4999});
        overrides.limits = {{"body", "16MiB"}};
        session::LiveSettings live({}, {}, overrides, *fixture.session);
        const auto says = [](const QWidget& page, const QString& words) {
            const auto labels = page.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(words); });
        };
        SettingsListeningPage listening(live, nullptr);
        QVERIFY(says(listening, u"127.0.0.1, 4999 (--listen)"_s));
        SettingsLimitsPage limits(live, nullptr);
        QVERIFY(says(limits, u"16MiB (--limit)"_s));
    }
};

HOOKLOUPE_GUI_TEST(TestSettingsDialog)
#include "tst_settings_dialog.moc"
