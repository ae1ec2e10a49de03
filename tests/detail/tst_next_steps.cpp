// SPDX-License-Identifier: GPL-3.0-or-later
// What the verdict line offers, and where it comes from.
#include "support/test_main.h"
#include "base/text.h"
#include "crypto/hmac.h"
#include "support/detail_fixture.h"
#include "detail/next_step.h"
#include "detail/step_bar.h"
#include "style/theme.h"
#include "words/verdict_words.h"

#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;
using ui::StepKind;

namespace {

constexpr int verdicts = int(SignatureVerdict::SecretsUnreadable) + 1;

QList<StepKind> kindsOf(const std::vector<ui::NextStep>& steps)
{
    QList<StepKind> kinds;
    for (const ui::NextStep& step : steps)
        kinds << step.kind;
    return kinds;
}

std::string signedHeader(const std::string& secret, const std::string& bytes)
{
    return "X-WEBHOOK-SIGNATURE: " + toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, secret, bytes)) + "\r\n";
}

const std::string objectBody = "{\"payload\":{\"event\":{\"event_name\":\"commit_create\"}}}";
const std::string objectPayload = "{\"event\":{\"event_name\":\"commit_create\"}}";

ui::Explanation explained(const std::string& headers, const std::string& content, const std::vector<std::string>& own,
                          const verify::Elsewhere& elsewhere = {})
{
    const auto head = http::viewHead("POST / HTTP/1.1\r\n" + headers + "\r\n");
    return ui::explain(*verify::findScheme("speckle"), {head.headers, content, {}}, own, elsewhere, {});
}

} // namespace

class TestNextSteps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void everyStepOfferedAppliesInEveryCombination()
    {
        ui::Explanation found;
        found.remedy.secret = "fits";
        found.remedy.scheme = verify::findScheme("speckle-string");
        found.autopsy.matches.push_back({.body = verify::BodyVariant::Compact});
        int steps = 0;
        for (int kind = 0; kind < 3; ++kind)
            for (int then = 0; then < verdicts; ++then)
                for (int now = 0; now < verdicts; ++now)
                    for (const int answer : {0, 200, 401, 503})
                        for (int flags = 0; flags < 32; ++flags) {
                            CaptureSummary capture;
                            capture.kind = CaptureKind(kind);
                            capture.answerStatus = answer;
                            capture.signature.verdict = SignatureVerdict(then);
                            Endpoint endpoint;
                            endpoint.enabled = (flags & 1) != 0;
                            endpoint.rejectInvalid = (flags & 2) != 0;
                            const bool exists = (flags & 4) != 0;
                            const bool hasSecrets = (flags & 8) != 0;
                            const SignatureResult result{SignatureVerdict(now), "speckle", Dialect::Object};
                            const auto offered = ui::nextSteps({.capture = capture,
                                                                .now = result,
                                                                .endpoint = endpoint,
                                                                .endpointCanChange = exists,
                                                                .hasSecrets = hasSecrets,
                                                                .explanation = flags & 16 ? &found : nullptr});
                            QSet<QString> labels;
                            for (const ui::NextStep& step : offered) {
                                ++steps;
                                QVERIFY(!step.label.isEmpty() && step.hint.endsWith(u'.'));
                                labels.insert(step.label);
                                const bool ofEndpoint = step.kind != StepKind::ShowSigned && step.kind != StepKind::CopySample;
                                QVERIFY(!ofEndpoint || exists);
                                QVERIFY(step.kind != StepKind::UseSecret || !step.secret.empty());
                                QVERIFY(step.kind != StepKind::ReadSecrets || now == int(SignatureVerdict::SecretsUnreadable));
                                QVERIFY(step.kind != StepKind::AnswerOk || now != int(SignatureVerdict::SecretsUnreadable));
                                QVERIFY(step.kind != StepKind::AnswerOk || (answer == 401 && endpoint.rejectInvalid && hasSecrets));
                                // What lets strangers in is the last resort, and never a button.
                                QVERIFY(step.weakens == (step.kind == StepKind::AnswerOk));
                                QVERIFY(!step.weakens || &step == &offered.back());
                                QVERIFY(step.kind != StepKind::EnableEndpoint || (answer == 503 && !endpoint.enabled));
                            }
                            QCOMPARE(std::size_t(labels.size()), offered.size());
                            QVERIFY(kind != int(CaptureKind::Malformed) || offered.empty());
                            const auto kinds = kindsOf(offered);
                            if (now == int(SignatureVerdict::Valid))
                                QVERIFY(!kinds.contains(StepKind::UseSecret) && !kinds.contains(StepKind::ShowSigned));
                            // Red because of a signature is never left without a way on.
                            if (kind == 0 && exists && now == int(SignatureVerdict::Mismatch))
                                QVERIFY(!offered.empty());
                        }
        QVERIFY(steps > 1000);
    }

    void aSecretOfAnotherEndpointThatFitsIsOffered()
    {
        const auto found = explained(signedHeader("theirs", objectBody), objectBody, {"ours"}, {{"x", "theirs"}, {}});
        QCOMPARE(found.remedy.secret, std::optional<std::string>("theirs"));
        QCOMPARE(found.remedy.variant, verify::SecretVariant::OtherEndpoint);
        const auto without = explained(signedHeader("theirs", objectBody), objectBody, {}, {{"x", "theirs"}, {}});
        QCOMPARE(without.remedy.secret, std::optional<std::string>("theirs"));
    }

    void ourSecretWithoutItsStraySpaceIsOffered()
    {
        const auto found = explained(signedHeader("ours", objectBody), objectBody, {" ours\n"});
        QCOMPARE(found.remedy.secret, std::optional<std::string>("ours"));
        QCOMPARE(found.remedy.variant, verify::SecretVariant::Trimmed);
        const auto quoted = explained(signedHeader("ours", objectBody), objectBody, {"\"ours\""});
        QCOMPARE(quoted.remedy.secret, std::optional<std::string>("ours"));
        const auto senders = explained(signedHeader("ours\n", objectBody), objectBody, {"ours"});
        QCOMPARE(senders.remedy.secret, std::optional<std::string>("ours\n"));
    }

    void theEmptySecretIsNeverOffered()
    {
        const auto found = explained(signedHeader("", objectBody), objectBody, {"ours"});
        QCOMPARE(found.autopsy.matches.size(), std::size_t(1));
        QVERIFY(!found.remedy.secret);
        QVERIFY(!explained(signedHeader("", objectBody), objectBody, {}, {{""}, {}}).remedy.secret);
    }

    void theOtherDialectIsOffered()
    {
        const auto alone = explained(signedHeader("s", objectPayload), objectBody, {"s"});
        QVERIFY(alone.remedy.scheme);
        QCOMPARE(alone.remedy.scheme->name, std::string_view("speckle-string"));
        const std::string stringBody = "{\"payload\":\"{}\"}";
        const auto whole = explained(signedHeader("s", stringBody), stringBody, {"s"});
        QVERIFY(whole.remedy.scheme);
        QCOMPARE(whole.remedy.scheme->name, std::string_view("speckle-object"));
        QVERIFY(whole.handlerMistake());
        QVERIFY(!explained(signedHeader("other", objectBody), objectBody, {"s"}).remedy.scheme);
    }

    void theSchemeWhoseHeaderIsThereIsOffered()
    {
        const auto gitHub = [](const std::string& secret) {
            return "X-Hub-Signature-256: sha256=" + toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, secret, objectBody)) + "\r\n";
        };
        const auto stepsFor = [](const ui::Explanation& found) {
            CaptureSummary capture;
            capture.answerStatus = 401;
            const SignatureResult missing{SignatureVerdict::HeaderMissing, "speckle", Dialect::None};
            return ui::nextSteps({.capture = capture, .now = missing, .endpoint = {}, .explanation = &found});
        };
        const auto found = explained(gitHub("s"), objectBody, {"s"});
        QCOMPARE(found.cause(), u"It carries GitHub's signature (X-Hub-Signature-256), and your secret fits."_s);
        QCOMPARE(stepsFor(found).front().kind, StepKind::UseScheme);
        QCOMPARE(stepsFor(found).front().scheme, std::string("github"));
        QCOMPARE(stepsFor(found).front().label, u"Treat as GitHub"_s);
        const auto foreign = explained(gitHub("other"), objectBody, {"s"});
        QVERIFY(foreign.cause().endsWith(u"but your secret does not fit."_s));
        QCOMPARE(stepsFor(foreign).front().label, u"Treat as GitHub"_s);
        QVERIFY(stepsFor(foreign).front().hint != stepsFor(found).front().hint);
        const auto older = explained("X-Hub-Signature: sha1=" + toHex(crypto::hmac(crypto::HashAlgorithm::Sha1, "s", objectBody)) + "\r\n",
                                     objectBody, {"s"});
        QVERIFY(older.cause().contains(u"SHA-1"_s));
        QVERIFY(!kindsOf(stepsFor(older)).contains(StepKind::UseScheme)); // nothing is accepted by it
        QVERIFY(!kindsOf(stepsFor(explained({}, objectBody, {"s"}))).contains(StepKind::UseScheme));
    }

    void theLineOffersTheSecretThatFitsAndTurnsWhenItIsTaken()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.pane.setElsewhere([&file] { return verify::Elsewhere{{file.secret}, {}}; });
        const CapturePtr capture = captureOf(file, "wrong-secret", 401);
        window.show(capture, {"wrong-secret"});
        QVERIFY(window.text().contains(u"The signature fits none of the endpoint's secrets. So it was answered 401"_s));
        QTRY_VERIFY(kindsOf(window.pane.steps()).contains(StepKind::UseSecret));
        QCOMPARE(kindsOf(window.pane.steps()).first(), StepKind::UseSecret);
        QVERIFY(kindsOf(window.pane.steps()).contains(StepKind::AnswerOk));
        window.screenshot(u"verdict-mismatch"_s);

        QSignalSpy requested(&window.pane, &ui::DetailPane::stepRequested);
        window.choose(u"Use the secret that fits"_s);
        QCOMPARE(requested.size(), 1);
        const auto step = requested.first().first().value<ui::NextStep>();
        QCOMPARE(step.secret, file.secret);
        QVERIFY2(!window.text().contains(u"topsecret"_s), "a secret is shown");

        window.show(capture, {file.secret, "wrong-secret"});
        QVERIFY(window.text().contains(u"The signature is valid now. On arrival it was “mismatch”, so it was answered 401"_s));
        QVERIFY(window.text().contains(u"rejected on arrival\n"_s) && !window.text().contains(u"bad\n"_s));
        QVERIFY(!kindsOf(window.pane.steps()).contains(StepKind::UseSecret));
        window.screenshot(u"verdict-turned"_s);
    }

    void whatWasSignedIsShownInItsTab()
    {
        PaneWindow window;
        window.show(captureOf(wireFile("01-secret-set"), "wrong-secret", 200), {"wrong-secret"});
        window.choose(u"Show what was signed"_s);
        auto* pages = window.pane.findChild<QTabWidget*>();
        QCOMPARE(pages->tabText(pages->currentIndex()), u"Signature"_s);
    }

    void theRightSampleIsInTheLanguageChosenLast()
    {
        PaneWindow window;
        const WireFile file = wireFile("01-secret-set");
        window.show(captureOf(file, file.secret, 200), {file.secret});
        QSignalSpy requested(&window.pane, &ui::DetailPane::stepRequested);
        window.choose(u"Copy handler code"_s);
        QVERIFY(requested.takeFirst().first().value<ui::NextStep>().sample.contains(u"hmac.compare_digest"_s));
        window.openTab(u"Signature"_s);
        window.choose(u"Node.js"_s);
        window.choose(u"Copy handler code"_s);
        QVERIFY(requested.takeFirst().first().value<ui::NextStep>().sample.contains(u"timingSafeEqual"_s));
    }

    void anEndpointThatIsGoneIsNotOfferedToBeChanged()
    {
        PaneWindow window;
        Capture capture = *captureOf(wireFile("01-secret-set"), "wrong-secret", 401);
        capture.summary.endpoint = EndpointId{7};
        window.show(std::make_shared<const Capture>(capture), {});
        QVERIFY(!kindsOf(window.pane.steps()).contains(StepKind::OpenEndpoint));
    }

    void aStoreThatIsOnlyReadOffersNoChange()
    {
        PaneWindow window;
        window.pane.setEndpointsFixed(true);
        window.show(captureOf(wireFile("01-secret-set"), "wrong-secret", 401), {"wrong-secret"});
        QCOMPARE(kindsOf(window.pane.steps()), QList<StepKind>{StepKind::ShowSigned});
    }

    void stepsWithoutRoomAreInAMenu()
    {
        std::vector<ui::NextStep> steps(3);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            steps[i].label = u"A step with a long name, number %1"_s.arg(i);
            steps[i].hint = u"What it does."_s;
        }
        ui::StepBar bar;
        QSignalSpy chosen(&bar, &ui::StepBar::chosen);
        bar.setRoom(2'000);
        bar.setSteps(steps);
        bar.show();
        const auto visible = [&bar] {
            int count = 0;
            for (const auto* button : bar.findChildren<QPushButton*>())
                count += button->isVisible() ? 1 : 0;
            return count;
        };
        auto* more = bar.findChild<QToolButton*>();
        QCOMPARE(visible(), 3);
        QVERIFY(!more->isVisible());
        bar.setRoom(100);
        QCOMPARE(visible(), 1);
        QVERIFY(more->isVisible());
        QCOMPARE(more->menu()->actions().size(), 2);
        more->menu()->actions().last()->trigger();
        QCOMPARE(chosen.takeFirst().first().value<ui::NextStep>().label, steps[2].label);
        bar.setSteps({});
        QVERIFY(!bar.isVisible());
    }

    void screenshotsInBothThemes_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << int(ui::Theme::Light) << u"light"_s;
        QTest::newRow("dark") << int(ui::Theme::Dark) << u"dark"_s;
    }

    void screenshotsInBothThemes()
    {
        QFETCH(int, theme);
        QFETCH(QString, name);
        ui::applyTheme(*qApp, ui::Theme(theme));
        PaneWindow window;
        window.pane.resize(1050, 900);
        const WireFile file = wireFile("14-legacy");
        window.pane.setElsewhere([&file] { return verify::Elsewhere{{file.secret}, {}}; });
        window.show(captureOf(file, "wrong-secret", 401), {"wrong-secret"});
        window.openTab(u"Signature"_s);
        QTRY_VERIFY(window.text().contains(u"✔"_s));
        window.screenshot(u"why-signature-"_s + name);
        window.openTab(u"Answer"_s);
        window.screenshot(u"why-answer-"_s + name);
        window.pane.resize(620, 420);
        window.screenshot(u"why-answer-narrow-"_s + name);
        ui::applyTheme(*qApp, ui::Theme::Light);
    }
};

HOOKLOUPE_GUI_TEST(TestNextSteps)
#include "tst_next_steps.moc"
