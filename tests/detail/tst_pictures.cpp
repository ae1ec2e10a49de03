// SPDX-License-Identifier: GPL-3.0-or-later
// What one request's pictures may cost.
#include "support/test_main.h"
#include "base/text.h"
#include "detail/embedded_picture.h"

#include <QBuffer>
#include <QImage>
#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace Qt::Literals::StringLiterals;
using ui::PictureProblem;

namespace {

std::string picture(const char* format, int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer device(&bytes);
    device.open(QIODevice::WriteOnly);
    return image.save(&device, format) ? bytes.toStdString() : std::string();
}

ui::EmbeddedPicture decoded(const std::string& bytes)
{
    ui::EmbeddedPicture picture;
    ui::decodePictureBytes(bytes, picture);
    return picture;
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void fewDecodersSeeTheBytes()
    {
        for (const char* format : {"PNG", "JPEG"}) {
            const auto known = decoded(picture(format, 8, 4));
            QCOMPARE(known.problem, PictureProblem::None);
            QCOMPARE(known.size, QSize(8, 4));
            QCOMPARE(known.image.pixelColor(1, 1).red() > 200, true);
        }
        for (const char* format : {"BMP", "XPM", "PPM", "XBM"}) {
            const std::string bytes = picture(format, 8, 4);
            QVERIFY2(!bytes.empty(), format);
            QVERIFY(!QImage::fromData(QByteArray::fromStdString(bytes)).isNull()); // a decoder is there, and is not asked
            QCOMPARE(decoded(bytes).problem, PictureProblem::Unreadable);
        }
        QCOMPARE(decoded("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>").problem, PictureProblem::Unreadable);
        QCOMPARE(decoded("\x89PNG\r\n\x1a\n" + picture("BMP", 8, 4)).problem, PictureProblem::Unreadable);
        QCOMPARE(decoded("").problem, PictureProblem::Unreadable);
    }

    void aLargePictureIsKeptSmall()
    {
        const auto large = decoded(picture("PNG", 2'000, 1'000));
        QCOMPARE(large.size, QSize(2'000, 1'000));
        QCOMPARE(large.image.size(), QSize(480, 240));
        QCOMPARE(decoded(picture("PNG", 300, 200)).image.size(), QSize(300, 200));
    }

    void thePixelsOfAllPicturesTogetherAreBounded()
    {
        const speckle::EmbeddedImage one{"payload.a", "image/png", toBase64(picture("PNG", 3'000, 3'000))};
        const auto all = ui::decodePictures(std::vector(16, one));
        QCOMPARE(all.size(), std::size_t(16));
        qint64 pixels = 0;
        int shown = 0;
        for (const auto& each : all) {
            QCOMPARE(each.size, QSize(3'000, 3'000));
            QVERIFY(each.image.width() <= 480 && each.image.height() <= 320);
            pixels += each.image.isNull() ? 0 : qint64(each.size.width()) * each.size.height();
            shown += each.image.isNull() ? 0 : 1;
            QCOMPARE(each.problem, each.image.isNull() ? PictureProblem::NoRoom : PictureProblem::None);
        }
        QVERIFY(shown > 0 && pixels <= ui::allPixelsLimit);
    }
};

HOOKLOUPE_TEST(TestPictures)
#include "tst_pictures.moc"
