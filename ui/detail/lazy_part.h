// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrent>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace hookloupe::ui {

enum class Cost { Cheap, Dear };

/// A value that costs time, computed once when first asked for: at once if it is cheap, else in the thread pool. Belongs to
/// the GUI thread. The computation holds copies of all it needs, so it may outlive this object; its result is dropped then.
template <typename T>
class LazyPart {
public:
    using Value = std::shared_ptr<const T>;
    LazyPart(Cost cost, std::function<Value()> compute) : m_cost(cost), m_compute(std::move(compute)) {}

    /// Calls `then` in the GUI thread: before returning if the value is there or cheap, else later, unless `receiver` or
    /// this part is gone by then.
    void whenReady(QObject* receiver, std::function<void(const Value&)> then)
    {
        if (!m_value && !m_watcher && m_cost == Cost::Cheap)
            m_value = m_compute();
        if (m_value) {
            then(m_value);
            return;
        }
        m_waiting.emplace_back(receiver, std::move(then));
        if (!m_watcher)
            start();
    }

private:
    void start()
    {
        m_watcher = std::make_unique<QFutureWatcher<Value>>();
        QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, m_watcher.get(), [this] {
            m_value = m_watcher->result();
            const Value value = m_value;
            for (const auto& [receiver, then] : std::exchange(m_waiting, {})) {
                if (receiver)
                    then(value);
            }
        });
        m_watcher->setFuture(QtConcurrent::run(m_compute));
    }

    Cost m_cost;
    std::function<Value()> m_compute;
    Value m_value;
    std::unique_ptr<QFutureWatcher<Value>> m_watcher;
    std::vector<std::pair<QPointer<QObject>, std::function<void(const Value&)>>> m_waiting;
};

} // namespace hookloupe::ui
