// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::decode {

enum class Format { Empty, Json, Form, Multipart, Xml, Text, Binary };

enum class NodeType { Object, Array, String, Number, True, False, Null, Element, Attribute, Field, Part };

/// One node of a decoded body, in document order (pre-order). Nothing is sorted, merged or rounded.
struct Node {
    NodeType type = NodeType::Null;
    std::int32_t parent = -1;       ///< index; -1 for the root
    std::int32_t end = 0;           ///< index after the last descendant
    std::int32_t childCount = 0;
    std::string key;                ///< decoded member name; empty for array items
    std::string value;              ///< strings decoded; numbers, true, false, null as their text on the wire
    std::size_t offset = 0;         ///< of the value's token in `text`, bytes; a string's quotes included
    std::size_t length = 0;
    std::size_t keyOffset = 0;      ///< of the JSON member name's token, quotes included
    std::size_t keyLength = 0;      ///< 0 = no name
};

/// Something a reader should know about how the body was read.
enum class Problem {
    None, JsonSyntax, JsonTooDeep, JsonTooLarge, LoneSurrogate, NotUtf8, BadCompression, CompressionBomb,
    UnknownEncoding, FormSyntax, MultipartSyntax, XmlSyntax,
};

/// A body as a person reads it; the truth stays in the capture.
struct Document {
    Format format = Format::Empty;
    std::string text;               ///< the content after undoing Content-Encoding; what offsets refer to
    std::vector<std::string> undone;///< "gzip", "deflate", in the order undone
    /// One root at 0, or empty if the format has no tree or the body is broken. The root of a form is an Object of Fields,
    /// that of a multipart body an Array of Parts (their header lines are Fields).
    std::vector<Node> nodes;
    Problem problem = Problem::None;
    std::size_t problemOffset = 0;  ///< bytes into `text`
    std::string problemDetail;      ///< technical
};

/// Limits of decoding for display.
struct DecodeLimits {
    std::size_t bytes = 64 * 1024 * 1024;   ///< after decompression
    std::size_t nodes = 2'000'000;
    int depth = 1'024;
};

/// Picks the decoder of highest priority that accepts the body (media type first, then its first bytes) and falls back to
/// text or binary. Never throws, any thread.
[[nodiscard]] Document decode(const http::Headers& headers, std::string_view content, const DecodeLimits& limits = {});

/// The document as indented text made of its own tokens: only white space differs from the wire. Strings longer than
/// `longestString` bytes are cut with a visible mark.
[[nodiscard]] std::string prettyText(const Document& document, std::size_t longestString = 4096);

} // namespace hookloupe::decode
