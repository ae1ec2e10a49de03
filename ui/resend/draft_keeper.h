// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/draft_book.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace hookloupe::ui {

class BodyEditor;
class HeadEditor;
class SigningBar;
class TargetBar;

/// Keeps what is edited in a replay window, and brings it back when the request is opened again. A line that is seen when it
/// has something to say: whose edits these are, and the way to start over, which can be taken back too.
class DraftKeeper : public QWidget {
    Q_OBJECT

public:
    struct Editors {
        HeadEditor* head;
        BodyEditor* body;
        TargetBar* target;
        SigningBar* signing;
    };
    /// `book` may be null: nothing is kept then. The editors are filled by restore() or startOver().
    DraftKeeper(CapturePtr capture, std::shared_ptr<DraftBook> book, const Editors& editors, QWidget* parent);

    void restore();                          ///< the kept edits, else the captured request
    void startOver();                        ///< the captured request; the edits are put aside
    void keepNow();                          ///< what was edited since it was kept last
    [[nodiscard]] int edits() const { return m_edits; }   ///< counted, to be given to settle()
    void settle(int edits);                  ///< these were sent and answered: they are replays now

private:
    void noteEdit();
    void fill(const std::string& head, std::shared_ptr<const std::string> content);
    void fillAsCaptured();
    void say(const QString& sentence, const QString& action);
    void bringBack();
    [[nodiscard]] KeptDraft current() const;

    CapturePtr m_capture;
    std::shared_ptr<DraftBook> m_book;
    Editors m_editors;
    QLabel* m_sentence;
    QPushButton* m_action;
    QTimer m_keepSoon;
    std::optional<KeptDraft> m_aside;        ///< by startOver()
    int m_edits = 0;
    int m_settled = 0;
    UtcTime m_editedAt{};
    bool m_filling = false;                  ///< the editors are filled, not edited
};

} // namespace hookloupe::ui
