// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/lazy_part.h"
#include "resend/draft.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;

namespace hookloupe::ui {

class BytesPane;
class PlainTextLabel;

/// What goes out, byte for byte, and the signature in it. Large requests are put together beside the GUI thread; what is
/// shown is always of the newest plan.
class RequestPreview : public QWidget {
    Q_OBJECT

public:
    explicit RequestPreview(QWidget* parent = nullptr);

    void showPlan(Plan plan);
    void showError(const QString& sentence);       ///< there is nothing to send
    void showSent(const std::string& bytes);       ///< these went out
    /// In a sentence: whether these are the captured bytes, or why there are none.
    [[nodiscard]] QString note() const;
    [[nodiscard]] bool hasDialect() const { return m_hasDialect; } ///< the content is one of Speckle's
    /// The bytes that are shown; nullptr while there are none.
    [[nodiscard]] std::shared_ptr<const std::string> bytes() const { return m_shown; }

Q_SIGNALS:
    void refreshed();

private:
    struct Outcome {
        std::shared_ptr<const std::string> bytes;
        std::optional<Error> error;
        bool asCaptured = false;                   ///< the very bytes of the capture
        bool hasDialect = false;
    };
    void take(const Outcome& outcome);
    void showSignature(const std::string& bytes, const QString& remark = {});
    void say(const QString& sentence);

    QString m_sentence;
    bool m_hasDialect = false;
    QString m_freshness;                           ///< what of the signature will be another when it is sent
    std::unique_ptr<LazyPart<Outcome>> m_work;
    std::shared_ptr<const std::string> m_shown;
    PlainTextLabel* m_note;
    PlainTextLabel* m_signature;
    BytesPane* m_bytes;
};

} // namespace hookloupe::ui
