// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/lost_store.h"

#include "frame/banner.h"
#include "window/recent_stores.h"
#include "words/error_words.h"
#include "words/loss_words.h"

#include <QAction>
#include <QMainWindow>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

LostStore::LostStore(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    connect(&parts.session, &session::Session::storeLost, this, &LostStore::show);
    if (const auto loss = parts.session.storeLoss())
        show(*loss);
}

void LostStore::show(const store::StoreLoss& loss)
{
    const QString sentence = words::lossSentence(loss);
    if (loss.over) {
        m_parts.banner.withdraw(Warning::StoreGone);
        if (!m_parts.settingsPath.isEmpty())
            rememberStore(m_parts.settingsPath, QString::fromStdString(loss.path));
        return loss.salvaged || loss.missing > 0 ? m_parts.sayTrouble(sentence) : m_parts.say(sentence);
    }
    std::vector<BannerButton> buttons;
    const std::string whole = loss.rescuedTo.empty() ? loss.nowAt : loss.rescuedTo;
    if (!whole.empty())
        buttons.push_back({tr("Capture into that file"), [this, whole] { goOnIn(whole); }});
    if (auto* another = m_parts.window.findChild<QAction*>(u"openStore"_s))
        buttons.push_back({tr("Open another store…"), [another] { another->trigger(); }});
    m_parts.banner.warn(Warning::StoreGone, sentence, false, buttons);
}

void LostStore::goOnIn(const std::string& path)
{
    if (const Status done = m_parts.session.continueAt(path); !done)
        m_parts.sayTrouble(tr("Capturing does not go on. %1").arg(words::errorSentence(done.error())));
}

} // namespace hookloupe::ui
