// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "capture/trust.h"
#include "session/reached_note.h"
#include "session/trust_record.h"
#include "store/reader.h"
#include "store/store.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hookloupe::session {

struct TrustOptions {
    std::string folder;        ///< where records are kept; empty: nothing is remembered when the session is over
    /// What the command line says for every endpoint, which makes it the user's own: see SessionOptions.
    bool forwardGiven = false;
    bool answerGiven = false;
    std::vector<std::string> givenTargets{};  ///< of the forwarding that was given
    bool olderState = false;   ///< what waits in the store may have been sent before
    ReachedNote* reached = nullptr; ///< of the store in use; none: nothing is noted. Must outlive the trust
};

/// What a store may do without asking. A store file says where requests are passed on to and what is answered; whoever wrote
/// it could have everything that is captured here sent to them. So only that is done which this program wrote down itself on
/// this machine, or which the user has agreed to: its digest stands in a record outside of the store. All else is held, see
/// decision 0131. For the owner's thread.
class StoreTrust {
public:
    using Queue = store::InboxTarget;

    /// Looks, and changes nothing. `store` must outlive this; `reader` is of the same store.
    StoreTrust(const store::Store& store, const store::Reader& reader, const std::vector<Endpoint>& endpoints, TrustOptions options);

    /// How far the store had got when it was last in use here; nothing if that is not known, or was another file's.
    [[nodiscard]] const std::optional<ReachedNote::Left>& left() const { return m_left; }
    /// Notes that the store is in use. One that is new, or used with a forwarding that was given, is known from now on. To be
    /// called before anything is sent; not for a store that is only read. An error is that of writing the record: held the next
    /// time, then.
    [[nodiscard]] Status begin(const std::vector<Endpoint>& endpoints);
    /// The store's file has another name now, and was in use all the time: what was agreed to stays, see StoreLoss::sameFile.
    [[nodiscard]] Status follow(const std::vector<Endpoint>& endpoints);
    /// Notes how the store is left, after the last that is sent.
    [[nodiscard]] Status end(const store::Reader& reader);

    /// What is held of these endpoints, which are those of the store as it is now. Reads the inbox's queues.
    [[nodiscard]] HeldStore held(const std::vector<Endpoint>& endpoints) const;
    [[nodiscard]] bool holdsForwarding(const Endpoint& endpoint) const;
    [[nodiscard]] bool holdsAnswer(const Endpoint& endpoint) const;
    /// Queues of which nothing may be sent.
    [[nodiscard]] std::set<Queue> withheld(const std::vector<Endpoint>& endpoints) const;
    [[nodiscard]] bool holdsDrafts() const { return m_foreign.drafts; }

    /// The user agrees. An error is that of writing the record: it goes for this session, then.
    [[nodiscard]] Status agree(const TrustConsent& consent, const std::vector<Endpoint>& endpoints);
    /// This program saved an endpoint, which was another one `before`: what the user wrote is agreed to. What came with the file
    /// stays held, even if it is saved once more as it is. In between a killed program leaves what was saved held, never the
    /// other way round.
    [[nodiscard]] Status keep(const Endpoint& saved, const std::optional<Endpoint>& before, const std::vector<Endpoint>& endpoints);
    /// It removed or restored one, or gave it secrets: nothing is agreed to by that, but the store is known from now on.
    [[nodiscard]] Status keep(const std::vector<Endpoint>& endpoints);

    /// Whose secrets the store's endpoints have: those of its id belong to the first file that this program used under it. A
    /// copy has its own.
    [[nodiscard]] std::string secretRealm() const;

private:
    using Texts = std::multimap<EndpointId, std::string>;
    /// What the file brought along and nobody agreed to: texts by endpoint, and queues that had requests.
    struct Foreign {
        Texts forwards;
        Texts answers;
        std::set<std::string> queues;   ///< digests
        bool drafts = false;
    };

    void findRecord();
    void findForeign(const store::Reader& reader, const std::vector<Endpoint>& endpoints);
    [[nodiscard]] std::vector<std::string> targetsOf(const Endpoint& endpoint) const;
    [[nodiscard]] AgreedEndpoint agreedOf(EndpointId id) const;
    [[nodiscard]] bool isForwardAgreed(const Endpoint& endpoint) const;
    [[nodiscard]] bool isAnswerAgreed(const Endpoint& endpoint) const;
    void claim();
    void note(const std::vector<Endpoint>& endpoints);
    [[nodiscard]] Status write();
    [[nodiscard]] bool isAsItWasLeft(const store::Reader& reader) const;
    void noteReached();

    const store::Store& m_store;
    const TrustOptions m_options;
    std::string m_path;
    std::uint64_t m_inode;
    TrustReason m_reason = TrustReason::Unknown; ///< of what is held
    std::string m_knownPath;
    std::string m_ownSecrets;                    ///< of a copy
    std::optional<TrustRecord> m_record;         ///< none: nothing was agreed to yet
    std::string m_recordPath;                    ///< as it stands in the file
    std::optional<ReachedNote::Left> m_left;
    std::string m_notedIn;                       ///< how far the store gets
    bool m_isEmpty = false;                      ///< has no captures
    std::optional<Error> m_trouble;              ///< the records cannot be read, and are not to be written over
    std::map<std::int64_t, AgreedEndpoint> m_agreed; ///< of endpoints that were removed too: they may come back
    Foreign m_foreign;
};

} // namespace hookloupe::session
