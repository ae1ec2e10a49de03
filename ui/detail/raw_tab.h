// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/detail_tab.h"
#include "http/chunk_map.h"

class QMenu;
class QToolButton;

namespace hookloupe::ui {

class BytesPane;
class ChoiceBar;
class FindBar;
class SelectionLink;
class ViewFinder;

/// Every byte as it was received: head and body, the chunk framing included and marked, the body without it, and with its
/// encoding undone: compression, UTF-16. Text and hex show and select the same bytes, and so does Payload.
class RawTab : public DetailTab {
    Q_OBJECT

public:
    explicit RawTab(QWidget* parent = nullptr);
    [[nodiscard]] QString title() const override;
    void linkSelection(SelectionLink& link) override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void fill(const ContextPtr& context) override;
    void drop() override;

private:
    enum Part { Head, Body, Content, Decoded };
    void offerParts(bool decoded);
    void showPart();
    void markFraming();
    [[nodiscard]] SharedBytes bytesOf(int part) const;
    /// Whether the offsets of a part are those of the decoded content.
    [[nodiscard]] bool isLinked(int part) const;
    void selectLinked();
    void reveal();
    void selectionChanged();
    void fillSaveMenu(QMenu* menu);
    void save(const QString& suffix, SharedBytes bytes);

    ContextPtr m_filled;
    SharedBytes m_decoded;            ///< set if a Content-Encoding or a charset was undone
    std::shared_ptr<const http::ChunkMap> m_chunks;
    SelectionLink* m_link = nullptr;
    ChoiceBar* m_part;
    BytesPane* m_bytes;
    QToolButton* m_reveal;
    PlainTextLabel* m_remark;
    FindBar* m_find;
    ViewFinder* m_finder;
};

} // namespace hookloupe::ui
