// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"
#include "detail/next_step.h"
#include "detail/other_captures.h"
#include "style/help_topic.h"
#include "verify/autopsy.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QFrame;
class QTabWidget;

namespace hookloupe::ui {

class DetailContext;
class DetailTab;
class SelectionLink;
class VerdictLine;

/// Everything about one capture: its verdict in a sentence, and a tab for each way to look at it.
class DetailPane : public QWidget {
    Q_OBJECT

public:
    explicit DetailPane(QWidget* parent = nullptr);
    ~DetailPane() override;

    /// Shows a capture with the secrets and the endpoint it belongs to now; nullptr is clear(). Returns at once: what costs
    /// time appears later, and is dropped if another capture is shown by then.
    void setCapture(hookloupe::CapturePtr capture, std::vector<std::string> secrets, hookloupe::Endpoint endpoint,
                    bool secretsUnreadable = false);
    void clear();
    /// Says that the bytes of the shown capture are not those that arrived, if it is this one.
    void tellAltered(hookloupe::CaptureId id);
    /// Where the autopsy finds other secrets and bodies to try; asked in the GUI thread, only when it is wanted.
    void setElsewhere(std::function<hookloupe::verify::Elsewhere()> provider);
    /// Where the Changes tab finds captures to compare with.
    void setOtherCaptures(hookloupe::ui::OtherCaptures provider);

    /// These captures were sent to receivers meanwhile.
    void deliveriesChanged(const std::vector<hookloupe::CaptureId>& captures);
    /// Endpoints can only be read: no step that changes one is offered. For captures to come.
    void setEndpointsFixed(bool fixed);
    /// Of two captures that are selected the one that is not shown: the Changes tab compares them. Nothing: other than two are.
    void setSelectedBeside(std::optional<hookloupe::CaptureId> other);
    void showChanges();
    /// What can be done about the shown capture, the likeliest first.
    [[nodiscard]] const std::vector<hookloupe::ui::NextStep>& steps() const;
    /// As if its button were pressed.
    void take(const hookloupe::ui::NextStep& step);

Q_SIGNALS:
    /// The user wants this done. What can be done in the pane, such as showing a tab, is done already.
    void stepRequested(const hookloupe::ui::NextStep& step);
    void stepsChanged();
    /// Another capture is to be shown: a replay, or what it was made from.
    void captureWanted(qint64 id);
    void helpRequested(hookloupe::ui::HelpTopic topic);

private:
    void showContext(const std::shared_ptr<const DetailContext>& context);

    std::function<hookloupe::verify::Elsewhere()> m_elsewhere;
    OtherCaptures m_others;
    bool m_endpointsFixed = false;
    hookloupe::CaptureId m_shown{};
    QFrame* m_altered;
    VerdictLine* m_verdict;
    QTabWidget* m_pages;
    std::vector<DetailTab*> m_tabs;
    SelectionLink* m_link;
};

} // namespace hookloupe::ui
