// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/text_size.h"

#include <QApplication>
#include <QFontDatabase>
#include <QHash>
#include <QHeaderView>
#include <QWidget>

#include <algorithm>

namespace hookloupe::ui {

void applyTextSize(QApplication& application, int percent)
{
    const double desktop = QFontDatabase::systemFont(QFontDatabase::GeneralFont).pointSizeF();
    const double before = QApplication::font().pointSizeF();
    const double wanted = desktop * std::clamp(percent, smallestTextPercent, largestTextPercent) / 100.0;
    if (desktop <= 0 || before <= 0 || qFuzzyCompare(before, wanted))
        return;
    QHash<QWidget*, double> sizes;
    const auto widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets)
        sizes.insert(widget, widget->font().pointSizeF());
    QFont font = QApplication::font();
    font.setPointSizeF(wanted);
    application.setFont(font);

    // A widget with a font of its own does not follow the application's, if that font has a size. One that changed already
    // has it from its parent.
    const double ratio = wanted / before;
    for (QWidget* widget : widgets) {
        if (auto* header = qobject_cast<QHeaderView*>(widget); header && header->orientation() == Qt::Vertical)
            header->setDefaultSectionSize(qRound(header->defaultSectionSize() * ratio));
        QFont own = widget->font();
        if (!widget->testAttribute(Qt::WA_SetFont) || !(own.resolveMask() & QFont::SizeResolved) || own.pointSizeF() <= 0
            || !qFuzzyCompare(own.pointSizeF(), sizes.value(widget)))
            continue;
        own.setPointSizeF(own.pointSizeF() * ratio);
        widget->setFont(own);
    }
}

} // namespace hookloupe::ui
