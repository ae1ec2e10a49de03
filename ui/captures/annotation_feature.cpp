// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/annotation_feature.h"

#include "captures/row_signs.h"
#include "captures/tags_dialog.h"
#include "captures/annotation_text.h"
#include "captures/capture_list_panel.h"
#include "words/error_words.h"

#include <QAction>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// One transaction in the window's thread: so many are a tenth of a second.
constexpr std::size_t mostAtOnce = 10'000;

QString colourTitle(ColourMark colour)
{
    switch (colour) {
    case ColourMark::None:
        return AnnotationFeature::tr("&No colour");
    case ColourMark::Red:
        return AnnotationFeature::tr("&Red");
    case ColourMark::Orange:
        return AnnotationFeature::tr("&Orange");
    case ColourMark::Yellow:
        return AnnotationFeature::tr("&Yellow");
    case ColourMark::Green:
        return AnnotationFeature::tr("&Green");
    case ColourMark::Blue:
        return AnnotationFeature::tr("&Blue");
    case ColourMark::Purple:
        return AnnotationFeature::tr("&Purple");
    }
    return {};
}

} // namespace

AnnotationFeature::AnnotationFeature(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    m_colours = new QMenu(tr("&Mark with a colour"), &parts.window);
    for (int number = 0; number < colourMarkCount; ++number) {
        const auto colour = static_cast<ColourMark>((number + 1) % colourMarkCount); // none last
        const QString key = QString::number(static_cast<int>(colour));
        const QString hint = colour == ColourMark::None
            ? tr("Take the colour off the selected requests")
            : tr("Mark the selected requests with the colour %1").arg(colourWord(colour));
        if (colour == ColourMark::None)
            m_colours->addSeparator();
        QAction* action = makeAction(parts.window, u"colour."_s + key, colourTitle(colour), hint,
                                     QKeySequence(u"Alt+"_s + key));
        action->setIcon(colourIcon(colour));
        connect(action, &QAction::triggered, this, [this, colour] {
            annotate(selected(), {.colour = colour, .removeTags = {}, .addTags = {}, .note = {}});
        });
        m_colours->addAction(action);
    }
    m_tags = makeAction(parts.window, u"editTags"_s, tr("&Tags…"), tr("Give the selected requests tags, or take them off"),
                        QKeySequence(u"Ctrl+L"_s));
    connect(m_tags, &QAction::triggered, this, &AnnotationFeature::editTags);
    QMenu& requests = *parts.menus.requests;
    QAction* before = nullptr; // after the first group: what is deleted stands last
    for (QAction* action : requests.actions()) {
        if (action->isSeparator()) {
            before = action;
            break;
        }
    }
    requests.insertMenu(before, m_colours);
    requests.insertAction(before, m_tags);
    parts.captures.setActions({m_colours->menuAction(), m_tags});
    connect(&parts.captures, &CaptureListPanel::selectionChanged, this, &AnnotationFeature::enableActions);
    enableActions();
}

void AnnotationFeature::enableActions()
{
    const bool any = m_parts.captures.selectedCount() > 0 && !m_parts.session.store().readOnly();
    m_colours->menuAction()->setEnabled(any);
    for (QAction* action : m_colours->actions())
        action->setEnabled(any);
    m_tags->setEnabled(any);
}

std::vector<CaptureId> AnnotationFeature::selected() const
{
    if (m_parts.captures.selectedCount() > mostAtOnce) {
        m_parts.say(tr("At most %1 requests can be marked at once. Select fewer.")
                        .arg(QLocale().toString(static_cast<qulonglong>(mostAtOnce))));
        return {};
    }
    return m_parts.captures.selectedIds();
}

void AnnotationFeature::annotate(const std::vector<CaptureId>& ids, const AnnotationChange& change)
{
    if (ids.empty())
        return;
    if (const Status done = m_parts.session.annotate(ids, change); !done)
        m_parts.sayTrouble(tr("Nothing was marked. %1").arg(words::errorSentence(done.error())));
}

void AnnotationFeature::editTags()
{
    const std::vector<CaptureId> ids = selected();
    if (ids.empty())
        return;
    m_parts.session.source().fetchSummaries(ids, [self = QPointer(this), ids](const auto& captures) {
        if (!self)
            return;
        if (captures.ok())
            self->askForTags(ids, captures.value());
        else
            self->m_parts.sayTrouble(words::errorSentence(captures.error()));
    });
}

void AnnotationFeature::askForTags(const std::vector<CaptureId>& ids, const std::vector<CaptureSummary>& captures)
{
    std::vector<std::vector<std::string>> chosen;
    for (const CaptureSummary& capture : captures)
        chosen.push_back(capture.annotation.tags);
    if (chosen.empty())
        return; // deleted meanwhile
    auto* dialog = new TagsDialog(m_parts.session.tags(), chosen, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, ids] { annotate(ids, dialog->change()); });
    dialog->open();
}

} // namespace hookloupe::ui
