// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/embedded_picture.h"

#include "base/text.h"
#include "decode/sniff.h"

#include <QBuffer>
#include <QByteArray>
#include <QImageReader>

#include <algorithm>
#include <array>

namespace hookloupe::ui {

namespace {

/// The name of the decoder for what the bytes begin as; empty for all else. SVG would lay out text, fetch fonts and has no
/// pixels of its own; of the other formats that Qt knows, senders use none.
QByteArray decoderOf(std::string_view bytes)
{
    struct Format {
        std::string_view type;
        const char* decoder;
    };
    constexpr std::array formats{Format{"image/png", "png"}, Format{"image/jpeg", "jpeg"}, Format{"image/gif", "gif"},
                                 Format{"image/webp", "webp"}};
    const std::string_view type = decode::sniffedType(bytes);
    const auto found = std::find_if(formats.begin(), formats.end(), [type](const Format& one) { return one.type == type; });
    return found == formats.end() ? QByteArray() : QByteArray(found->decoder);
}

EmbeddedPicture decodePicture(const speckle::EmbeddedImage& source, qint64 pixelsLeft)
{
    EmbeddedPicture picture;
    picture.path = source.path;
    picture.mediaType = source.mediaType;
    const auto bytes = fromBase64(source.base64);
    if (bytes && !bytes->empty())
        decodePictureBytes(*bytes, picture, pixelsLeft);
    else
        picture.problem = PictureProblem::NotBase64;
    return picture;
}

qint64 pixelsOf(QSize size)
{
    return qint64(size.width()) * size.height();
}

} // namespace

void decodePictureBytes(std::string_view bytes, EmbeddedPicture& picture, qint64 pixelsLeft)
{
    picture.bytes = bytes.size();
    picture.problem = PictureProblem::Unreadable;
    const QByteArray decoder = decoderOf(bytes);
    if (decoder.isEmpty())
        return;
    QByteArray raw = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
    QBuffer device(&raw);
    device.open(QIODevice::ReadOnly);
    QImageReader reader(&device, decoder);
    reader.setAutoDetectImageFormat(false); // it would ask every plug-in that is installed
    picture.size = reader.size();
    if (!picture.size.isValid() || picture.size.isEmpty())
        return;
    const qint64 pixels = pixelsOf(picture.size);
    if (pixels > std::min(picturePixelLimit, pixelsLeft)) {
        picture.problem = pixels > picturePixelLimit ? PictureProblem::TooLarge : PictureProblem::NoRoom;
        return;
    }
    reader.setAutoTransform(false);
    QImage whole;
    if (!reader.read(&whole))
        return;
    const bool large = whole.width() > largestShown.width() || whole.height() > largestShown.height();
    picture.image = large ? whole.scaled(largestShown, Qt::KeepAspectRatio, Qt::SmoothTransformation) : whole;
    picture.problem = PictureProblem::None;
}

std::vector<EmbeddedPicture> decodePictures(const std::vector<speckle::EmbeddedImage>& sources)
{
    std::vector<EmbeddedPicture> found;
    qint64 left = allPixelsLimit;
    for (const speckle::EmbeddedImage& source : sources) {
        found.push_back(decodePicture(source, left));
        if (!found.back().image.isNull())
            left -= pixelsOf(found.back().size);
    }
    return found;
}

} // namespace hookloupe::ui
