// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/detail_context.h"

#include "decode/readings.h"
#include "decode/repeated_names.h"
#include "detail/decode_words.h"
#include "store/integrity.h"
#include "verify/judge_again.h"

#include <utility>

namespace hookloupe::ui {

namespace {

constexpr std::size_t cheapContent = 64 * 1024;  ///< bytes that are decoded well within a frame
constexpr decode::DecodeLimits forReading{.keepPart = true};

template <typename T>
std::shared_ptr<const T> shared(T value)
{
    return std::make_shared<const T>(std::move(value));
}

Cost costOf(const Capture& capture)
{
    return capture.content().size() < cheapContent ? Cost::Cheap : Cost::Dear;
}

std::shared_ptr<const Readable> readableOf(decode::Document document)
{
    Readable readable;
    readable.document = shared(std::move(document));
    readable.holdingJson = decode::stringsHoldingJson(*readable.document);
    readable.repeated = decode::membersWithRepeatedNames(*readable.document);
    readable.pretty = shared(decode::prettyLayout(*readable.document));
    readable.remark = readingRemark(*readable.document); // a fault's line and column take counting up to it
    return shared(std::move(readable));
}

std::shared_ptr<const Readable> innerOf(const std::string& content)
{
    const auto text = speckle::innerString(content);
    return readableOf(text ? decode::decode({{"Content-Type", "application/json"}}, *text, forReading) : decode::Document());
}

std::shared_ptr<const std::vector<EmbeddedPicture>> picturesIn(const std::string& content)
{
    return shared(decodePictures(speckle::analyse(content).images));
}

/// The settings of an endpoint that is gone are not those of this request.
bool isGone(const Capture& capture, const Endpoint& endpoint)
{
    return endpoint.id != capture.summary.endpoint;
}

const verify::Scheme* schemeOf(const Capture& capture, const Endpoint& endpoint)
{
    const auto* now = verify::schemeNow(isGone(capture, endpoint) ? std::string_view() : endpoint.scheme, capture.summary.signature);
    return now ? now : verify::findScheme(endpoint.scheme);
}

/// As the list judges it, see session::Verdicts: the two never contradict each other.
std::shared_ptr<const verify::Check> checkOf(const Capture& capture, const http::Headers& headers, const verify::Scheme* scheme,
                                             const std::vector<std::string>& secrets, bool gone, bool unreadable)
{
    if (!scheme)
        return shared(verify::Check());
    verify::Check check = verify::check(*scheme, {headers, capture.content(), capture.summary.arrivedAt}, secrets);
    if (gone || !verify::canJudgeAgain(capture, headers))
        check.result = capture.summary.signature;
    else if (unreadable)
        check.result.verdict = SignatureVerdict::SecretsUnreadable;
    return shared(std::move(check));
}

} // namespace

// The computations run in the thread pool and may outlive this object: they hold what they need, never `this`.
DetailContext::DetailContext(CapturePtr capture, std::vector<std::string> secrets, Endpoint endpoint,
                             ElsewhereProvider elsewhere, OtherCaptures others, bool endpointsFixed, bool secretsUnreadable)
    : m_capture(std::move(capture))
    , m_endpoint(std::move(endpoint))
    , m_head(shared(http::viewHead(m_capture->head)))
    , m_scheme(schemeOf(*m_capture, m_endpoint))
    , m_secrets(shared(std::move(secrets)))
    , m_elsewhere(std::move(elsewhere))
    , m_others(std::move(others))
    , m_endpointsFixed(endpointsFixed)
    , m_secretsUnreadable(secretsUnreadable)
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
    , m_readable(costOf(*m_capture), [whole = m_capture, head = m_head] {
        return readableOf(decode::decode(head->headers, whole->content(), forReading));
    })
    , m_inner(costOf(*m_capture), [whole = m_capture] { return innerOf(whole->content()); })
    , m_dialect(costOf(*m_capture), [whole = m_capture] { return shared(speckle::dialectOf(whole->content())); })
    , m_analysis(costOf(*m_capture), [whole = m_capture] { return shared(speckle::analyse(whole->content())); })
    , m_chunks(m_capture->body.size() < cheapContent ? Cost::Cheap : Cost::Dear,
               [whole = m_capture] { return shared(whole->dechunked ? http::mapChunks(whole->body) : http::ChunkMap()); })
    , m_pictures(Cost::Dear, [whole = m_capture] { return picturesIn(whole->content()); })
    , m_unaltered(costOf(*m_capture), [whole = m_capture] { return shared(store::isUnaltered(*whole)); })
    , m_check(costOf(*m_capture), [whole = m_capture, head = m_head, scheme = m_scheme, own = m_secrets,
                                   gone = isGone(*m_capture, m_endpoint), unreadable = m_secretsUnreadable] {
        return checkOf(*whole, head->headers, scheme, *own, gone, unreadable);
    })
{
}

DetailContext::~DetailContext()
{
    *m_cancelled = true;
}

LazyPart<Explanation>& DetailContext::explanation() const
{
    if (!m_explanation) {
        auto compute = [whole = m_capture, head = m_head, scheme = m_scheme, own = m_secrets, stop = m_cancelled,
                        others = shared(m_elsewhere ? m_elsewhere() : verify::Elsewhere())] {
            const verify::Evidence evidence{head->headers, whole->content(), whole->summary.arrivedAt};
            return shared(scheme ? explain(*scheme, evidence, *own, *others, [stop] { return stop->load(); })
                                 : Explanation());
        };
        m_explanation = std::make_unique<LazyPart<Explanation>>(Cost::Dear, std::move(compute));
    }
    return *m_explanation;
}

} // namespace hookloupe::ui
