// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/signature.h"
#include "decode/document.h"
#include "detail/lazy_part.h"
#include "resend/json_edit.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace hookloupe::ui {

class ChoiceBar;
class CodeEdit;
class FindBar;
class FindReplace;
class HexEdit;
class ViewFinder;

/// Edits a content: JSON indented, the string dialect's payload by itself, anything as the bytes it is sent as, or as hex.
/// What is not edited comes back byte for byte.
class BodyEditor : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t largestText = 4 * 1024 * 1024; ///< bytes in sight; more is edited as hex alone

    static constexpr std::size_t largestIndented = 8 * 1024 * 1024;

    explicit BodyEditor(QWidget* parent = nullptr);

    /// Shows it in the way that suits it best; nothing can be undone then. Shared, not copied.
    void setContent(std::shared_ptr<const std::string> content);
    [[nodiscard]] std::string content() const;
    [[nodiscard]] CodeEdit* edit() const { return m_edit; }
    [[nodiscard]] HexEdit* hexEdit() const { return m_hex; }

Q_SIGNALS:
    void changed();

private:
    enum View { Payload, Indented, AsSent, Hex };

    void show(View view);
    void take();                                   ///< keeps what was edited
    void readForms();
    void check();
    void say(const QString& note, bool bad);
    void showNote();
    void showHexNote();
    [[nodiscard]] bool isEdited() const;           ///< since m_content was taken

    std::shared_ptr<const std::string> m_content;
    View m_view = AsSent;
    std::optional<IndentedJson> m_wholeForm;       ///< of the content, if it can be shown indented
    std::optional<IndentedJson> m_innerForm;       ///< of the string dialect's inner text
    std::optional<IndentedJson> m_form;            ///< of the text that is shown
    std::string m_before;                          ///< Payload: the content the inner text goes into
    ChoiceBar* m_choice;
    QToolButton* m_fold;
    QToolButton* m_unfold;
    QToolButton* m_overwrite;
    QToolButton* m_search;
    QStackedWidget* m_stack;
    CodeEdit* m_edit;
    HexEdit* m_hex;
    FindReplace* m_find;
    FindBar* m_findBytes;
    ViewFinder* m_finder;
    QLabel* m_note;
    QPushButton* m_goTo;
    QTimer m_checkSoon;
    std::unique_ptr<LazyPart<decode::Document>> m_check;
    std::optional<std::size_t> m_fault;            ///< bytes into the text that is shown
};

} // namespace hookloupe::ui
