// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/edited_bytes.h"
#include "widgets/hex_view.h"

#include <QString>

class QMimeData;

namespace hookloupe::ui {

/// Bytes of hex pairs as people write them: "7b 22", "7b22", "0x7b, 0x22", "\x7b\x22", "7b:22". Nothing if there is another
/// character or half a pair.
[[nodiscard]] std::optional<std::string> bytesOfHexText(const QString& text);

/// Edits bytes of any size: hex digits are typed at the left, characters (as UTF-8) at the right, Tab goes from one to the
/// other. Overwrites or inserts (Insert key); undo, redo, cut, copy, paste. What is drawn is the hex view's.
class HexEdit : public HexView {
    Q_OBJECT

public:
    enum class Side { Hex, Text };
    enum class Paste { AsWritten, AsHex, AsText };          ///< AsWritten: as the side reads it
    static constexpr std::size_t mostBytes = 256 * 1024 * 1024;
    static constexpr std::size_t mostCopied = 16 * 1024 * 1024; ///< bytes: as a text they take six times the memory

    explicit HexEdit(QWidget* parent = nullptr);

    void setBytes(std::shared_ptr<const std::string> bytes) override;  ///< nothing can be undone then
    [[nodiscard]] bool isModified() const { return m_edited.isModified(); }
    [[nodiscard]] bool overwrites() const { return m_overwrites; }
    void setOverwrites(bool overwrites);
    [[nodiscard]] Side side() const { return m_side; }
    void setSide(Side side);

    void undo();
    void redo();
    void cut();
    void copySelection() const override;
    void paste(Paste how);
    void replaceSelection(std::string_view with);           ///< as one step of undo

    [[nodiscard]] bool isEditable() const override { return true; }
    [[nodiscard]] bool selectsHex() const override { return m_side == Side::Hex; }
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void edited();                         ///< the bytes are others
    void stateChanged();                   ///< mode or side
    void refused(const QString& sentence); ///< why nothing was done

protected:
    [[nodiscard]] qreal xOf(std::size_t offset) const override;
    [[nodiscard]] QString textOf(std::size_t begin, std::size_t end) const override;
    void paintCursor(QPainter& painter) override;
    void fillMenu(QMenu& menu) override;
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void type(const QString& text);
    void typeDigit(int value);
    void typeBytes(std::string_view bytes);
    void remove(bool before);
    void moveTyping(std::size_t offset);
    bool change(std::size_t begin, std::size_t end, std::string_view with, bool typedOn = false);
    void goBack(std::optional<EditedBytes::Place> place);
    [[nodiscard]] bool pastes(const QMimeData* mime, Paste how, std::string& bytes) const;

    EditedBytes m_edited;
    Side m_side = Side::Hex;
    bool m_overwrites = true;
    enum class Half { None, Over, New }; ///< the first digit of the byte at the cursor was typed, over one that was there
    Half m_half = Half::None;
    bool m_typing = false;      ///< the cursor goes on by itself
    bool m_typedOn = false;     ///< nothing but typing happened since the last key
};

} // namespace hookloupe::ui
