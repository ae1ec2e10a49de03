// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/selection_link.h"

namespace hookloupe::ui {

void SelectionLink::selectBytes(std::size_t begin, std::size_t length)
{
    m_selected = Range{begin, length};
    Q_EMIT bytesSelected(begin, length);
}

void SelectionLink::showBytes(std::size_t begin, std::size_t length)
{
    selectBytes(begin, length);
    Q_EMIT bytesWanted();
}

void SelectionLink::revealNode(std::size_t begin, std::size_t length)
{
    Q_EMIT nodeWanted(begin, length);
}

} // namespace hookloupe::ui
