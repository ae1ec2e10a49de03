// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/delivery.h"
#include "capture/endpoint.h"
#include "store/acknowledged.h"
#include "store/high_water.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::store {

enum class Durability { Normal /**< survives a killed program */, Full /**< survives a power cut */ };

/// What was done about a damaged file.
struct SalvageReport {
    std::string damagedPath;   ///< where the damaged file was put aside
    std::int64_t captures = 0; ///< rows that could be read
    std::int64_t lost = 0;     ///< rows known to be there that could not; -1 = unknown
    bool atLeast = false;      ///< there may be more of them
    std::string detail;

    bool operator==(const SalvageReport&) const = default;
};

struct StoreOptions {
    std::string path; ///< UTF-8
    Durability durability = Durability::Normal;
    std::size_t queueBytes = 256 * 1024 * 1024; ///< waiting captures, bytes; more = QueueFull
    std::chrono::milliseconds undoTime = std::chrono::minutes(10); ///< what is hidden can be brought back so long
    bool readOnly = false;                      ///< open read-only on purpose (list, show)
    std::int64_t maxPages = 0; ///< of 8 KiB, more = DiskFull; 0 = what the disk holds
    std::optional<SalvageReport> salvaged{}; ///< what makeReady() did just before, for Store::salvage()
    std::string rescueFolder{}; ///< for what a store held whose own folder is gone; empty: none
};

/// What makes the opening of a large store take long.
enum class OpeningWork {
    Checking,    ///< every page is looked at, as damage was seen
    Salvaging,   ///< what can be read of a damaged store is copied
    Updating,    ///< a store of an older version gets the tables and indexes of this one
};

/// Does to a store what may take long before it can be opened for writing, and closes it again: so that it can be done in a
/// thread of its own. `working` is called, in this thread, before each of these. Nothing to do for a file that is not there
/// yet. Errors as of Store::open(), and LockedByOther if another program writes it.
[[nodiscard]] Result<std::optional<SalvageReport>> makeReady(const std::string& path,
                                                             const std::function<void(OpeningWork)>& working);

/// Captures that were removed together and can be brought back.
struct Removal {
    std::int64_t number = 0;   ///< never used twice in a store
    std::int64_t captures = 0; ///< how many are gone by it

    bool operator==(const Removal&) const = default;
};

/// A capture that is on disk now.
struct Committed {
    std::uint64_t ticket = 0; ///< as given to enqueue()
    CapturePtr capture;       ///< with its id
    std::vector<std::int64_t> inboxPositions{}; ///< of Capture::forwardTo, in its order
};
/// A delivery that is on disk now, and its item out of the inbox.
struct Delivered {
    Delivery delivery;               ///< with its id; 0: its capture is gone, and it was not stored
    std::int64_t inboxPosition = 0;  ///< as given to recordDelivery()
};
/// A capture that could not be stored.
struct NotStored {
    std::uint64_t ticket = 0;
    Error error; ///< DiskFull, Failed
};

/// A target of an endpoint, as its forwarding names it.
using InboxTarget = std::pair<EndpointId, std::string>;

/// What waits for one target of an endpoint.
struct InboxQueue {
    EndpointId endpoint = catchAllEndpoint;
    std::string target;
    std::int64_t items = 0;
    CaptureId oldest{};        ///< of their captures

    bool operator==(const InboxQueue&) const = default;
};

/// Whether what the user marked as worth keeping stays when old captures are removed: by the tag "keep", or by a note.
enum class KeepMarked { No, Yes };

/// What can become of the files of a store in use.
enum class Fate {
    InPlace,
    Deleted,   ///< no name leads to its file any more
    Replaced,  ///< nor any more, and another file is at its path
    Moved,     ///< its file, or a folder above it, has another name
    LogGone,   ///< its write-ahead log was deleted or replaced
    CutShort,  ///< its file, or its log, lost its end, or an older file was written over it
    Older,     ///< another program wrote an older state into its file
};

/// A store whose files were taken away while it was in use. From then on nothing is taken (StoreGone) and nothing changed,
/// until the store is at its path again or continueAt() says where to go on.
struct StoreLoss {
    Fate fate = Fate::InPlace;
    std::string path;                ///< where it was, and where it is waited for
    std::string nowAt{};             ///< of one that was moved: its file now
    bool otherAtPath = false;        ///< a file is at the path that is not this store
    std::string rescuedTo{};         ///< a store with all it held, if no name leads to that any more; empty: not yet, or no need
    std::int64_t captures = 0;       ///< in the rescued one
    std::optional<Error> trouble{};  ///< why that could not be written, or why the store at the path cannot be used; tried again
    std::optional<SalvageReport> salvaged{}; ///< the store it goes on with was damaged
    /// How many captures that this program had stored are in the store no longer: known with an older state in it (Older), and
    /// when it goes on with a file that was damaged or is older.
    std::int64_t missing = 0;        ///< since the last loss
    bool atMost = false;             ///< fewer, as some of them may have been deleted here before
    bool over = false;               ///< it goes on
    bool sameFile = false;           ///< over: with the very file that was there, or with the one that was rescued to; not with a copy

    bool operator==(const StoreLoss&) const = default;
};

/// What a store could not write before it was closed, or where it was written to.
struct StoreEnd {
    std::int64_t outcomes = 0;       ///< of answers; those captures say that theirs is on its way
    std::int64_t deliveries = 0;     ///< what was sent may wait still, and be sent once more
    std::optional<Error> error{};    ///< why
    std::optional<StoreLoss> loss{}; ///< its files were gone to the end
    std::int64_t missing = 0;        ///< captures that were acknowledged in this run, or stored before, and are not in the store now
    bool atMost = false;             ///< see StoreLoss
    /// It was damaged in this run, and repaired with the loss of captures: maybe others than those that are missing.
    std::optional<SalvageReport> salvaged{};

    /// False: something is nowhere.
    [[nodiscard]] bool isWhole() const;
};

/// Called on the writer thread, once a transaction, after it ended. Must not block.
struct StoreCallbacks {
    std::function<void(std::vector<Committed>)> committed;
    std::function<void(std::vector<NotStored>)> failed;
    std::function<void(std::vector<AnswerReport>)> reported; ///< answer reports now on disk
    std::function<void(std::vector<Delivered>)> delivered{};  ///< what recordDelivery() was given
    std::function<void(const StoreEnd&)> ended{};  ///< the last: not all was written where it belongs
    std::function<void(const StoreLoss&)> lost{};  ///< the files are gone; again when there is more to say of that, or it is over
};

class Reader;
class StoreSource;

/// Owns a store file: one writer thread (group commit), one checkpoint thread. All functions are thread-safe.
class Store {
public:
    /// Opens or creates. A newer schema: NewerVersion, nothing written. Damaged: salvaged, see salvage().
    /// Held by another program: opens read-only, see readOnly().
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(StoreOptions options, StoreCallbacks callbacks);
    ~Store(); ///< commits what is queued, checkpoints, closes

    [[nodiscard]] std::string path() const; ///< where it is now, see continueAt()
    /// Names this store for good, also when it was moved or salvaged: 32 hex digits. The realm of its
    /// secrets.
    [[nodiscard]] const std::string& storeId() const;
    [[nodiscard]] bool readOnly() const; ///< asked for, or another program holds the file
    [[nodiscard]] bool heldByOther() const;
    /// How far it got, as it stands in the file.
    [[nodiscard]] Result<HighWater> highWater() const;
    /// The store had got as far as `reached` when it was last in use, and its program had acknowledged that. If it is behind, or was
    /// salvaged: gives no id up to that one, ever, and returns how many of those captures are not in it.
    [[nodiscard]] std::int64_t goOnAfter(const HighWater& reached, const Acknowledged& acknowledged);
    [[nodiscard]] std::optional<SalvageReport> salvage() const;
    /// What of the write-ahead log could not be read, in words: of a store that was opened read-only and that nobody writes.
    /// Nothing was changed; opened for writing it is salvaged.
    [[nodiscard]] const std::optional<std::string>& logDamage() const;

    /// Readers that go along when this store goes on elsewhere, see continueAt(). Those of a path of their own stay with its
    /// file. Errors as of Reader::open().
    [[nodiscard]] Result<std::unique_ptr<Reader>> openReader() const;
    [[nodiscard]] Result<std::unique_ptr<StoreSource>> openSource() const;

    /// What became of its files, if they are not where they were; see StoreCallbacks::lost.
    [[nodiscard]] std::optional<StoreLoss> loss() const;
    /// After a loss: goes on with the store at this path, which is this one (where it was moved, or rescued to) or a copy of it.
    /// Blocks until it does. InvalidInput if it is another store; else as open().
    [[nodiscard]] Status continueAt(const std::string& path);

    /// Queues a capture; QueueFull if it does not fit, Unsupported if read-only, DiskFull while the disk is
    /// known full, StoreGone after a loss. A `delivery` of it (of a replay) is stored with it or not at all; its id and capture are given here.
    [[nodiscard]] Status enqueue(std::shared_ptr<Capture> capture, std::uint64_t ticket,
                                 std::unique_ptr<Delivery> delivery = nullptr);
    /// Queues an answer's outcome.
    void report(AnswerReport report);
    /// Blocks until everything queued so far is committed or refused.
    void flush();
    /// It will be closed soon: from now on a lock of another program is waited for one second only, not five.
    void endSoon();

    /// Hides captures from every reader, and deletes them for good after StoreOptions::undoTime, or when this store is
    /// closed, or at the next start. Both block for the transaction, which is quick for a million too.
    [[nodiscard]] Result<Removal> hide(const std::vector<CaptureId>& ids);
    [[nodiscard]] Result<Removal> hideAll();
    /// NotFound if they were deleted for good meanwhile.
    [[nodiscard]] Status restore(const Removal& removal);
    /// Deletes for good what is hidden, in the background: nothing can be brought back from now on.
    [[nodiscard]] Status purge();

    /// Changes what the user wrote beside captures, of all that exist or of none; returns it as it is now.
    [[nodiscard]] Result<std::vector<Annotated>> annotate(const std::vector<CaptureId>& ids,
                                                          const AnnotationChange& change);
    /// Every tag in use.
    [[nodiscard]] Result<std::vector<std::string>> tags() const;

    /// Stores what came of a sending, and takes the item it answers out of the inbox (0 = none). Blocks for the transaction;
    /// NotFound if the capture is gone.
    [[nodiscard]] Result<DeliveryId> addDelivery(const Delivery& delivery, std::int64_t inboxPosition = 0);
    /// The same without waiting: goes along with the next transaction, StoreCallbacks::delivered follows. Nothing if this
    /// store is read-only.
    void recordDelivery(Delivery delivery, std::int64_t inboxPosition = 0);
    /// Stores `attempts` and `begun` of an item without waiting; what is not there is no error.
    void updateInbox(const InboxItem& item);
    /// The deliveries of a capture, in the order they were made, whole.
    [[nodiscard]] Result<std::vector<Delivery>> deliveriesOf(CaptureId capture) const;
    /// The replays made of a capture, oldest first.
    [[nodiscard]] Result<std::vector<CaptureSummary>> replaysOf(CaptureId capture) const;

    /// The inbox in the order of delivery, at most `limit` items behind the position `after`; items of captures that are
    /// hidden are left out.
    [[nodiscard]] Result<std::vector<InboxItem>> inbox(std::int64_t after = 0, std::size_t limit = 1000) const;
    [[nodiscard]] Result<std::int64_t> inboxSize() const;
    /// How many captures wait for a handler, of those named; of all if none is named. Hidden ones do not count.
    [[nodiscard]] Result<std::int64_t> waitingAmong(const std::vector<CaptureId>& ids) const;
    /// The same of one target of an endpoint.
    [[nodiscard]] Result<std::vector<InboxItem>> inboxOf(EndpointId endpoint, const std::string& target, std::int64_t after,
                                                         std::size_t limit) const;
    /// For whom something waits, by endpoint and target. Reads the whole inbox.
    [[nodiscard]] Result<std::vector<InboxQueue>> inboxQueues() const;
    /// Notes that an attempt begins: after a crash the item is known to have been sent, perhaps.
    [[nodiscard]] Status beginDelivery(std::int64_t position);
    [[nodiscard]] Status beginDeliveries(const std::vector<std::int64_t>& positions);
    /// Puts items at the end of the inbox; those with a position at that place. What has no capture any more, or whose place is
    /// taken, is left out. Returns the items as they stand there now.
    [[nodiscard]] Result<std::vector<InboxItem>> queueForDelivery(const std::vector<InboxItem>& items);
    /// Takes items out without delivering them; what was not there is no error.
    [[nodiscard]] Status skipInbox(const std::vector<std::int64_t>& positions);
    /// Gives items new places: those named, in the order named, take the places they have together. What is not there does
    /// not count. InvalidInput if one is named twice.
    [[nodiscard]] Status reorderInbox(const std::vector<std::int64_t>& positions);

    /// Targets that the user holds: what is for them waits, also over a restart. Kept beside the inbox, none at first.
    [[nodiscard]] Result<std::vector<InboxTarget>> heldTargets() const;
    [[nodiscard]] Status setHeldTargets(const std::vector<InboxTarget>& targets);

    /// Deletes for good; returns how many were there. Blocks for the transaction. `clear` gives the space
    /// back to the disk.
    [[nodiscard]] Result<std::int64_t> remove(const std::vector<CaptureId>& ids);
    /// The same but for captures that wait for a handler, and marked ones if these are kept.
    [[nodiscard]] Result<std::int64_t> removeUnneeded(const std::vector<CaptureId>& ids, KeepMarked marked);
    [[nodiscard]] Result<std::int64_t> clear();

    /// For the transactions to come. Nothing if this store is read-only.
    void setDurability(Durability durability);

    /// Endpoints, catch-all first, then by id. A new store has the catch-all.
    [[nodiscard]] Result<std::vector<Endpoint>> endpoints() const;
    /// Inserts (id 0 and a path) or updates; returns it with its id. AlreadyExists for a path that another
    /// one has.
    [[nodiscard]] Result<Endpoint> save(const Endpoint& endpoint);
    /// Its captures stay. InvalidInput for the catch-all.
    [[nodiscard]] Status removeEndpoint(EndpointId id);
    /// Endpoints that have secrets, by number alone: kept here, beside the endpoints, so that secrets which are gone or cannot
    /// be read are told from none. Nothing: never noted, as in a store of an older version.
    [[nodiscard]] Result<std::optional<std::vector<EndpointId>>> guardedEndpoints() const;
    [[nodiscard]] Status setGuardedEndpoints(const std::vector<EndpointId>& endpoints);
    /// Brings a removed endpoint back under the id its captures know. AlreadyExists if another one has its path by now.
    [[nodiscard]] Status restoreEndpoint(const Endpoint& endpoint);

private:
    class Private;
    explicit Store(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::store
