// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/selection_totals.h"

#include <QPointer>

#include <algorithm>

namespace hookloupe::ui {

namespace {

/// Read at once: a tenth of a second or so, for which another question may have to wait.
constexpr std::size_t portion = 65'536;

} // namespace

SelectionTotals::SelectionTotals(CaptureSource& source, QObject* parent) : QObject(parent), m_source(source) {}

void SelectionTotals::count(std::vector<CaptureId> ids)
{
    m_ids = std::move(ids);
    m_done = 0;
    m_totals = {};
    ++m_generation;
    if (m_ids.size() > 1)
        countNext(m_generation);
}

void SelectionTotals::countNext(std::uint64_t generation)
{
    const auto first = m_ids.begin() + static_cast<std::ptrdiff_t>(m_done);
    const auto count = std::min(portion, m_ids.size() - m_done);
    m_done += count;
    m_source.fetchTotals({first, first + static_cast<std::ptrdiff_t>(count)}, [self = QPointer(this), generation](auto answer) {
        if (!self || self->m_generation != generation || !answer.ok())
            return; // unreadable: the list itself says so
        self->m_totals.add(answer.value());
        if (self->m_done < self->m_ids.size())
            self->countNext(generation);
        else
            Q_EMIT self->counted(self->m_totals);
    });
}

} // namespace hookloupe::ui
