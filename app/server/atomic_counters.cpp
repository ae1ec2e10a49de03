// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/atomic_counters.h"

namespace hookloupe::server {

void AtomicCounters::count(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return;
    case Refusal::RequestLineMalformed:
    case Refusal::TargetMalformed:
    case Refusal::VersionMalformed:
    case Refusal::VersionUnsupported:
    case Refusal::HeaderMalformed:
    case Refusal::LineEndingMalformed:
    case Refusal::ObsoleteFolding:
    case Refusal::HostMissing:
    case Refusal::HostRepeated:
    case Refusal::HostMalformed:
    case Refusal::ContentLengthMalformed:
    case Refusal::ContentLengthRepeated:
    case Refusal::LengthAndChunked:
    case Refusal::TransferEncodingUnsupported:
    case Refusal::TransferEncodingRepeated:
    case Refusal::TransferEncodingInHttp10:
    case Refusal::ChunkMalformed:
    case Refusal::TrailerMalformed:
    case Refusal::ExpectationUnknown:
    case Refusal::LengthRequired:
        add(malformed);
        return;
    case Refusal::RequestLineTooLong:
    case Refusal::HeadTooLarge:
    case Refusal::TooManyFields:
    case Refusal::BodyTooLarge:
    case Refusal::HeadTimeout:
    case Refusal::BodyTimeout:
    case Refusal::TooManyConnections:
    case Refusal::TooManyBytesInFlight:
    case Refusal::Paused:
        add(limited);
        return;
    case Refusal::WebPageQuota:
        add(limited);
        add(webPagesRefused);
        return;
    case Refusal::QueueFull:
    case Refusal::DiskFull:
    case Refusal::StoreFailed:
        add(storeRefused);
        return;
    case Refusal::ClientLeft:
        add(clientsLeft);
        return;
    case Refusal::TlsHandshakeFailed:
    case Refusal::TlsHandshakeTimeout:
        add(tlsFailures);
        return;
    }
}

} // namespace hookloupe::server
