// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speckle/analysis.h"

#include <QImage>
#include <QSize>

#include <string>
#include <string_view>

namespace hookloupe::ui {

enum class PictureProblem {
    None,
    NotBase64,
    Unreadable,  ///< no picture format known here, or damaged
    TooLarge,    ///< more pixels than the limit; nothing was decoded
};

/// A picture found inside a payload, decoded or not.
struct EmbeddedPicture {
    std::string path;       ///< "payload.user.avatar"
    std::string mediaType;  ///< as the sender says
    std::size_t bytes = 0;  ///< of the decoded Base64
    QSize size;             ///< as its header says; may be invalid
    PictureProblem problem = PictureProblem::None;
    QImage image;           ///< null with a problem
};

/// At most this many pixels are decoded: 64 MiB as 32-bit pixels.
inline constexpr qint64 picturePixelLimit = 16 * 1024 * 1024;

/// Decodes bytes that are said to be a picture into `picture`: its size, image and problem. Any thread.
void decodePictureBytes(std::string_view bytes, EmbeddedPicture& picture);

/// Decodes one picture within the limit; the header's size is judged before a pixel is decoded. Any thread.
[[nodiscard]] EmbeddedPicture decodePicture(const speckle::EmbeddedImage& source);

} // namespace hookloupe::ui
