// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_plan.h"
#include "capture/speckle_record.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace hookloupe::ui {

/// The steps of a script with what Speckle will record for each.
class StepsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Kind, Detail, Record, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(answers::AnswerPlan plan);
    [[nodiscard]] const answers::AnswerPlan& plan() const { return m_plan; }
    void setLoop(bool loop) { m_plan.loop = loop; }
    /// See answers::predicted().
    void setRejectsInvalid(bool rejects);
    void setAnswerFolder(const std::string& folder);

    void insert(int row, const answers::Step& step);
    void replace(int row, const answers::Step& step);
    void remove(int row);
    /// Moves a step by one; false at the ends.
    bool move(int row, int by);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void predict();
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString recordText(int row) const;
    [[nodiscard]] const answers::Step& step(int row) const { return m_plan.steps[static_cast<std::size_t>(row)]; }

    answers::AnswerPlan m_plan;
    std::vector<std::optional<SpeckleRecord>> m_records;
    bool m_rejectsInvalid = false;
    std::optional<std::string> m_folder;
};

} // namespace hookloupe::ui
