// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include "store/delivery_rows.h"
#include "store/files.h"
#include "store/gate.h"
#include "store/reader_view.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/totals.h"
#include "store/walk.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace hookloupe::store {

namespace {

constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max(); // beyond every id
constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

/// The store while a question is answered.
struct Look {
    Gate::Pass pass;         ///< given back last
    Transaction transaction;
    ReaderView& view;
};

} // namespace

class Reader::Private {
public:
    Private(std::shared_ptr<Gate> of, Company with)
        : gate(std::move(of)), company(with), member(gate->add([this] { use(nullptr); }))
    {
    }
    ~Private() { gate->remove(member); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    /// Begins a transaction, on the store as it is at its path now if it was closed meanwhile.
    [[nodiscard]] Result<Look> look()
    {
        Gate::Pass pass(*gate);
        if (auto open = openView(); !open)
            return open.error();
        auto transaction = Transaction::begin(view->connection, Transaction::Kind::Read);
        if (!transaction)
            return transaction.error();
        if (auto known = view->refreshHidden(); !known)
            return known.error();
        return Look{std::move(pass), std::move(transaction).value(), *view};
    }
    /// With a pass in hand.
    [[nodiscard]] Status openView()
    {
        if (view)
            return success();
        auto opened = ReaderView::open(gate->path(), company);
        if (!opened)
            return opened.error();
        use(std::move(opened).value());
        return success();
    }
    void use(std::unique_ptr<ReaderView> another)
    {
        const std::lock_guard lock(mutex);
        view = std::move(another);
    }

    const std::shared_ptr<Gate> gate;
    const Company company;
    std::mutex mutex;                 ///< guards `view` against interrupt()
    std::unique_ptr<ReaderView> view; ///< none: closed with all others
    const int member;
};

Reader::Reader(std::unique_ptr<Private> impl) : d(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path, bool alone)
{
    return open(std::make_unique<Private>(std::make_shared<Gate>(path), alone ? Company::None : Company::Any));
}

Result<std::unique_ptr<Reader>> Reader::open(std::shared_ptr<Gate> gate)
{
    return open(std::make_unique<Private>(std::move(gate), Company::Any));
}

Result<std::unique_ptr<Reader>> Reader::open(std::unique_ptr<Private> impl)
{
    {
        const Gate::Pass pass(*impl->gate);
        if (auto open = impl->openView(); !open)
            return open.error();
    }
    return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Result<std::vector<CaptureId>> Reader::ids(const CaptureQuery& query) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    if (query.order != CaptureOrder::Arrival || query.span) {
        auto ids = orderedIds(view.connection, query, view.hidden);
        return ids ? std::move(ids) : view.noted(ids.error());
    }
    // The index holds nothing but endpoint and id: a hundredth of the table's pages. It is ordered by id
    // within an endpoint.
    auto statement = Statement::prepare(
        view.connection,
        query.endpoint
            ? "SELECT id FROM captures INDEXED BY captures_by_endpoint WHERE endpoint = ? ORDER BY id"
            : "SELECT id FROM captures INDEXED BY captures_by_endpoint");
    if (!statement)
        return view.noted(statement.error());
    if (query.endpoint)
        statement->bind(1, toInt(*query.endpoint));
    auto ids = view.collect(*statement, everything);
    if (ids)
        sortIds(*ids);
    if (ids && query.descending)
        std::reverse(ids->begin(), ids->end());
    return ids;
}

Result<std::vector<CaptureId>> Reader::newest(std::int64_t limit, CaptureId before) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    view.statements.newest.bind(1, toInt(before) > 0 ? toInt(before) : end);
    return view.collect(view.statements.newest, static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)));
}

Result<std::vector<CaptureId>> Reader::matching(const std::function<bool(const CaptureSummary&)>& accepts,
                                                CaptureSearch& search) const
{
    std::vector<CaptureId> ids;
    for (std::int64_t from = 1; from > 0 && !search.cancelled;) {
        const auto look = d->look();
        if (!look)
            return look.error();
        ReaderView& view = look->view;
        const auto next = matchPage(view.connection, view.hidden, from, accepts, search, ids);
        if (!next)
            return view.noted(next.error());
        from = *next;
    }
    return ids;
}

Result<std::vector<CaptureSummary>> Reader::summaries(const std::vector<CaptureId>& ids) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    std::vector<CaptureSummary> summaries;
    summaries.reserve(ids.size());
    for (const CaptureId id : ids) {
        auto summary = view.summary(id);
        if (!summary)
            return summary.error();
        if (*summary)
            summaries.push_back(std::move(**summary));
    }
    return summaries;
}

Result<CapturePtr> Reader::capture(CaptureId id) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto summary = view.summary(id);
    if (!summary)
        return summary.error();
    if (!*summary)
        return Error{ErrorCode::NotFound, "capture " + std::to_string(toInt(id))};
    view.statements.body.bind(1, toInt(id));
    const auto row = view.statements.body.step();
    if (!row)
        return view.noted(row.error());
    if (!*row) {
        view.statements.body.reset();
        return Error{ErrorCode::Corrupt,
                     "the bytes of capture " + std::to_string(toInt(id)) + " were lost to damage"};
    }
    BodyRow body = readBody(view.statements.body);
    view.statements.body.reset();
    if (auto complete = view.files.read(body); !complete)
        return complete.error();
    body.capture.summary = std::move(**summary);
    return CapturePtr(std::make_shared<Capture>(std::move(body.capture)));
}

Result<std::vector<Delivery>> Reader::deliveries(CaptureId capture) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto deliveries = readDeliveries(view.connection, capture);
    return deliveries ? std::move(deliveries) : view.noted(deliveries.error());
}

Result<ReplayList> Reader::replays(CaptureId capture, std::size_t most) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto list = listReplays(view.connection, view.hidden, capture, most);
    return list ? std::move(list) : view.noted(list.error());
}

Result<std::vector<CaptureMoment>> Reader::moments() const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto moments = allMoments(view.connection, view.hidden);
    return moments ? std::move(moments) : view.noted(moments.error());
}

Result<CaptureTotals> Reader::totals(const std::vector<CaptureId>& ids) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto totals = totalsOf(view.connection, ids, view.hidden);
    return totals ? std::move(totals) : view.noted(totals.error());
}

Result<std::optional<CaptureId>> Reader::previous(CaptureId id) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    const auto summary = view.summary(id);
    if (!summary)
        return summary.error();
    if (!*summary)
        return Error{ErrorCode::NotFound, "capture " + std::to_string(toInt(id))};
    auto previous = previousOf(view.connection, **summary, view.hidden);
    return previous ? previous : view.noted(previous.error());
}

Result<std::vector<CaptureSummary>> Reader::lastOfEachEndpoint() const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    auto endpoints = Statement::prepare(view.connection, "SELECT id FROM endpoints ORDER BY id");
    if (!endpoints)
        return view.noted(endpoints.error());
    std::vector<CaptureSummary> last;
    for (;;) {
        const auto row = endpoints->step();
        if (!row)
            return view.noted(row.error());
        if (!*row)
            return last;
        const auto id = view.newestOf(EndpointId{endpoints->number(0)});
        if (!id)
            return id.error();
        if (!*id)
            continue;
        auto summary = view.summary(**id);
        if (!summary)
            return summary.error();
        if (*summary)
            last.push_back(std::move(**summary));
    }
}

Result<StoreStatistics> Reader::statistics() const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    ReaderView& view = look->view;
    if (view.removalsSeen != view.countedAtRemovals) {
        view.countedAtRemovals = view.removalsSeen;
        view.counted = view.countedTo = 0;
    }
    const auto added = view.countFrom(view.countedTo);
    if (!added)
        return added.error();
    const auto last = view.connection.number("SELECT max(id) FROM captures");
    if (!last)
        return view.noted(last.error());
    const auto oldest = view.oldest();
    if (!oldest)
        return oldest.error();
    const auto pages = view.connection.number("PRAGMA page_count");
    const auto freePages = view.connection.number("PRAGMA freelist_count");
    const auto pageSize = view.connection.number("PRAGMA page_size"); // another program may have packed it anew
    if (!pages || !freePages || !pageSize)
        return view.noted(!pages ? pages.error() : !freePages ? freePages.error() : pageSize.error());
    view.counted += *added;
    view.countedTo = last->value_or(0);
    const std::string& path = view.connection.path();
    const std::int64_t besides = view.files.totalBytes();
    return StoreStatistics{view.counted, fileSize(path) + fileSize(path + "-wal") + besides,
                           (pages->value_or(0) - freePages->value_or(0)) * pageSize->value_or(0) + besides, *oldest};
}

Result<std::vector<NeededCapture>> Reader::needed(KeepMarked marked) const
{
    const auto look = d->look();
    if (!look)
        return look.error();
    auto needed = neededCaptures(look->view.connection, marked);
    return needed ? std::move(needed) : look->view.noted(needed.error());
}

void Reader::interrupt()
{
    const std::lock_guard lock(d->mutex);
    if (d->view)
        d->view->connection.interrupt();
}

} // namespace hookloupe::store
