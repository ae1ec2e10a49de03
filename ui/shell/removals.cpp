// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/removals.h"

#include "crypto/hmac.h"
#include "panels/capture_list_panel.h"
#include "panels/endpoint_panel.h"
#include "shell/undo_history.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QUndoCommand>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

using Failed = std::function<void(const QString&, const Error&)>;
using Done = std::function<void(const QString&)>;

QString countWords(std::int64_t count)
{
    return count == 1 ? Removals::tr("Deleted one request.")
                      : Removals::tr("Deleted %n requests.", nullptr, static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000)));
}

class RemoveCaptures : public QUndoCommand {
public:
    RemoveCaptures(session::Session& session, std::vector<CaptureId> ids, Done done, Done nothing, Failed fail)
        : QUndoCommand(ids.empty() ? Removals::tr("Clear") : Removals::tr("Delete")), m_session(session),
          m_ids(std::move(ids)), m_done(std::move(done)), m_nothing(std::move(nothing)), m_failed(std::move(fail))
    {
    }

    void redo() override
    {
        const auto removed = m_ids.empty() ? m_session.clearCaptures() : m_session.removeCaptures(m_ids);
        setObsolete(!removed || removed->captures == 0);
        if (!removed)
            return m_failed(Removals::tr("Nothing was deleted. %1"), removed.error());
        m_removal = *removed;
        if (m_removal.captures == 0)
            m_nothing(Removals::tr("There was nothing to delete."));
        else
            m_done(countWords(m_removal.captures));
    }

    void undo() override
    {
        if (const Status restored = m_session.restore(m_removal); !restored) {
            setObsolete(true);
            m_failed(Removals::tr("The requests could not be brought back. %1"), restored.error());
        }
    }

private:
    session::Session& m_session;
    std::vector<CaptureId> m_ids;
    Done m_done;
    Done m_nothing;
    Failed m_failed;
    store::Removal m_removal;
};

class RemoveEndpoint : public QUndoCommand {
public:
    RemoveEndpoint(session::Session& session, Endpoint endpoint, Done done, Failed fail)
        : QUndoCommand(Removals::tr("Remove endpoint")), m_session(session), m_endpoint(std::move(endpoint)),
          m_done(std::move(done)), m_failed(std::move(fail))
    {
    }
    ~RemoveEndpoint() override { forget(); }
    Q_DISABLE_COPY_MOVE(RemoveEndpoint)

    void redo() override
    {
        forget();
        m_secrets = m_session.secretsOf(m_endpoint.id);
        const Status removed = m_session.removeEndpoint(m_endpoint.id);
        setObsolete(!removed);
        if (!removed)
            return m_failed(Removals::tr("The endpoint was not removed. %1"), removed.error());
        const QString title = endpointTitle(m_endpoint);
        m_done(m_secrets.empty()
                   ? Removals::tr("Removed the endpoint “%1”. Its requests stay.").arg(title)
                   : Removals::tr("Removed the endpoint “%1” and its secrets. Its requests stay.").arg(title));
    }

    void undo() override
    {
        const Status restored = m_session.restoreEndpoint(m_endpoint, m_secrets, [fail = m_failed](const Status& kept) {
            if (!kept)
                fail(Removals::tr("The secrets are used until Hookloupe ends, but could not be kept. %1"), kept.error());
        });
        if (!restored) {
            setObsolete(true);
            m_failed(Removals::tr("The endpoint could not be brought back. %1"), restored.error());
        }
    }

private:
    void forget()
    {
        for (std::string& secret : m_secrets)
            crypto::wipe(secret);
        m_secrets.clear();
    }

    session::Session& m_session;
    Endpoint m_endpoint;
    Done m_done;
    Failed m_failed;
    std::vector<std::string> m_secrets; ///< in memory only, while it can be brought back
};

} // namespace

Removals::Removals(const WindowParts& parts, UndoHistory& history)
    : QObject(&parts.window), m_parts(parts), m_history(history)
{
    m_deleteForGood = makeAction(parts.window, u"deleteForGood"_s, tr("Delete for &good…"),
                                 tr("Give the disk back what removed requests take; they cannot be brought back then"), {});
    m_deleteForGood->setEnabled(false);
    parts.menus.requests->addAction(m_deleteForGood);

    const Actions& actions = parts.actions;
    connect(actions.deleteCaptures, &QAction::triggered, this, [this] {
        if (const auto ids = m_parts.captures.selectedIds(); !ids.empty())
            removeCaptures(ids);
    });
    connect(actions.clearCaptures, &QAction::triggered, this, [this] { removeCaptures({}); });
    connect(actions.removeEndpoint, &QAction::triggered, this, &Removals::removeEndpoint);
    connect(m_deleteForGood, &QAction::triggered, this, &Removals::deleteForGood);
}

void Removals::removeCaptures(const std::vector<CaptureId>& ids)
{
    m_history.push(new RemoveCaptures(m_parts.session, ids, offerUndo(), m_parts.say, complain())); // which owns it
}

void Removals::removeEndpoint()
{
    const Endpoint* chosen = m_parts.endpoints.current();
    if (chosen && chosen->id != catchAllEndpoint)
        m_history.push(new RemoveEndpoint(m_parts.session, *chosen, offerUndo(), complain()));
}

std::function<void(const QString&)> Removals::offerUndo()
{
    return [this](const QString& sentence) {
        m_deleteForGood->setEnabled(true);
        m_history.offer(sentence);
    };
}

std::function<void(const QString&, const Error&)> Removals::complain()
{
    return [self = QPointer(this)](const QString& sentence, const Error& error) {
        if (self) // the keychain may answer late
            self->m_parts.sayTrouble(sentence.arg(words::errorSentence(error)));
    };
}

void Removals::deleteForGood()
{
    m_parts.confirm(&m_parts.window,
                    {tr("Delete for good"),
                     tr("Delete for good all requests and endpoints that were removed? They cannot be brought back then."),
                     tr("Delete for good")},
                    [this] {
                        const auto purged = m_parts.session.purge();
                        if (!purged)
                            return complain()(tr("Nothing was deleted. %1"), purged.error());
                        // With the steps between the removals: one that changed what is gone cannot be taken back.
                        m_history.clear();
                        m_deleteForGood->setEnabled(false);
                        m_parts.say(tr("What was removed is being deleted for good."));
                    });
}

} // namespace hookloupe::ui
