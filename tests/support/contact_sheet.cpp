// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/contact_sheet.h"

#include <QDir>
#include <QImage>
#include <QMap>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

constexpr int perRow = 4;
constexpr int thumbWidth = 800;
constexpr int titleHeight = 22;
constexpr int gap = 8;

QImage sheetOf(const QDir& folder, const QString& state, const QStringList& variants)
{
    QList<QImage> thumbs;
    int height = 0;
    for (const QString& variant : variants) {
        const QImage whole(folder.filePath(state + u"--"_s + variant + u".png"_s));
        QImage thumb = whole.width() > thumbWidth ? whole.scaledToWidth(thumbWidth, Qt::SmoothTransformation) : whole;
        thumb.setDevicePixelRatio(1);
        height = std::max(height, thumb.height());
        thumbs << thumb;
    }
    const auto count = static_cast<int>(thumbs.size());
    const int rows = (count + perRow - 1) / perRow;
    const int cellHeight = height + titleHeight + gap;
    QImage sheet(std::min(perRow, count) * (thumbWidth + gap) + gap, rows * cellHeight + gap, QImage::Format_RGB32);
    sheet.fill(QColor(0x80, 0x80, 0x80));
    QPainter painter(&sheet);
    for (int at = 0; at < count; ++at) {
        const QPoint corner(gap + at % perRow * (thumbWidth + gap), gap + at / perRow * cellHeight);
        painter.setPen(Qt::white);
        painter.drawText(QRect(corner, QSize(thumbWidth, titleHeight)), Qt::AlignVCenter, state + u" · "_s + variants[at]);
        painter.drawImage(corner + QPoint(0, titleHeight), thumbs[at]);
    }
    return sheet;
}

} // namespace

QStringList writeContactSheets(const QString& path)
{
    const QDir folder(path);
    QMap<QString, QStringList> variants;
    const auto names = folder.entryList({u"*--*.png"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const auto parts = name.chopped(4).split(u"--"_s);
        variants[parts[0]] << parts[1];
    }
    QStringList sheets;
    for (auto state = variants.cbegin(); state != variants.cend(); ++state) {
        sheets << folder.filePath(u"sheet-%1.png"_s.arg(state.key()));
        if (!sheetOf(folder, state.key(), state.value()).save(sheets.last()))
            return {};
    }
    return sheets;
}

} // namespace hookloupe::test
