// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/annotation_text.h"

#include "style/short_words.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct AnnotationText {
    Q_DECLARE_TR_FUNCTIONS(AnnotationText)
};

constexpr int longestShownTag = 60;

} // namespace

QString colourWord(ColourMark colour)
{
    switch (colour) {
    case ColourMark::None:
        return {};
    case ColourMark::Red:
        return AnnotationText::tr("red");
    case ColourMark::Orange:
        return AnnotationText::tr("orange");
    case ColourMark::Yellow:
        return AnnotationText::tr("yellow");
    case ColourMark::Green:
        return AnnotationText::tr("green");
    case ColourMark::Blue:
        return AnnotationText::tr("blue");
    case ColourMark::Purple:
        return AnnotationText::tr("purple");
    }
    return {};
}

QString colourSign(ColourMark colour)
{
    return colour == ColourMark::None ? QString() : QString::number(static_cast<int>(colour));
}

QStringList tagTexts(const Annotation& annotation)
{
    QStringList texts;
    for (const std::string& tag : annotation.tags)
        texts << shownText(tag, longestShownTag);
    return texts;
}

QString annotationText(const Annotation& annotation)
{
    const QString tags = tagTexts(annotation).join(u", "_s);
    const QString colour = colourWord(annotation.colour);
    if (tags.isEmpty() || colour.isEmpty())
        return colour + tags;
    return AnnotationText::tr("%1: %2", "colour and tags").arg(colour, tags);
}

} // namespace hookloupe::ui
