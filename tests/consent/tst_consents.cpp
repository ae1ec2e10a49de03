// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing leaves for another machine unasked, and what was agreed on in one window of the program holds in the others.
#include "support/test_main.h"
#include "simulator/simulator_dialog.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "resend/replay_panel.h"
#include "resend/target_bar.h"
#include "support/strict.h"
#include "widgets/plain_text_view.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

const QString elsewhere = u"http://user:pw@hookloupe.invalid/hook"_s; // RFC 6761: never resolves

QMessageBox* question(const QWidget& window)
{
    for (auto* box : window.findChildren<QMessageBox*>(u"askAboutHost"_s)) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

void press(const QWidget& above, const QString& text)
{
    for (auto* button : above.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text().remove(u'&') == text)
            return button->click();
    }
    QFAIL(qPrintable(u"no button "_s + text));
}

template <typename Widget>
Widget* field(const QWidget* dialog, const QString& name)
{
    for (auto* one : dialog->findChildren<Widget*>()) {
        if (one->accessibleName() == name)
            return one;
    }
    qFatal("no field is named %s", qPrintable(name));
    return nullptr;
}

} // namespace

class TestConsents : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    SimulatorDialog* openSimulator()
    {
        auto* action = m_fixture->window->findChild<QAction*>(u"chooseTestEvent"_s);
        action->trigger();
        auto* dialog = m_fixture->window->findChild<SimulatorDialog*>();
        auto* target = field<QComboBox>(dialog, u"Target"_s);
        target->setCurrentIndex(target->count() - 1);
        field<QLineEdit>(dialog, u"URL to send to"_s)->setText(elsewhere);
        return dialog;
    }
    ReplayPanel* openReplay()
    {
        m_fixture->window->captures().view()->selectRow(0);
        auto* action = m_fixture->window->findChild<QAction*>(u"replay"_s);
        [&] { QTRY_VERIFY(action->isEnabled()); }();
        action->trigger();
        [&] { QTRY_VERIFY(m_fixture->window->findChild<ReplayPanel*>()); }();
        auto* panel = m_fixture->window->findChild<ReplayPanel*>();
        panel->findChild<TargetBar*>()->setUrl(elsewhere);
        return panel;
    }

private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->start();
        m_fixture->post("/x");
        QTRY_COMPARE(m_fixture->window->captures().view()->model()->rowCount(), 1);
    }
    void cleanup() { m_fixture.reset(); }

    void whatIsAgreedOnInTheSimulatorHoldsForAReplay()
    {
        SimulatorDialog* dialog = openSimulator();
        press(*dialog, u"Send"_s);
        QVERIFY(question(*m_fixture->window));
        QVERIFY2(question(*m_fixture->window)->text().contains(u"carries Authorization,"_s),
                 qPrintable(question(*m_fixture->window)->text()));
        press(*question(*m_fixture->window), u"Cancel"_s);
        QTRY_VERIFY(!question(*m_fixture->window));
        press(*dialog, u"Send"_s);
        press(*question(*m_fixture->window), u"Send all of it"_s);
        QTRY_VERIFY(!question(*m_fixture->window));
        press(*dialog, u"Send"_s);
        QVERIFY(!question(*m_fixture->window));
        ReplayPanel* panel = openReplay();
        press(*panel, u"Send"_s);
        QVERIFY(!question(*m_fixture->window));
    }

    void whatAReplayMayNotCarryTheSimulatorLeavesOut()
    {
        ReplayPanel* panel = openReplay();
        press(*panel, u"Send"_s);
        QVERIFY(question(*m_fixture->window));
        press(*question(*m_fixture->window), u"Send"_s); // its request had nothing to leave out
        QTRY_VERIFY(!question(*m_fixture->window));
        SimulatorDialog* dialog = openSimulator();
        field<QLineEdit>(dialog, u"Secret"_s)->setText(u"s3cret"_s);
        press(*dialog, u"Send"_s);
        QVERIFY2(question(*m_fixture->window), "these fields were not named before");
        QVERIFY(question(*m_fixture->window)->text().contains(u"X-WEBHOOK-SIGNATURE, Authorization"_s));
        press(*question(*m_fixture->window), u"Send without them"_s);
        QTRY_VERIFY(!question(*m_fixture->window));
    }

    void forwardingToAnotherMachineIsAgreedOnBeforeItIsSaved()
    {
        auto& window = *m_fixture->window;
        const auto made = m_fixture->session->saveEndpoint({EndpointId{0}, "/ci", {}, {}, "speckle", true, true});
        QVERIFY(made.ok());
        window.endpoints().choose(made->id);
        QTRY_VERIFY(window.findChild<QAction*>(u"editEndpoint"_s)->isEnabled());
        const auto edit = [&](const QString& targets) {
            window.findChild<QAction*>(u"editEndpoint"_s)->trigger();
            QDialog* dialog = nullptr;
            for (auto* one : window.findChildren<QDialog*>()) {
                if (one->isVisible() && one->findChild<QWidget*>(u"forwardPage"_s))
                    dialog = one;
            }
            if (!dialog)
                qFatal("no dialog");
            field<QPlainTextEdit>(dialog, u"Handlers"_s)->setPlainText(targets);
            press(*dialog, u"Save"_s);
            return dialog;
        };
        const auto saved = [&] {
            for (const Endpoint& one : m_fixture->session->endpoints()) {
                if (one.id == made->id)
                    return one.forward;
            }
            return std::string();
        };
        QPointer<QDialog> dialog = edit(u"http://127.0.0.1:9/"_s);
        QVERIFY2(!question(window), "this machine needs no consent");
        QTRY_VERIFY(!dialog);
        dialog = edit(u"http://127.0.0.1:9/\nhttp://192.0.2.7:81/a"_s);
        QVERIFY(question(window));
        QVERIFY(question(window)->text().contains(u"192.0.2.7:81"_s));
        press(*question(window), u"Cancel"_s);
        QTRY_VERIFY(!question(window));
        QVERIFY2(dialog && dialog->isVisible(), "what was typed is not lost");
        QCOMPARE(saved(), std::string("http://127.0.0.1:9/\n"));
        press(*dialog, u"Save"_s);
        press(*question(window), u"Forward"_s);
        QTRY_VERIFY(!dialog);
        QVERIFY(saved().find("192.0.2.7") != std::string::npos);
        dialog = edit(u"http://192.0.2.7:81/other"_s);
        QVERIFY2(!question(window), "this host was agreed on");
        QTRY_VERIFY(!dialog);
        QCOMPARE(saved(), std::string("http://192.0.2.7:81/other\n"));
    }
};

HOOKLOUPE_GUI_TEST(TestConsents)
#include "tst_consents.moc"
