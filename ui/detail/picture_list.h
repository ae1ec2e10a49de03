// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/embedded_picture.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace hookloupe::ui {

/// Pictures below each other; for one that is not shown, the reason.
class PictureList : public QWidget {
    Q_OBJECT

public:
    explicit PictureList(QWidget* parent = nullptr);
    void setPictures(const std::vector<EmbeddedPicture>& pictures);  ///< once

private:
    QVBoxLayout* m_column;
};

} // namespace hookloupe::ui
