// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/explainer.h"

#include "cli/advice.h"

namespace hookloupe::cli {

namespace {
constexpr std::int64_t otherCaptures = 20;         // whose bodies the autopsy tries
constexpr std::int64_t longestOtherContent = 256 * 1024;
}

Result<std::unique_ptr<Explainer>> Explainer::open(const store::Store& store)
{
    auto reader = store.openReader();
    if (!reader)
        return reader.error();
    return std::unique_ptr<Explainer>(new Explainer(std::move(reader).value()));
}

QString Explainer::explain(const CaptureSummary& capture, const std::vector<std::string>& secrets) const
{
    const auto* scheme = verify::findScheme(capture.signature.scheme);
    const auto whole = m_reader->capture(capture.id);
    if (!scheme || !whole)
        return {};
    verify::Elsewhere elsewhere;
    const bool compares = capture.signature.verdict != SignatureVerdict::HeaderMissing; // else there is nothing to compare with
    const auto others = compares ? m_reader->newest(otherCaptures, capture.id) : Result<std::vector<CaptureId>>(std::vector<CaptureId>{});
    for (const CaptureId id : others ? *others : std::vector<CaptureId>{}) {
        const auto other = m_reader->capture(id);
        if (other && (*other)->summary.contentBytes <= longestOtherContent)
            elsewhere.otherContents.push_back((*other)->content());
    }
    const http::HeadView head = http::viewHead((*whole)->head);
    return adviceFor(*scheme, capture.signature, {head.headers, (*whole)->content(), capture.arrivedAt}, secrets, elsewhere);
}

} // namespace hookloupe::cli
