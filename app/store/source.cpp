// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include <QObject>
#include <QThread>

namespace hookloupe::store {

namespace {

class ThreadedSource final : public CaptureSource {
public:
    explicit ThreadedSource(std::unique_ptr<Reader> reader)
        : m_reader(std::move(reader)), m_worker(std::make_unique<QObject>())
    {
        m_thread.setObjectName(QStringLiteral("capture-reader"));
        m_worker->moveToThread(&m_thread);
        m_thread.start();
    }

    // The thread ends after the question it is at; the worker and the receiver take what is still posted with
    // them.
    ~ThreadedSource() override
    {
        m_thread.quit();
        m_reader->interrupt();
        m_thread.wait();
    }

    void fetchIds(const CaptureQuery& query,
                  std::function<void(Result<std::vector<CaptureId>>)> then) override
    {
        ask<std::vector<CaptureId>>([query](const Reader& reader) { return reader.ids(query); },
                                    std::move(then));
    }
    void fetchSummaries(std::vector<CaptureId> ids,
                        std::function<void(Result<std::vector<CaptureSummary>>)> then) override
    {
        ask<std::vector<CaptureSummary>>(
            [ids = std::move(ids)](const Reader& reader) { return reader.summaries(ids); }, std::move(then));
    }
    void fetchCapture(CaptureId id, std::function<void(Result<CapturePtr>)> then) override
    {
        ask<CapturePtr>([id](const Reader& reader) { return reader.capture(id); }, std::move(then));
    }

    void fetchMoments(std::function<void(Result<std::vector<CaptureMoment>>)> then) override
    {
        ask<std::vector<CaptureMoment>>([](const Reader& reader) { return reader.moments(); }, std::move(then));
    }
    void fetchPrevious(CaptureId id, std::function<void(Result<std::optional<CaptureId>>)> then) override
    {
        ask<std::optional<CaptureId>>([id](const Reader& reader) { return reader.previous(id); }, std::move(then));
    }

private:
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

    std::unique_ptr<Reader> m_reader;  ///< used in m_thread alone
    QObject m_receiver;                ///< lives in the creator's thread
    std::unique_ptr<QObject> m_worker; ///< lives in m_thread
    QThread m_thread;
};

} // namespace

Result<std::unique_ptr<CaptureSource>> openSource(const std::string& path)
{
    auto reader = Reader::open(path);
    if (!reader)
        return reader.error();
    return std::unique_ptr<CaptureSource>(std::make_unique<ThreadedSource>(std::move(reader).value()));
}

} // namespace hookloupe::store
