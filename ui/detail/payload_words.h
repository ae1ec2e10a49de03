// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"
#include "speckle/id_meaning.h"

#include <QString>

#include <string_view>

namespace hookloupe::ui {

[[nodiscard]] QString nodeTypeWord(decode::NodeType type);
/// "project id of “Tower”"; empty for no id.
[[nodiscard]] QString idWords(const speckle::IdMeaning& meaning);
/// A value for a cell: safe to show and cut after `longest` bytes, with a mark.
[[nodiscard]] QString cutValue(std::string_view bytes, std::size_t longest);

} // namespace hookloupe::ui
