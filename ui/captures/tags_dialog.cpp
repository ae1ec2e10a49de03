// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/tags_dialog.h"

#include "style/colours.h"
#include "style/plain_text.h"
#include "style/short_words.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace hookloupe::ui {

namespace {

constexpr int tagRole = Qt::UserRole;       ///< QByteArray
constexpr int stateRole = Qt::UserRole + 1; ///< int of Qt::CheckState at first

std::string tagOf(const QListWidgetItem& item)
{
    return item.data(tagRole).toByteArray().toStdString();
}

} // namespace

TagsDialog::TagsDialog(const std::vector<std::string>& known, const std::vector<std::vector<std::string>>& chosen,
                       QWidget* parent)
    : QDialog(parent)
{
    const auto count = static_cast<int>(chosen.size());
    setWindowTitle(tr("Tags"));
    QLabel* title = plainLabel(count == 1 ? tr("Tags of one request") : tr("Tags of %n requests", nullptr, count), this);
    m_typed = new QLineEdit(this);
    m_typed->setPlaceholderText(tr("New tags, separated by commas"));
    m_typed->setAccessibleName(tr("New tags"));
    auto* add = new QPushButton(tr("&Add"), this);
    add->setAutoDefault(false);
    add->setEnabled(false);
    m_trouble = plainLabel({}, this);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Tags in use"));
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(2);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* line = new QHBoxLayout;
    line->addWidget(m_typed, 1);
    line->addWidget(add);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addLayout(line);
    layout->addWidget(m_trouble);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(360, 320);

    std::set<std::string> all(known.begin(), known.end());
    for (const auto& tags : chosen)
        all.insert(tags.begin(), tags.end());
    for (const std::string& tag : all) {
        const auto having = std::count_if(chosen.begin(), chosen.end(), [&tag](const std::vector<std::string>& tags) {
            return std::find(tags.begin(), tags.end(), tag) != tags.end();
        });
        const bool onAll = having > 0 && static_cast<std::size_t>(having) == chosen.size();
        addTag(tag, onAll ? Qt::Checked : having > 0 ? Qt::PartiallyChecked : Qt::Unchecked);
    }
    connect(m_typed, &QLineEdit::textChanged, this, [this, add](const QString& text) {
        add->setEnabled(!text.trimmed().isEmpty());
        m_trouble->hide();
    });
    connect(add, &QPushButton::clicked, this, [this] {
        if (takeTyped())
            m_typed->setFocus();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &TagsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_typed->setFocus();
}

void TagsDialog::accept()
{
    if (takeTyped())
        QDialog::accept();
}

bool TagsDialog::takeTyped()
{
    const QStringList typed = m_typed->text().split(u',', Qt::SkipEmptyParts);
    Annotation wanted;
    for (const QString& text : typed) {
        // Asked for the rules of a tag; how many there may be is another question.
        wanted.tags.clear();
        const auto checked = changed(wanted, {.colour = {}, .removeTags = {}, .addTags = {text.toStdString()}, .note = {}});
        if (!checked) {
            m_trouble->setText(tr("“%1” is no tag: at most %2 bytes, without control characters.")
                                   .arg(shownText(text.toStdString(), 40), QString::number(longestTag)));
            m_trouble->show();
            return false;
        }
        for (const std::string& tag : checked->tags) {
            QListWidgetItem* item = itemOf(tag);
            if (!item)
                item = addTag(tag, Qt::Unchecked);
            item->setCheckState(Qt::Checked);
            m_list->scrollToItem(item);
        }
    }
    m_typed->clear();
    return true;
}

AnnotationChange TagsDialog::change() const
{
    AnnotationChange change;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem& item = *m_list->item(row);
        if (item.checkState() == static_cast<Qt::CheckState>(item.data(stateRole).toInt()))
            continue;
        if (item.checkState() == Qt::Checked)
            change.addTags.push_back(tagOf(item));
        else
            change.removeTags.push_back(tagOf(item));
    }
    return change;
}

QListWidgetItem* TagsDialog::itemOf(const std::string& tag) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (tagOf(*m_list->item(row)) == tag)
            return m_list->item(row);
    }
    return nullptr;
}

QListWidgetItem* TagsDialog::addTag(const std::string& tag, Qt::CheckState state)
{
    auto* item = new QListWidgetItem(shownText(tag), m_list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setData(tagRole, QByteArray::fromStdString(tag));
    item->setData(stateRole, static_cast<int>(state));
    item->setCheckState(state);
    return item;
}

} // namespace hookloupe::ui
