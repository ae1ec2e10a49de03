// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_column.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct CaptureText {
    Q_DECLARE_TR_FUNCTIONS(CaptureText)
};

} // namespace

QString columnName(CaptureColumn column)
{
    switch (column) {
    case CaptureColumn::Mark:
        return CaptureText::tr("State");
    case CaptureColumn::Time:
        return CaptureText::tr("Time");
    case CaptureColumn::Method:
        return CaptureText::tr("Method");
    case CaptureColumn::Endpoint:
        return CaptureText::tr("Endpoint");
    case CaptureColumn::Event:
        return CaptureText::tr("Event");
    case CaptureColumn::Project:
        return CaptureText::tr("Project");
    case CaptureColumn::Actor:
        return CaptureText::tr("Actor");
    case CaptureColumn::Tags:
        return CaptureText::tr("Tags");
    case CaptureColumn::Summary:
        return CaptureText::tr("Summary");
    case CaptureColumn::Signature:
        return CaptureText::tr("Signature");
    case CaptureColumn::Answer:
        return CaptureText::tr("Answer");
    case CaptureColumn::Record:
        return CaptureText::tr("Speckle records");
    case CaptureColumn::Size:
        return CaptureText::tr("Size");
    case CaptureColumn::Duration:
        return CaptureText::tr("Duration");
    case CaptureColumn::Peer:
        return CaptureText::tr("Peer");
    }
    return {};
}

QString columnKey(CaptureColumn column)
{
    switch (column) {
    case CaptureColumn::Mark:
        return u"state"_s;
    case CaptureColumn::Time:
        return u"time"_s;
    case CaptureColumn::Method:
        return u"method"_s;
    case CaptureColumn::Endpoint:
        return u"endpoint"_s;
    case CaptureColumn::Event:
        return u"event"_s;
    case CaptureColumn::Project:
        return u"project"_s;
    case CaptureColumn::Actor:
        return u"actor"_s;
    case CaptureColumn::Tags:
        return u"tags"_s;
    case CaptureColumn::Summary:
        return u"summary"_s;
    case CaptureColumn::Signature:
        return u"signature"_s;
    case CaptureColumn::Answer:
        return u"answer"_s;
    case CaptureColumn::Record:
        return u"record"_s;
    case CaptureColumn::Size:
        return u"size"_s;
    case CaptureColumn::Duration:
        return u"duration"_s;
    case CaptureColumn::Peer:
        return u"peer"_s;
    }
    return {};
}

std::optional<CaptureColumn> columnOfKey(const QString& key)
{
    for (int column = 0; column < captureColumnCount; ++column) {
        if (key == columnKey(static_cast<CaptureColumn>(column)))
            return static_cast<CaptureColumn>(column);
    }
    return std::nullopt;
}

bool isRightAligned(CaptureColumn column)
{
    return column == CaptureColumn::Size || column == CaptureColumn::Duration;
}

} // namespace hookloupe::ui
