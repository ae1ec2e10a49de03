// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"
#include "decode/document.h"
#include "decode/pretty.h"
#include "detail/embedded_picture.h"
#include "detail/lazy_part.h"
#include "detail/other_captures.h"
#include "detail/remedy.h"
#include "http/chunk_map.h"
#include "http/request.h"
#include "speckle/analysis.h"
#include "verify/verify.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hookloupe::ui {

/// Bytes for a view; they keep alive what they are part of.
using SharedBytes = std::shared_ptr<const std::string>;

/// The content decoded for display, with its indented text. Of broken JSON, the document has what was read before the fault.
struct Readable {
    std::shared_ptr<const decode::Document> document;
    std::shared_ptr<const decode::PrettyText> pretty;
    std::vector<std::int32_t> holdingJson{}; ///< nodes that are strings whose text is JSON again
    std::vector<std::int32_t> repeated{};    ///< members whose name their object has more than once
    QString remark{};                        ///< how it was read, see readingRemark()
};

/// One capture as the tabs look at it. Parts that cost time are computed once, when a tab first asks; those of a large
/// body off the GUI thread. Belongs to the GUI thread.
class DetailContext {
public:
    using ElsewhereProvider = std::function<verify::Elsewhere()>;

    /// `elsewhere` is asked in the GUI thread, when an autopsy is first wanted; may be empty.
    DetailContext(CapturePtr capture, std::vector<std::string> secrets, Endpoint endpoint, ElsewhereProvider elsewhere,
                  OtherCaptures others = {}, bool endpointsFixed = false, bool secretsUnreadable = false);
    ~DetailContext(); ///< tells a running autopsy to stop
    DetailContext(const DetailContext&) = delete;
    DetailContext& operator=(const DetailContext&) = delete;

    [[nodiscard]] const Capture& capture() const { return *m_capture; }
    [[nodiscard]] const CapturePtr& whole() const { return m_capture; }
    [[nodiscard]] const Endpoint& endpoint() const { return m_endpoint; }
    [[nodiscard]] const http::HeadView& head() const { return *m_head; }
    /// The capture's endpoint is still there, and not only to be read.
    [[nodiscard]] bool endpointCanChange() const { return !m_endpointsFixed && m_endpoint.id == m_capture->summary.endpoint; }
    /// The scheme the endpoint has now, or else the one the capture was judged by; nullptr if neither is in the registry.
    [[nodiscard]] const verify::Scheme* scheme() const { return m_scheme; }
    [[nodiscard]] bool hasSecrets() const { return m_secretsUnreadable || !m_secrets->empty(); }
    [[nodiscard]] bool secretsUnreadable() const { return m_secretsUnreadable; }
    [[nodiscard]] std::size_t secretCount() const { return m_secrets->size(); }

    /// Where captures to compare with come from.
    [[nodiscard]] const OtherCaptures& others() const { return m_others; }

    [[nodiscard]] SharedBytes headBytes() const { return {m_capture, &m_capture->head}; }
    [[nodiscard]] SharedBytes bodyBytes() const { return {m_capture, &m_capture->body}; }
    [[nodiscard]] SharedBytes contentBytes() const { return {m_capture, &m_capture->content()}; }
    [[nodiscard]] SharedBytes answerBytes() const { return {m_capture, &m_capture->answer}; }

    [[nodiscard]] LazyPart<Readable>& readable() const { return m_readable; }
    /// The inner string of the string dialect, as a document of its own; an empty document if there is none.
    [[nodiscard]] LazyPart<Readable>& inner() const { return m_inner; }
    /// Whether there is one: white space in front of it may be as long as the body.
    [[nodiscard]] LazyPart<Dialect>& dialect() const { return m_dialect; }
    [[nodiscard]] LazyPart<speckle::Analysis>& analysis() const { return m_analysis; }
    /// Of a body that was not chunked an empty one.
    [[nodiscard]] LazyPart<http::ChunkMap>& chunks() const { return m_chunks; }
    [[nodiscard]] LazyPart<std::vector<EmbeddedPicture>>& pictures() const { return m_pictures; }
    /// Whether the content is what arrived, see store::isUnaltered().
    [[nodiscard]] LazyPart<bool>& unaltered() const { return m_unaltered; }
    /// The check with the secrets and the scheme the endpoint has now, which need not be those it had when the capture came.
    [[nodiscard]] LazyPart<verify::Check>& check() const { return m_check; }
    /// What would make the signature valid.
    [[nodiscard]] LazyPart<Explanation>& explanation() const;

private:
    CapturePtr m_capture;
    Endpoint m_endpoint;
    std::shared_ptr<const http::HeadView> m_head;
    const verify::Scheme* m_scheme;
    std::shared_ptr<const std::vector<std::string>> m_secrets;
    ElsewhereProvider m_elsewhere;
    OtherCaptures m_others;
    bool m_endpointsFixed;
    bool m_secretsUnreadable;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    mutable LazyPart<Readable> m_readable;
    mutable LazyPart<Readable> m_inner;
    mutable LazyPart<Dialect> m_dialect;
    mutable LazyPart<speckle::Analysis> m_analysis;
    mutable LazyPart<http::ChunkMap> m_chunks;
    mutable LazyPart<std::vector<EmbeddedPicture>> m_pictures;
    mutable LazyPart<bool> m_unaltered;
    mutable LazyPart<verify::Check> m_check;
    mutable std::unique_ptr<LazyPart<Explanation>> m_explanation;
};

using ContextPtr = std::shared_ptr<const DetailContext>;

} // namespace hookloupe::ui
