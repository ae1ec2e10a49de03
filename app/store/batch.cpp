// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/batch.h"

#include "store/body_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hookloupe::store {

namespace {

bool isLarge(const WaitingCapture& waiting)
{
    const Capture& capture = *waiting.capture;
    return capture.body.size() > largeBody || (capture.dechunked && capture.dechunked->size() > largeBody);
}

void move(std::vector<WaitingCapture>& from, std::vector<WaitingCapture>::iterator begin, std::vector<WaitingCapture>::iterator end, Batch& to)
{
    for (auto one = begin; one != end; ++one)
        to.bytes += one->bytes;
    to.captures.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    from.erase(begin, end);
}

} // namespace

Batch takeTurn(Batch& queue, bool& largeTurn, bool all)
{
    Batch turn;
    const auto large = std::count_if(queue.captures.begin(), queue.captures.end(), isLarge);
    if (all || large == 0 || queue.captures.size() == 1) {
        turn = std::exchange(queue, Batch{});
        queue.last = turn.last;
        largeTurn = false;
        return turn;
    }
    const bool onlyLarge = large == std::ssize(queue.captures);
    if (largeTurn || onlyLarge) {
        const auto first = std::find_if(queue.captures.begin(), queue.captures.end(), isLarge);
        move(queue.captures, first, std::next(first), turn);
    } else {
        const auto small = std::stable_partition(queue.captures.begin(), queue.captures.end(), isLarge);
        move(queue.captures, small, queue.captures.end(), turn);
    }
    largeTurn = !(largeTurn || onlyLarge);
    queue.bytes -= turn.bytes;
    turn.notes = std::exchange(queue.notes, Notes{});
    turn.last = queue.last;
    return turn;
}

} // namespace hookloupe::store
