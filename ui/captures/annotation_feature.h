// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/annotation.h"
#include "frame/window_parts.h"

#include <QObject>

#include <vector>

namespace hookloupe::ui {

/// Colours and tags of the selected captures: actions in the menu Requests and in the table's menu.
class AnnotationFeature : public QObject {
    Q_OBJECT

public:
    explicit AnnotationFeature(const WindowParts& parts);

private:
    void enableActions();
    void annotate(const std::vector<CaptureId>& ids, const AnnotationChange& change);
    void editTags();
    void askForTags(const std::vector<CaptureId>& ids, const std::vector<CaptureSummary>& captures);
    /// What is selected; nothing, and says so, if that is more than can be marked at once.
    [[nodiscard]] std::vector<CaptureId> selected() const;

    const WindowParts m_parts;
    QMenu* m_colours;
    QAction* m_tags;
};

} // namespace hookloupe::ui
