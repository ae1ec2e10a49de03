// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/ready_made.h"

#include <array>

namespace hookloupe::answers {

namespace {

constexpr std::array<ReadyMade, 10> plans{{
    {"success-codes", "loop\nanswer 200\nanswer 201\nanswer 202\nanswer 203\nanswer 204\nanswer 205\nanswer 206\n"},
    {"203", "answer 203\n"},
    {"time-limit", "loop\nwait 9.9s\nanswer 200\nwait 10.1s\nanswer 200\n"},
    {"size-limit", "loop\nanswer 200 filler=500000\nanswer 200 filler=500001\n"},
    {"redirect-limit", "loop\nredirect 307 hops=2\nredirect 307 hops=3\n"},
    {"post-becomes-get", "loop\nredirect 302\nredirect 307\n"},
    {"reset", "reset 200 filler=1000 after=500\n"},
    {"no-answer", "loop\nclose\nhang\ngarbage\n"},
    {"100-continue", "loop\ncontinue never\nanswer 200\ncontinue 2s\nanswer 200\ncontinue instead\nanswer 417\n"
                     "continue unasked\nanswer 200\n"},
    {"hiccup", "once\nanswer 503 body=Busy\nclose\ntrickle 200 filler=200 piece=10\ninterim 100 times=2\nanswer 200\n"},
}};

} // namespace

std::span<const ReadyMade> readyMadePlans()
{
    return plans;
}

} // namespace hookloupe::answers
