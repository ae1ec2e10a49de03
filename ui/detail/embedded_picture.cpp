// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/embedded_picture.h"

#include "base/text.h"

#include <QBuffer>
#include <QByteArray>
#include <QImageReader>

namespace hookloupe::ui {

void decodePictureBytes(std::string_view bytes, EmbeddedPicture& picture)
{
    picture.bytes = bytes.size();
    QByteArray raw = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
    QBuffer device(&raw);
    device.open(QIODevice::ReadOnly);
    QImageReader reader(&device);
    reader.setDecideFormatFromContent(true);
    // SVG would lay out text, fetch fonts and has no pixel size of its own: not a picture to decode here.
    if (reader.format().startsWith("svg")) {
        picture.problem = PictureProblem::Unreadable;
        return;
    }
    picture.size = reader.size();
    if (!picture.size.isValid() || picture.size.isEmpty()) {
        picture.problem = PictureProblem::Unreadable;
        return;
    }
    if (qint64(picture.size.width()) * picture.size.height() > picturePixelLimit) {
        picture.problem = PictureProblem::TooLarge;
        return;
    }
    reader.setAutoTransform(false);
    if (!reader.read(&picture.image)) {
        picture.problem = PictureProblem::Unreadable;
        picture.image = QImage();
    }
}

EmbeddedPicture decodePicture(const speckle::EmbeddedImage& source)
{
    EmbeddedPicture picture;
    picture.path = source.path;
    picture.mediaType = source.mediaType;
    const auto bytes = fromBase64(source.base64);
    if (bytes && !bytes->empty())
        decodePictureBytes(*bytes, picture);
    else
        picture.problem = PictureProblem::NotBase64;
    return picture;
}

} // namespace hookloupe::ui
