// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/wire_plan.h"

namespace hookloupe::http {

std::string WirePlan::bytes() const
{
    std::size_t size = 0;
    for (const WireOp& op : ops)
        size += op.bytes.size();
    std::string all;
    all.reserve(size);
    for (const WireOp& op : ops)
        all += op.bytes;
    return all;
}

bool WirePlan::endsConnection() const
{
    if (ops.empty())
        return true;
    switch (ops.back().kind) {
    case WireOp::Kind::Send:
    case WireOp::Kind::Trickle:
    case WireOp::Kind::Wait:
        return false;
    case WireOp::Kind::Hang:
    case WireOp::Kind::Close:
    case WireOp::Kind::Reset:
        return true;
    }
    return true;
}

std::string traceLine(Micros at, const char* word, const std::string& rest)
{
    std::string line = std::to_string(at.count()) + ' ' + word;
    if (!rest.empty())
        line += ' ' + rest;
    for (char& c : line) {
        if (c == '\n' || c == '\r')
            c = ' ';
    }
    return line + '\n';
}

} // namespace hookloupe::http
