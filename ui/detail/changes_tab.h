// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"

#include <optional>

class QCheckBox;
class QPushButton;

namespace hookloupe::ui {

class ChangeView;
class ChoiceBar;

/// What an update changed (`old` against `new` in its payload), and what differs from another capture: the one before of
/// the same event, one that was picked, one that is kept while others are selected, or the other one of two selected.
class ChangesTab : public DetailTab {
    Q_OBJECT

public:
    explicit ChangesTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    /// Two captures are selected, the shown one and this: compare them, the earlier with the later one.
    void setOther(std::optional<CaptureId> other);

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    enum What { Inside, Other };
    enum class Against { Previous, Picked, Kept };

    QWidget* makeOtherBar(QWidget* parent);
    void begin(bool hasUpdate);
    void load();
    void compareInside();
    void findOther();
    [[nodiscard]] bool isOfTwoSelected() const;
    void leaveSelection(Against against);
    void useOther(const Result<CapturePtr>& answer);
    void compareWith(const CapturePtr& other);
    void computeFrom(const CapturePtr& before, const CapturePtr& after);
    void pick();
    void keep(bool keep);

    ContextPtr m_filled;
    CapturePtr m_other;                 ///< the one compared with
    CapturePtr m_kept;
    std::optional<CaptureId> m_selected; ///< beside the shown one
    bool m_hasUpdate = false;
    Against m_against = Against::Previous;
    int m_asked = 0;                    ///< answers to older questions are dropped

    ChoiceBar* m_what;
    QCheckBox* m_same;
    QWidget* m_otherBar = nullptr;
    PlainTextLabel* m_otherName = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_pick = nullptr;
    QPushButton* m_keep = nullptr;
    QCheckBox* m_volatile = nullptr;
    ChangeView* m_view;
};

} // namespace hookloupe::ui
