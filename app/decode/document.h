// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::decode {

enum class Format { Empty, Json, Form, Multipart, Xml, Text, Binary };

enum class NodeType : std::uint8_t { Object, Array, String, Number, True, False, Null, Element, Attribute, Field, Part };

/// One node of a decoded body, in document order (pre-order). Nothing is sorted, merged or rounded. Its key and its value
/// are Document::key() and Document::value(): there can be millions of nodes, so they hold no text of their own.
struct Node {
    NodeType type = NodeType::Null;
    std::int32_t parent = -1;       ///< index; -1 for the root
    std::int32_t end = 0;           ///< index after the last descendant
    std::int32_t childCount = 0;
    std::uint32_t offset = 0;       ///< of the value's token in `text`, bytes; a string's quotes included
    std::uint32_t length = 0;
    std::uint32_t keyOffset = 0;    ///< of the JSON member name's token, quotes included
    std::uint32_t keyLength = 0;    ///< 0 = no name
    std::int32_t keyText = -1;      ///< index into Document::texts of what differs from the token; -1: the token says it
    std::int32_t valueText = -1;
};

/// Something a reader should know about how the body was read.
enum class Problem {
    None, JsonSyntax, JsonTooDeep, JsonTooLarge, LoneSurrogate, NotUtf8, BadCompression, CompressionBomb,
    UnknownEncoding, FormSyntax, MultipartSyntax, XmlSyntax,
};

/// A body as a person reads it; the truth stays in the capture.
struct Document {
    Format format = Format::Empty;
    std::string text;               ///< the content after undoing Content-Encoding, and UTF-16 or UTF-32; what offsets refer to
    std::string_view charset;       ///< what `text` was made UTF-8 of, such as "UTF-16LE"; empty: it is as it came
    std::vector<std::string> undone;///< "gzip", "deflate", in the order undone
    /// One root at 0, or empty if the format has no tree or the body is broken. The root of a form is an Object of Fields,
    /// that of a multipart body an Array of Parts (their header lines are Fields).
    std::vector<Node> nodes;
    std::vector<std::string> texts; ///< keys and values that are not written in `text` as they read: those with escapes
    bool partial = false;           ///< the body is broken and the nodes are what was read before the fault
    Problem problem = Problem::None;
    std::size_t problemOffset = 0;  ///< bytes into `text`
    std::string problemDetail;      ///< technical

    /// The decoded member name; empty for array items. Valid as long as the document stays where it is.
    [[nodiscard]] std::string_view key(const Node& node) const;
    /// Strings decoded; numbers, true, false, null as their text on the wire; empty for objects and arrays.
    [[nodiscard]] std::string_view value(const Node& node) const;
    /// The value's bytes in `text`: those of an object or array with all that is in it.
    [[nodiscard]] std::string_view token(const Node& node) const;
};

/// Limits of decoding for display.
struct DecodeLimits {
    std::size_t bytes = 64 * 1024 * 1024;   ///< after decompression; below 4 GiB, as offsets are of 32 bits
    std::size_t nodes = 2'000'000;
    int depth = 1'024;
    bool keepPart = false;                  ///< of broken JSON: keep the nodes before the fault
};

/// Picks the decoder of highest priority that accepts the body (media type first, then its first bytes) and falls back to
/// text or binary. Never throws, any thread.
[[nodiscard]] Document decode(const http::Headers& headers, std::string_view content, const DecodeLimits& limits = {});

/// Whether decode() makes UTF-8 of it, as far as that can be told without undoing a Content-Encoding. Looks at the first bytes.
[[nodiscard]] bool isOtherCharset(const http::Headers& headers, std::string_view content);

} // namespace hookloupe::decode
