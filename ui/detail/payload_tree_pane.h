// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/event_facts.h"
#include "decode/node_filter.h"
#include "detail/detail_context.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSplitter;

namespace hookloupe::ui {

class PayloadTree;
class PayloadTreeModel;
class PayloadValuePanel;

/// A payload as a tree, with a filter, buttons for its levels, and all about the selected value beside or below it.
class PayloadTreePane : public QWidget {
    Q_OBJECT

public:
    explicit PayloadTreePane(QWidget* parent = nullptr);
    ~PayloadTreePane() override;

    void setReadable(const Readable& readable, const EventFacts& facts);
    void clear();
    [[nodiscard]] std::int32_t currentNode() const;    ///< of the body's own document; -1 for none
    void showNode(std::int32_t node);                  ///< drops the filter if it hides the node

Q_SIGNALS:
    /// Bytes of the document's text.
    void valueSelected(std::size_t begin, std::size_t length);
    void bytesWanted(std::size_t begin, std::size_t length);
    void textWanted(std::int32_t node);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using FilterPtr = std::shared_ptr<const decode::NodeFilter>;

    void addLevels(QHBoxLayout* bar);
    void openLevels(int levels);
    void filter();
    void applyFilter(const FilterPtr& found);
    void dropFilter();
    void moveTo(const QModelIndex& index);

    std::shared_ptr<const decode::Document> m_document;
    PayloadTreeModel* m_model;
    QSplitter* m_splitter;
    PayloadTree* m_tree;
    PayloadValuePanel* m_panel;
    QLineEdit* m_filterLine;
    QLabel* m_result;
    QTimer m_typing;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QFutureWatcher<FilterPtr> m_watcher;
};

} // namespace hookloupe::ui
