// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/text_difference.h"
#include "detail/lazy_part.h"

#include <QPlainTextEdit>

#include <atomic>
#include <memory>
#include <string>

namespace hookloupe::ui {

/// Two texts as one, what went in [−…−], what came in {+…+}; long stretches that are the same are left out in the middle.
/// Colours repeat what the marks say.
class TextChangeView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit TextChangeView(QWidget* parent = nullptr);
    ~TextChangeView() override;

    /// Shows how a text became another; large ones are compared in the thread pool.
    void setTexts(std::string before, std::string after);
    void clearTexts();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Compared {
        std::string before;
        std::string after;
        std::vector<compare::Piece> pieces;
    };
    void show(const Compared& compared);
    void stop();

    std::shared_ptr<std::atomic_bool> m_stopped;
    std::unique_ptr<LazyPart<Compared>> m_work;
    std::shared_ptr<const Compared> m_shown;
};

} // namespace hookloupe::ui
