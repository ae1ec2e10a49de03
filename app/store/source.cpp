// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gate.h"
#include "store/integrity.h"
#include "store/reader.h"

#include <QObject>
#include <QThread>

namespace hookloupe::store {

namespace {

/// A reader in a thread of its own, which answers in the thread that made this object.
class Lane {
public:
    Lane(std::unique_ptr<Reader> reader, const QString& name)
        : m_reader(std::move(reader)), m_worker(std::make_unique<QObject>())
    {
        m_thread.setObjectName(name);
        m_worker->moveToThread(&m_thread);
        m_thread.start();
    }
    // The thread ends after the question it is at; the worker and the receiver take what is still posted with
    // them.
    ~Lane()
    {
        m_thread.quit();
        m_reader->interrupt();
        m_thread.wait();
    }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    template <typename T, typename Question>
    void ask(Question question, std::function<void(Result<T>)> then)
    {
        const auto work = [this, question = std::move(question), then = std::move(then)] {
            Result<T> answer = question(*m_reader);
            QMetaObject::invokeMethod(
                &m_receiver, [then, answer = std::move(answer)]() mutable { then(std::move(answer)); },
                Qt::QueuedConnection);
        };
        QMetaObject::invokeMethod(m_worker.get(), work, Qt::QueuedConnection);
    }

private:
    std::unique_ptr<Reader> m_reader;  ///< used in m_thread alone
    QObject m_receiver;                ///< lives in the creator's thread
    std::unique_ptr<QObject> m_worker; ///< lives in m_thread
    QThread m_thread;
};

class ThreadedSource final : public StoreSource {
public:
    ThreadedSource(std::unique_ptr<Reader> quick, std::unique_ptr<Reader> thorough)
        : m_quick(std::move(quick), QStringLiteral("capture-reader")),
          m_thorough(std::move(thorough), QStringLiteral("capture-walker"))
    {
    }

    void fetchIds(const CaptureQuery& query,
                  std::function<void(Result<std::vector<CaptureId>>)> then) override
    {
        const bool fromTheIndex = query.order == CaptureOrder::Arrival && !query.span;
        (fromTheIndex ? m_quick : m_thorough)
            .ask<std::vector<CaptureId>>([query](const Reader& reader) { return reader.ids(query); },
                                         std::move(then));
    }
    void fetchSummaries(std::vector<CaptureId> ids,
                        std::function<void(Result<std::vector<CaptureSummary>>)> then) override
    {
        m_quick.ask<std::vector<CaptureSummary>>(
            [ids = std::move(ids)](const Reader& reader) { return reader.summaries(ids); }, std::move(then));
    }
    void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) override
    {
        m_quick.ask<CapturePtr>([id](const Reader& reader) { return reader.capture(id); }, std::move(then));
    }
    void fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then) override
    {
        m_thorough.ask<std::vector<CaptureMoment>>([](const Reader& reader) { return reader.moments(); },
                                                   std::move(then));
    }
    void fetchTotals(std::vector<CaptureId> ids, std::function<void(Result<CaptureTotals>)> then) override
    {
        m_thorough.ask<CaptureTotals>([ids = std::move(ids)](const Reader& reader) { return reader.totals(ids); },
                                      std::move(then));
    }
    void fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then) override
    {
        m_thorough.ask<std::optional<CaptureId>>([id](const Reader& reader) { return reader.previous(id); },
                                                 std::move(then));
    }
    void fetchStatistics(std::function<void(Result<StoreStatistics>)> then) override
    {
        m_thorough.ask<StoreStatistics>([](const Reader& reader) { return reader.statistics(); },
                                        std::move(then));
    }

    void fetchDeliveries(CaptureId capture, std::function<void(Result<std::vector<Delivery>>)> then) override
    {
        m_quick.ask<std::vector<Delivery>>([capture](const Reader& reader) { return reader.deliveries(capture); }, std::move(then));
    }
    void fetchReplays(CaptureId capture, std::size_t most, std::function<void(Result<ReplayList>)> then) override
    {
        m_quick.ask<ReplayList>([capture, most](const Reader& reader) { return reader.replays(capture, most); }, std::move(then));
    }
    void fetchUnaltered(CapturePtr capture, std::function<void(Result<bool>)> then) override
    {
        m_thorough.ask<bool>([capture = std::move(capture)](const Reader&) { return Result<bool>(isUnaltered(*capture)); },
                             std::move(then));
    }
    void fetchMatching(std::function<bool(const CaptureSummary&)> accepts, std::shared_ptr<CaptureSearch> search,
                       std::function<void(Result<std::vector<CaptureId>>)> then) override
    {
        m_thorough.ask<std::vector<CaptureId>>(
            [accepts = std::move(accepts), search = std::move(search)](const Reader& reader) {
                return reader.matching(accepts, *search);
            },
            std::move(then));
    }

private:
    Lane m_quick;
    Lane m_thorough;
};

} // namespace

Result<std::unique_ptr<StoreSource>> openSource(const std::string& path)
{
    return openSource(std::make_shared<Gate>(path));
}

Result<std::unique_ptr<StoreSource>> openSource(std::shared_ptr<Gate> gate)
{
    auto quick = Reader::open(gate);
    if (!quick)
        return quick.error();
    auto thorough = Reader::open(std::move(gate));
    if (!thorough)
        return thorough.error();
    return std::unique_ptr<StoreSource>(
        std::make_unique<ThreadedSource>(std::move(quick).value(), std::move(thorough).value()));
}

} // namespace hookloupe::store
