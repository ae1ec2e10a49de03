// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/isolated.h"

#include <QList>

#include <algorithm>

namespace hookloupe::words {

namespace {

constexpr QChar firstStrongIsolate{0x2068};
constexpr QChar popIsolate{0x2069};

bool runsFromTheRight(char32_t point)
{
    const auto direction = QChar::direction(point);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

} // namespace

QString isolated(const QString& foreign)
{
    const auto points = foreign.toUcs4();
    if (std::none_of(points.begin(), points.end(), runsFromTheRight))
        return foreign;
    return firstStrongIsolate + foreign + popIsolate;
}

QString withoutIsolates(QString sentence)
{
    return sentence.remove(firstStrongIsolate).remove(popIsolate);
}

} // namespace hookloupe::words
