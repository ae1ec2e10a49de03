// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speckle/analysis.h"

#include <QImage>
#include <QSize>

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::ui {

enum class PictureProblem {
    None,
    NotBase64,
    Unreadable,  ///< none of PNG, JPEG, GIF and WebP, or damaged
    TooLarge,    ///< more pixels than the limit; nothing was decoded
    NoRoom,      ///< as many pixels as pictures of one request may have are decoded already
};

/// A picture found inside a payload, decoded or not.
struct EmbeddedPicture {
    std::string path;       ///< "payload.user.avatar"
    std::string mediaType;  ///< as the sender says
    std::size_t bytes = 0;  ///< of the decoded Base64
    QSize size;             ///< as its header says; may be invalid
    PictureProblem problem = PictureProblem::None;
    QImage image;           ///< at most `largestShown`; null with a problem
};

/// At most this many pixels are decoded of one picture: 64 MiB as 32-bit pixels.
inline constexpr qint64 picturePixelLimit = 16 * 1024 * 1024;
/// And of all of one request.
inline constexpr qint64 allPixelsLimit = 4 * picturePixelLimit;
/// What is kept of a picture: it is made smaller to fit as soon as it is decoded.
inline constexpr QSize largestShown(480, 320);

/// Decodes bytes that are said to be a picture into `picture`: its size, image and problem. The bytes say which of four decoders
/// takes them; no other plug-in sees them. The header's size is judged before a pixel is decoded. Any thread.
void decodePictureBytes(std::string_view bytes, EmbeddedPicture& picture, qint64 pixelsLeft = allPixelsLimit);

/// Decodes pictures one after the other, so that one at a time is there in full size. Any thread.
[[nodiscard]] std::vector<EmbeddedPicture> decodePictures(const std::vector<speckle::EmbeddedImage>& sources);

} // namespace hookloupe::ui
