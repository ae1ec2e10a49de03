// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/field_delegate.h"

#include "simulator/fields_model.h"

#include <QCompleter>
#include <QLineEdit>

namespace hookloupe::ui {

QWidget* FieldDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    auto* line = qobject_cast<QLineEdit*>(editor);
    const QStringList known = index.data(FieldsModel::SuggestionsRole).toStringList();
    if (!line || known.isEmpty())
        return editor;
    auto* completer = new QCompleter(known, line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    line->setCompleter(completer);
    return editor;
}

} // namespace hookloupe::ui
