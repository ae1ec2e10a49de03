// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstddef>
#include <optional>

namespace hookloupe::ui {

/// Ties the selection in Payload to that in Raw. Offsets are bytes of the decoded content: `decode::Document::text` of
/// DetailContext::readable(), which is Capture::content() unless a Content-Encoding or a charset was undone. Knows no tab: the pane owns
/// it and gives it to every tab (DetailTab::linkSelection). Forgets all when another capture is shown.
class SelectionLink : public QObject {
    Q_OBJECT

public:
    struct Range {
        std::size_t begin = 0;
        std::size_t length = 0;
    };

    using QObject::QObject;

    /// Payload: these are the bytes of the node that is current now. Raw selects them when it is shown.
    void selectBytes(std::size_t begin, std::size_t length);
    /// Payload: the same, and the user wants to see them in Raw now.
    void showBytes(std::size_t begin, std::size_t length);
    /// Raw: the user wants to see the innermost node around these bytes in Payload now.
    void revealNode(std::size_t begin, std::size_t length);
    void clear() { m_selected.reset(); }

    [[nodiscard]] std::optional<Range> selected() const { return m_selected; }

Q_SIGNALS:
    void bytesSelected(std::size_t begin, std::size_t length);
    void bytesWanted();                                        ///< selected() is to be seen now
    void nodeWanted(std::size_t begin, std::size_t length);

private:
    std::optional<Range> m_selected;
};

} // namespace hookloupe::ui
