// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/annotation.h"

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace hookloupe::ui {

/// Chooses the tags of one or more captures: a check for what all of them have, a dash for what some have, which stays as it
/// is until it is touched.
class TagsDialog : public QDialog {
    Q_OBJECT

public:
    /// `known`: tags in use; `chosen`: the tags of each capture.
    TagsDialog(const std::vector<std::string>& known, const std::vector<std::vector<std::string>>& chosen, QWidget* parent);

    /// What is to become other.
    [[nodiscard]] AnnotationChange change() const;

    void accept() override; ///< takes what is still in the field too

private:
    [[nodiscard]] bool takeTyped(); ///< false, and says why, if it is no tag
    [[nodiscard]] QListWidgetItem* itemOf(const std::string& tag) const;
    QListWidgetItem* addTag(const std::string& tag, Qt::CheckState state);

    QLineEdit* m_typed;
    QLabel* m_trouble;
    QListWidget* m_list;
};

} // namespace hookloupe::ui
