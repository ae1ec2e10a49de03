// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

namespace hookloupe::ui {

class DetailPage;

/// What happened, who did it, what to and where; what the payload lacks, what changed, and the pictures in it. Of a request
/// that is no Speckle event, the facts every request has.
class EventTab : public DetailTab {
    Q_OBJECT

public:
    explicit EventTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    void showAnalysis(const ContextPtr& context, const speckle::Analysis& analysis);
    void addEvent(const speckle::Analysis& analysis);
    void addForm(const speckle::Analysis& analysis);
    void addStructure(const speckle::Analysis& analysis);
    void addChanges(const speckle::Analysis& analysis);
    void addPictures(const ContextPtr& context);
    void addRequest(const ContextPtr& context);
    void addLinks(const speckle::Analysis& analysis);
    void addGaps(const speckle::Analysis& analysis);
    [[nodiscard]] QWidget* linkButtons(const QString& url, const QString& what);

    DetailPage* m_page;
};

} // namespace hookloupe::ui
