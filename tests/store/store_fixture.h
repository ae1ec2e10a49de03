// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_main.h"
#include "support/sample_captures.h"
#include "store/reader.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>

namespace hookloupe::test {

/// What a store's callbacks said.
struct Said {
    std::mutex mutex;
    std::vector<store::Committed> committed;
    std::vector<store::NotStored> failed;
    std::vector<AnswerReport> reported;

    [[nodiscard]] store::StoreCallbacks callbacks()
    {
        return {[this](std::vector<store::Committed> batch) { append(committed, std::move(batch)); },
                [this](std::vector<store::NotStored> batch) { append(failed, std::move(batch)); },
                [this](std::vector<AnswerReport> batch) { append(reported, std::move(batch)); }};
    }
    [[nodiscard]] std::vector<CaptureId> ids()
    {
        const std::lock_guard lock(mutex);
        std::vector<CaptureId> ids;
        for (const auto& one : committed)
            ids.push_back(one.capture->summary.id);
        return ids;
    }

private:
    template <typename T>
    void append(std::vector<T>& all, std::vector<T> batch)
    {
        const std::lock_guard lock(mutex);
        all.insert(all.end(), batch.begin(), batch.end());
    }
};

/// A folder of its own for one test, with a store path in it.
struct Folder {
    QTemporaryDir dir;
    std::string path = dir.filePath(QStringLiteral("captures.hookloupe")).toStdString();
};

/// Opens or fails the test. Use through QVERIFY(store).
[[nodiscard]] inline std::unique_ptr<store::Store> openStore(store::StoreOptions options,
                                                             store::StoreCallbacks callbacks = {})
{
    auto opened = store::Store::open(std::move(options), std::move(callbacks));
    if (!opened) {
        qCritical("%s", opened.error().detail.c_str());
        return nullptr;
    }
    return std::move(opened).value();
}

[[nodiscard]] inline store::StoreOptions at(const Folder& folder)
{
    store::StoreOptions options;
    options.path = folder.path;
    return options;
}

/// Opens, stores `count` sample captures (targets number from 1), closes.
inline bool fillStore(const Folder& folder, int count)
{
    const auto store = openStore(at(folder));
    if (!store)
        return false;
    for (int i = 1; i <= count; ++i) {
        if (!store->enqueue(sampleCapture(i), static_cast<std::uint64_t>(i)))
            return false;
    }
    store->flush();
    return true;
}

[[nodiscard]] inline std::vector<CaptureId> allIds(const std::string& path)
{
    auto reader = store::Reader::open(path);
    if (!reader)
        return {};
    auto ids = reader.value()->ids({});
    return ids ? std::move(ids).value() : std::vector<CaptureId>{};
}

} // namespace hookloupe::test
