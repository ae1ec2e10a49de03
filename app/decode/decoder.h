// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"
#include "decode/media_type.h"

#include <span>

namespace hookloupe::decode {

/// One format. `decode` fills the document (whose `text` is set already) and returns true, or leaves it as it
/// is and returns false if the body is not of this format. A body whose media type names the format is always
/// taken: if it is broken, with a problem.
struct Decoder {
    Format format;
    int priority; ///< the highest is asked first
    bool (*decode)(const MediaType& type, const DecodeLimits& limits, Document& document);
};

// One function a file. A new format is a new file and a line in registry().
bool decodeMultipart(const MediaType& type, const DecodeLimits& limits, Document& document);
bool decodeJson(const MediaType& type, const DecodeLimits& limits, Document& document);
bool decodeXml(const MediaType& type, const DecodeLimits& limits, Document& document);
bool decodeForm(const MediaType& type, const DecodeLimits& limits, Document& document);
bool decodeText(const MediaType& type, const DecodeLimits& limits, Document& document);

[[nodiscard]] std::span<const Decoder> registry(); ///< by falling priority

/// Appends a node in document order below `parent` (an index, -1 for the root) and counts it there.
std::int32_t addNode(Document& document, Node node, std::int32_t parent);
/// Gives a node a key or a value; only stored if it is not what the token in the text says.
void setKey(Document& document, Node& node, std::string_view key);
void setValue(Document& document, Node& node, std::string_view value);
/// Says that `node` has no further descendants.
void closeNode(Document& document, std::int32_t node);
/// The first byte that is neither white space nor part of a byte order mark; 0 if there is none.
[[nodiscard]] char firstByte(std::string_view text);

void setProblem(Document& document, Problem problem, std::size_t offset, std::string detail);

} // namespace hookloupe::decode
