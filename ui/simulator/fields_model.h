// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulate/fields.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

#include <string>
#include <utility>
#include <vector>

namespace hookloupe::ui {

/// The fields of an event's template: name, and the value that is sent. A value can be edited, and is kept for other events
/// with a field of that name.
class FieldsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Value };
    static constexpr int SuggestionsRole = Qt::UserRole; ///< a QStringList of what a value could be

    explicit FieldsModel(QObject* parent = nullptr);

    /// The fields there are now, with what they are unless they are edited.
    void setFields(const std::vector<std::string>& names, const simulate::Fields& madeUp);
    /// What was typed, also of fields that are not shown now.
    [[nodiscard]] const simulate::Fields& edited() const { return m_edited; }
    void setEdited(simulate::Fields edited);
    /// What could stand there, by name of the field; harmless text.
    void setSuggestions(QHash<QString, QStringList> suggestions) { m_suggestions = std::move(suggestions); }
    void makeUp(const QModelIndexList& rows);   ///< forgets what was typed there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void changed();

private:
    std::vector<std::string> m_names;
    simulate::Fields m_madeUp;
    simulate::Fields m_edited;
    QHash<QString, QStringList> m_suggestions;
};

} // namespace hookloupe::ui
