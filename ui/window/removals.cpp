// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/removals.h"

#include "crypto/hmac.h"
#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "frame/undo_history.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QUndoCommand>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

/// What is done around a removal.
struct Removals::Around {
    std::function<QString(std::int64_t count)> sentence;
    std::function<void(const QString&)> done;
    std::function<void(const QString&)> nothing;
    std::function<void(const QString&, const Error&)> failed;
    std::function<void(const std::vector<CaptureId>& selected)> cameBack;
    std::function<void(const std::vector<CaptureId>& ids)> gone;
};

namespace {

constexpr int showScopeMs = 150;
/// Removed from the list at once; more than these go when the store has been read again.
constexpr std::size_t goAtOnce = 10'000;

using Failed = std::function<void(const QString&, const Error&)>;
using Done = std::function<void(const QString&)>;

/// What deleting them means for handlers; empty if nothing.
QString waitingWords(std::int64_t waiting)
{
    if (waiting == 0)
        return {};
    return u' ' + (waiting == 1 ? Removals::tr("One waited for a handler, which does not get it now.")
                                : Removals::tr("%n of them waited for a handler, which does not get them now.", nullptr,
                                               static_cast<int>(std::min<std::int64_t>(waiting, 1'000'000'000))));
}

class RemoveCaptures : public QUndoCommand {
public:
    /// `ids`: none = all. `selected`: what is to be selected again when it came back.
    RemoveCaptures(session::Session& session, const QString& text, std::vector<CaptureId> ids, std::vector<CaptureId> selected,
                   Removals::Around around)
        : QUndoCommand(text), m_session(session), m_ids(std::move(ids)), m_selected(std::move(selected)),
          m_around(std::move(around))
    {
    }

    void redo() override
    {
        const std::int64_t waiting = m_session.waitingAmong(m_ids);
        const auto removed = m_ids.empty() ? m_session.clearCaptures() : m_session.removeCaptures(m_ids);
        setObsolete(!removed || removed->captures == 0);
        if (!removed)
            return m_around.failed(Removals::tr("Nothing was deleted. %1"), removed.error());
        m_removal = *removed;
        if (m_removal.captures == 0)
            return m_around.nothing(Removals::tr("There was nothing to delete."));
        m_around.gone(m_ids);
        m_around.done(m_around.sentence(m_removal.captures) + waitingWords(waiting));
    }

    void undo() override
    {
        m_around.cameBack(m_selected);
        if (const Status restored = m_session.restore(m_removal); !restored) {
            setObsolete(true);
            m_around.cameBack({});
            m_around.failed(Removals::tr("The requests could not be brought back. %1"), restored.error());
        }
    }

private:
    session::Session& m_session;
    std::vector<CaptureId> m_ids;
    std::vector<CaptureId> m_selected;
    Removals::Around m_around;
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
    m_clearAll = makeAction(parts.window, u"clearAll"_s, tr("Clear e&verything"),
                            tr("Delete all requests of all endpoints and times; Undo brings them back"), {});
    m_deleteForGood = makeAction(parts.window, u"deleteForGood"_s, tr("Delete for &good…"),
                                 tr("Give the disk back what removed requests take; they cannot be brought back then"), {});
    m_deleteForGood->setEnabled(false);
    parts.menus.requests->addActions({m_clearAll, m_deleteForGood});

    const Actions& actions = parts.actions;
    connect(actions.deleteCaptures, &QAction::triggered, this, &Removals::removeSelected);
    connect(actions.clearCaptures, &QAction::triggered, this, &Removals::clear);
    connect(m_clearAll, &QAction::triggered, this, &Removals::clearAll);
    connect(actions.removeEndpoint, &QAction::triggered, this, &Removals::removeEndpoint);
    connect(m_deleteForGood, &QAction::triggered, this, &Removals::deleteForGood);

    m_showScope.setSingleShot(true);
    m_showScope.setInterval(showScopeMs);
    connect(&m_showScope, &QTimer::timeout, this, &Removals::showScope);
    const auto later = [this] {
        if (!m_showScope.isActive())
            m_showScope.start();
    };
    CaptureModel* model = &parts.captureModel;
    connect(model, &CaptureModel::rowsInserted, this, later);
    connect(model, &CaptureModel::rowsRemoved, this, later);
    connect(model, &CaptureModel::modelReset, this, &Removals::showScope);
    connect(model, &CaptureModel::loaded, this, &Removals::showScope);
    connect(model, &CaptureModel::loaded, this, &Removals::selectWhatCameBack);
    connect(&parts.session, &session::Session::endpointsChanged, this, later);
    showScope();
}

Removals::Around Removals::around(std::function<QString(std::int64_t)> sentence)
{
    return {.sentence = std::move(sentence),
            .done = offerUndo(),
            .nothing = m_parts.say,
            .failed = complain(),
            .cameBack = [this](const std::vector<CaptureId>& selected) { m_cameBack = selected; },
            // Or the next Delete would be meant for them once more.
            .gone = [this](const std::vector<CaptureId>& ids) {
                if (ids.size() <= goAtOnce)
                    m_parts.captureModel.removeIds(ids);
            }};
}

void Removals::removeSelected()
{
    const auto ids = m_parts.captures.selectedIds();
    if (!ids.empty())
        m_history.push(new RemoveCaptures(m_parts.session, tr("Delete"), ids, ids, around(deletedSentence))); // which owns it
}

void Removals::clear()
{
    const ClearScope what = scope();
    if (what.isEverything())
        return clearAll();
    std::vector<CaptureId> ids;
    ids.reserve(static_cast<std::size_t>(what.count));
    for (int row = 0; row < what.count; ++row)
        ids.push_back(*m_parts.captureModel.idAt(row));
    if (ids.empty())
        return m_parts.say(tr("There was nothing to delete."));
    m_history.push(new RemoveCaptures(m_parts.session, tr("Clear"), std::move(ids), selectedByHand(),
                                      around([what](std::int64_t count) { return clearedSentence(what, count); })));
}

void Removals::clearAll()
{
    m_history.push(new RemoveCaptures(m_parts.session, tr("Clear"), {}, selectedByHand(), around(deletedSentence)));
}

/// Of a list that is followed the newest is selected, whatever comes back.
std::vector<CaptureId> Removals::selectedByHand() const
{
    return m_parts.captures.isFollowing() ? std::vector<CaptureId>{} : m_parts.captures.selectedIds();
}

ClearScope Removals::scope() const
{
    const CaptureQuery& query = m_parts.captureModel.query();
    return {.endpoint = query.endpoint ? m_parts.captureModel.endpointName(*query.endpoint) : QString(),
            .inSpan = query.span.has_value(),
            .count = m_parts.captureModel.rowCount()};
}

void Removals::showScope()
{
    const ClearScope what = scope();
    QAction* clear = m_parts.actions.clearCaptures;
    const QString text = clearLabel(what);
    clear->setText(text);
    clear->setIconText(withoutMnemonic(text));
    setHint(*clear, clearHint(what));
    const bool writable = !m_parts.session.store().readOnly();
    const QString readOnly = tr("the store is only read");
    setEnabledOr(clear, writable && !(m_parts.captureModel.loading() && !what.isEverything()),
                 writable ? tr("the list is being read") : readOnly);
    setEnabledOr(m_clearAll, writable, readOnly);
    m_clearAll->setVisible(!what.isEverything());
}

void Removals::selectWhatCameBack()
{
    if (!m_cameBack.empty())
        m_parts.captures.select(std::exchange(m_cameBack, {}));
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
