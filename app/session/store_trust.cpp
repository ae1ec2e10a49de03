// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/store_trust.h"

#include "session/paths.h"
#include "session/trust_digest.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace hookloupe::session {

namespace {

constexpr std::size_t mostRecords = 64; ///< of one store id: copies of copies

bool isThere(const std::string& path)
{
    return QFileInfo::exists(QString::fromStdString(path));
}

bool hasFiles(const std::string& folder)
{
    return !QDir(QString::fromStdString(folder)).isEmpty();
}

bool containsMeaning(const std::multimap<EndpointId, std::string>& texts, EndpointId id, const std::string& text,
                     bool (*meansSame)(const std::string&, const std::string&))
{
    const auto [begin, end] = texts.equal_range(id);
    return std::any_of(begin, end, [&](const auto& one) { return meansSame(one.second, text); });
}

/// How well a record goes with a file: by its place; by what the file system calls it, after it was renamed; or, as it was
/// moved from one file system to another, because nothing is left where it was. 0: it is of another file.
int fit(const TrustRecord& record, const std::string& path, std::uint64_t inode)
{
    if (record.path == path)
        return 3;
    const bool sameFile = inode != 0 && record.inode == inode;
    const std::uint64_t there = inodeOf(record.path);
    if (sameFile && (there == 0 || there == inode || there != record.inode))
        return 2;
    return isThere(record.path) ? 0 : 1;
}

std::string randomHex()
{
    std::string hex;
    for (int i = 0; i < 2; ++i)
        hex += QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, QLatin1Char('0')).toStdString();
    return hex;
}

} // namespace

StoreTrust::StoreTrust(const store::Store& store, const store::Reader& reader, const std::vector<Endpoint>& endpoints,
                       TrustOptions options)
    : m_store(store), m_options(std::move(options)), m_path(realPath(store.path())), m_inode(inodeOf(m_path))
{
    findRecord();
    findForeign(reader, endpoints);
}

void StoreTrust::findRecord()
{
    if (m_options.folder.empty())
        return;
    auto records = readTrust(trustFileFor(m_options.folder, m_store.storeId()));
    if (!records) {
        if (records.error().code != ErrorCode::Corrupt)
            m_trouble = records.error();
        return;
    }
    int best = 0;
    for (TrustRecord& record : *records) {
        const int here = fit(record, m_path, m_inode);
        if (here <= best)
            continue;
        best = here;
        m_record = record;
        m_recordPath = record.path;
    }
    if (m_record) {
        m_left = ReachedNote::read(reachedFileFor(m_options.folder, m_store.storeId(), m_record->path));
        m_reason = m_store.salvage() ? TrustReason::Salvaged : TrustReason::Changed;
        m_ownSecrets = m_record->ownSecrets;
        m_agreed = m_record->agreed;
    } else if (!records->empty()) {
        m_reason = TrustReason::Copied;
        m_knownPath = records->front().path;
        m_ownSecrets = randomHex();
    }
}

void StoreTrust::findForeign(const store::Reader& reader, const std::vector<Endpoint>& endpoints)
{
    for (const Endpoint& endpoint : endpoints) {
        if (!isForwardAgreed(endpoint))
            m_foreign.forwards.emplace(endpoint.id, endpoint.forward);
        if (!isAnswerAgreed(endpoint))
            m_foreign.answers.emplace(endpoint.id, endpoint.answer);
    }
    const bool sameInbox = m_record && !m_options.olderState && isAsItWasLeft(reader);
    if (m_record)
        m_foreign.queues = m_record->withheld;
    if (const auto queues = m_store.inboxQueues(); queues && !sameInbox) {
        for (const store::InboxQueue& queue : *queues)
            m_foreign.queues.insert(queueDigest({queue.endpoint, queue.target}));
    }
    const auto newest = reader.newest(1);
    m_isEmpty = newest && newest->empty();
    m_foreign.drafts = !(m_record && m_record->drafts) && hasFiles(draftFolder(m_store.path()));
}

/// Whether what waits is what this program left waiting.
bool StoreTrust::isAsItWasLeft(const store::Reader& reader) const
{
    if (m_record->inbox) {
        const auto digest = inboxDigest(m_store, reader);
        return digest && *digest == *m_record->inbox;
    }
    // The program that used it was killed: then at least it is that very file, and no older state was put back into it.
    if (m_inode != m_record->inode)
        return false;
    const auto there = m_store.highWater();
    return !m_left || (there && !there->isBehind(m_left->reached));
}

Status StoreTrust::begin(const std::vector<Endpoint>& endpoints)
{
    if (!m_record) {
        const bool isNew = m_isEmpty && m_foreign.forwards.empty() && m_foreign.answers.empty();
        if (!isNew && !m_options.forwardGiven)
            return success();
        claim();
    }
    if (const auto queues = m_store.inboxQueues()) {
        std::set<std::string> there;
        for (const store::InboxQueue& queue : *queues)
            there.insert(queueDigest({queue.endpoint, queue.target}));
        std::erase_if(m_foreign.queues, [&](const std::string& queue) { return !there.contains(queue); });
    }
    note(endpoints);
    return write();
}

Status StoreTrust::follow(const std::vector<Endpoint>& endpoints)
{
    m_path = realPath(m_store.path());
    m_inode = inodeOf(m_path);
    if (!m_record)
        return success();
    note(endpoints);
    return write();
}

Status StoreTrust::end(const store::Reader& reader)
{
    if (!m_record)
        return success();
    auto digest = inboxDigest(m_store, reader);
    if (!digest)
        return digest.error();
    m_record->inbox = std::move(digest).value();
    return write();
}

std::vector<std::string> StoreTrust::targetsOf(const Endpoint& endpoint) const
{
    return m_options.forwardGiven ? m_options.givenTargets : targetsIn(endpoint.forward);
}

AgreedEndpoint StoreTrust::agreedOf(EndpointId id) const
{
    const auto agreed = m_agreed.find(toInt(id));
    return agreed == m_agreed.end() ? AgreedEndpoint() : agreed->second;
}

/// Whatever was not agreed to is not: also what comes into the list of endpoints by a way that nobody thought of.
bool StoreTrust::isForwardAgreed(const Endpoint& endpoint) const
{
    const std::string digest = forwardDigest(endpoint);
    return digest.empty() || digest == agreedOf(endpoint.id).forward;
}

bool StoreTrust::isAnswerAgreed(const Endpoint& endpoint) const
{
    const std::string digest = answerDigest(endpoint);
    return digest.empty() || digest == agreedOf(endpoint.id).answer;
}

bool StoreTrust::holdsForwarding(const Endpoint& endpoint) const
{
    return !m_options.forwardGiven && !isForwardAgreed(endpoint);
}

bool StoreTrust::holdsAnswer(const Endpoint& endpoint) const
{
    return !m_options.answerGiven && !isAnswerAgreed(endpoint);
}

std::set<StoreTrust::Queue> StoreTrust::withheld(const std::vector<Endpoint>& endpoints) const
{
    std::set<Queue> queues;
    for (const Endpoint& endpoint : endpoints) {
        const bool all = holdsForwarding(endpoint);
        for (const std::string& target : targetsOf(endpoint)) {
            Queue queue{endpoint.id, target};
            if (all || m_foreign.queues.contains(queueDigest(queue)))
                queues.insert(std::move(queue));
        }
    }
    return queues;
}

HeldStore StoreTrust::held(const std::vector<Endpoint>& endpoints) const
{
    HeldStore held;
    held.drafts = m_foreign.drafts;
    const std::set<Queue> withheldNow = withheld(endpoints);
    const auto queues = withheldNow.empty() ? Result<std::vector<store::InboxQueue>>(std::vector<store::InboxQueue>())
                                            : m_store.inboxQueues();
    for (const Endpoint& endpoint : endpoints) {
        HeldEndpoint one{endpoint.id, holdsForwarding(endpoint), holdsAnswer(endpoint), {}};
        for (const std::string& target : targetsOf(endpoint)) {
            if (!queues || !withheldNow.contains({endpoint.id, target}))
                continue;
            const auto queue = std::find_if(queues->begin(), queues->end(), [&](const store::InboxQueue& other) {
                return other.endpoint == endpoint.id && other.target == target;
            });
            if (queue != queues->end())
                one.waiting.push_back({target, queue->items});
        }
        if (one.holdsForwarding() || one.answer)
            held.endpoints.push_back(std::move(one));
    }
    if (held.any()) {
        held.reason = m_reason;
        held.knownPath = m_knownPath;
    }
    return held;
}

Status StoreTrust::agree(const TrustConsent& consent, const std::vector<Endpoint>& endpoints)
{
    const auto has = [](const std::vector<EndpointId>& ids, EndpointId id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
    for (const Endpoint& endpoint : endpoints) {
        if (has(consent.forwards, endpoint.id)) {
            for (const std::string& target : targetsOf(endpoint))
                m_foreign.queues.erase(queueDigest({endpoint.id, target}));
            if (!m_options.forwardGiven) { // else it was not its own that the user saw
                m_agreed[toInt(endpoint.id)].forward = forwardDigest(endpoint);
                m_foreign.forwards.erase(endpoint.id);
            }
        }
        if (has(consent.answers, endpoint.id)) {
            m_agreed[toInt(endpoint.id)].answer = answerDigest(endpoint);
            m_foreign.answers.erase(endpoint.id);
        }
    }
    if (consent.drafts)
        m_foreign.drafts = false;
    claim();
    note(endpoints);
    return write();
}

Status StoreTrust::keep(const Endpoint& saved, const std::optional<Endpoint>& before, const std::vector<Endpoint>& endpoints)
{
    if (before && !isForwardAgreed(*before))
        m_foreign.forwards.emplace(before->id, before->forward);
    if (before && !isAnswerAgreed(*before))
        m_foreign.answers.emplace(before->id, before->answer);
    if (!containsMeaning(m_foreign.forwards, saved.id, saved.forward, meansSameForwarding))
        m_agreed[toInt(saved.id)].forward = forwardDigest(saved);
    if (!containsMeaning(m_foreign.answers, saved.id, saved.answer, meansSameAnswer))
        m_agreed[toInt(saved.id)].answer = answerDigest(saved);
    return keep(endpoints);
}

Status StoreTrust::keep(const std::vector<Endpoint>& endpoints)
{
    const auto before = m_record;
    claim();
    note(endpoints);
    return before == m_record ? success() : write();
}

std::string StoreTrust::secretRealm() const
{
    return m_ownSecrets.empty() ? m_store.storeId() : m_store.storeId() + '/' + m_ownSecrets;
}

void StoreTrust::claim()
{
    if (!m_record)
        m_record = TrustRecord{m_path, m_inode, {}, {}, {}, false, m_ownSecrets};
}

/// The record as things are now.
void StoreTrust::note(const std::vector<Endpoint>& endpoints)
{
    TrustRecord& record = *m_record;
    record.path = m_path;
    record.inode = m_inode;
    record.inbox.reset();
    record.withheld = m_foreign.queues;
    record.drafts = !m_foreign.drafts;
    record.agreed.clear();
    for (const Endpoint& endpoint : endpoints) {
        AgreedEndpoint agreed = agreedOf(endpoint.id);
        if (agreed != AgreedEndpoint{})
            record.agreed[toInt(endpoint.id)] = std::move(agreed);
    }
}

/// Beside the record, as soon as there is one: after it, as it tells of a store in use.
void StoreTrust::noteReached()
{
    const std::string file = reachedFileFor(m_options.folder, m_store.storeId(), m_record->path);
    if (!m_options.reached || m_notedIn == file)
        return;
    // An error of it means that an older state is not told from this one, as long as it is the same file.
    if (const auto there = m_store.highWater(); there && m_options.reached->begin(file, *there))
        m_notedIn = file;
}

Status StoreTrust::write()
{
    if (m_options.folder.empty())
        return success();
    if (m_trouble)
        return *m_trouble;
    const std::string file = trustFileFor(m_options.folder, m_store.storeId());
    // Read once more: another program may have noted a copy of this store meanwhile.
    auto records = readTrust(file);
    std::vector<TrustRecord> others = records ? std::move(*records) : std::vector<TrustRecord>();
    std::erase_if(others, [&](const TrustRecord& other) { return other.path == m_recordPath || other.path == m_record->path; });
    if (others.size() >= mostRecords)
        std::erase_if(others, [](const TrustRecord& other) { return !isThere(other.path); });
    others.insert(others.begin(), *m_record);
    const Status written = writeTrust(file, others);
    if (written) {
        m_recordPath = m_record->path;
        noteReached();
    }
    return written;
}

} // namespace hookloupe::session
