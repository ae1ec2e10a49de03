// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/picture_list.h"

#include "style/plain_text.h"
#include "widgets/plain_text_label.h"

#include <QLocale>
#include <QPixmap>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

QString caption(const EmbeddedPicture& picture)
{
    const QString where = shown(picture.path);
    const QString bytes = QLocale().toString(qulonglong(picture.bytes));
    const QString type = shown(picture.mediaType);
    const QString size = PictureList::tr("%1 × %2 px").arg(picture.size.width()).arg(picture.size.height());
    switch (picture.problem) {
    case PictureProblem::None:
        return PictureList::tr("%1: %2, %3, %4 bytes").arg(where, type, size, bytes);
    case PictureProblem::NotBase64:
        return PictureList::tr("%1: not shown, its Base64 is not valid.").arg(where);
    case PictureProblem::Unreadable:
        return PictureList::tr("%1: not shown, %2 bytes that are no picture this program can read (said to be %3).")
            .arg(where, bytes, type);
    case PictureProblem::TooLarge:
        return PictureList::tr("%1: not shown, %2 are more pixels than the limit of 16 million.").arg(where, size);
    case PictureProblem::NoRoom:
        return PictureList::tr("%1: not shown, %2: the pictures before it have as many pixels as are decoded of one request.")
            .arg(where, size);
    }
    return {};
}

} // namespace

PictureList::PictureList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void PictureList::setPictures(const std::vector<EmbeddedPicture>& pictures)
{
    for (const EmbeddedPicture& picture : pictures) {
        m_column->addWidget(new PlainTextLabel(caption(picture), this));
        if (picture.problem != PictureProblem::None)
            continue;
        auto* view = new QLabel(this);
        view->setPixmap(QPixmap::fromImage(picture.image));
        view->setAccessibleName(tr("Picture at %1").arg(shown(picture.path)));
        m_column->addWidget(view);
    }
}

} // namespace hookloupe::ui
