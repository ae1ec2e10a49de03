// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/trust_feature.h"

#include "answers/answer_file.h"
#include "answers/plan_text.h"
#include "trust/trust_dialog.h"
#include "endpoints/endpoint_model.h"
#include "frame/banner.h"
#include "trust/trust_strip.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"
#include "words/trust_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// Whether an answer is a file that is not the user's to give, as far as they said.
bool isFileRefused(const Endpoint& endpoint, const std::string& folder)
{
    const auto steps = answers::parseAnswerPlan(endpoint.answer).plan.steps;
    return std::any_of(steps.begin(), steps.end(), [&](const answers::Step& step) {
        if (step.bodyKind != answers::BodyKind::File)
            return false;
        const auto trouble = answers::troubleWith(folder, step.body);
        return trouble == answers::FileTrouble::NoFolder || trouble == answers::FileTrouble::Outside;
    });
}

} // namespace

TrustFeature::TrustFeature(const WindowParts& parts)
    : QObject(&parts.window), m_parts(parts), m_strip(new TrustStrip(parts.banner.parentWidget()))
{
    auto* column = qobject_cast<QVBoxLayout*>(parts.banner.parentWidget()->layout());
    column->insertWidget(column->indexOf(&parts.banner), m_strip);
    m_action = makeAction(parts.window, u"trustStore"_s, tr("What this s&tore would do…"),
                          tr("Allow a store from elsewhere to pass requests on and to answer as it says"));
    parts.menus.endpoints->addAction(m_action);
    connect(m_action, &QAction::triggered, this, &TrustFeature::open);
    connect(m_strip, &TrustStrip::detailsWanted, this, &TrustFeature::open);
    connect(m_strip, &TrustStrip::helpWanted, this, [this] { m_parts.showHelp(HelpTopic::Endpoints); });
    connect(&parts.session, &session::Session::endpointsChanged, this, &TrustFeature::refresh);
    connect(&parts.session, &session::Session::secretTrouble, this, &TrustFeature::refresh);
    connect(&parts.session, &session::Session::secretsReadable, this, &TrustFeature::refresh);
    connect(&parts.session, &session::Session::trustNotKept, this, [this](const Error& error) {
        m_parts.sayTrouble(tr("What you saved is used now, but could not be noted as yours: the next time it will be held until you "
                              "agree. %1").arg(words::errorSentence(error)));
    });
    refresh();
}

void TrustFeature::refresh()
{
    const session::Session& session = m_parts.session;
    const HeldStore held = session.heldStore();
    std::vector<EndpointId> notAgreed;
    for (const HeldEndpoint& one : held.endpoints)
        notAgreed.push_back(one.endpoint);
    std::vector<EndpointId> refused;
    for (const Endpoint& endpoint : session.endpoints()) {
        if (!session.holdsAnswer(endpoint) && isFileRefused(endpoint, session.answerFolder()))
            refused.push_back(endpoint.id);
    }
    m_parts.endpointModel.setNotAgreed(std::move(notAgreed));
    m_parts.endpointModel.setFileRefused(std::move(refused));
    const bool asks = held.any() && !session.store().readOnly();
    setEnabledOr(m_action, asks, tr("nothing of this store is held"));
    if (asks)
        m_strip->say(words::trustReasonSentence(held.reason, held.knownPath) + u' '
                     + words::trustMeanwhileSentence(held, session.endpoints(), !session.unreadableSecrets().empty()));
    m_strip->setVisible(asks && !m_keptHeld);
}

void TrustFeature::open()
{
    if (m_dialog) {
        m_dialog->activateWindow();
        return;
    }
    m_dialog = new TrustDialog(m_parts.session.heldStore(), m_parts.session.endpoints(),
                               !m_parts.session.unreadableSecrets().empty(), &m_parts.window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this, dialog = m_dialog.data()] { agree(dialog->consent()); });
    connect(m_dialog, &QDialog::rejected, this, [this] {
        m_keptHeld = true;
        refresh();
        m_parts.say(tr("The store stays held. “What this store would do…” in the menu Endpoints asks once more."));
    });
    m_dialog->open();
}

void TrustFeature::agree(const TrustConsent& consent)
{
    const Status kept = m_parts.session.agree(consent);
    if (!kept)
        m_parts.sayTrouble(tr("It is allowed until Hookloupe ends, but that could not be written down, so you will be asked once "
                              "more. %1").arg(words::errorSentence(kept.error())));
}

} // namespace hookloupe::ui
