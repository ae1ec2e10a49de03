// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "resend/kept_draft.h"

#include <QString>

#include <map>
#include <vector>

namespace hookloupe::ui {

/// Edits that were not sent, a file for each capture, readable by their owner alone; of the run of the program also what no
/// file may hold. GUI thread.
class DraftBook {
public:
    static constexpr int mostFiles = 50;                              ///< more: the oldest go
    static constexpr qsizetype largestFile = 4 * 1024 * 1024;         ///< bytes
    static constexpr qsizetype mostRemembered = 128 * 1024 * 1024;    ///< bytes of this run
    static constexpr int mostDays = 60;                               ///< older files go

    /// `folder` is made when it is needed; empty: nothing outlives this object.
    explicit DraftBook(QString folder);

    /// Keeps the draft in place of the one before, or forgets it if nothing is changed in it. An error if it is kept for this
    /// run alone: TooLarge, PermissionDenied, DiskFull.
    Status keep(const Capture& original, const KeptDraft& draft);
    [[nodiscard]] std::optional<KeptDraft> find(const Capture& original) const;
    void forget(const Capture& original);

    [[nodiscard]] std::vector<CaptureId> captures() const;            ///< that there are files for
    void forgetAllBut(const std::vector<CaptureId>& known);           ///< captures that are gone take their drafts along

private:
    [[nodiscard]] QString pathOf(const Capture& original) const;
    Status write(const QString& path, const QByteArray& bytes) const;
    void remember(const QString& key, QByteArray bytes);
    void dropOldest() const;

    QString m_folder;
    std::map<QString, QByteArray> m_thisRun; ///< by keyOf()
};

} // namespace hookloupe::ui
