# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFOLDER=… -DFILES=…;… -DOUTPUT=… -P embed_texts.cmake: writes text files below FOLDER into a C++ source, so that a folder
# without Qt has them. The source defines hookloupe::simulate::embeddedTexts().
set(rows "")
foreach(file IN LISTS FILES)
    file(READ "${FOLDER}/${file}" text)
    string(APPEND rows "    EmbeddedText{\"${file}\", R\"~~~~(${text})~~~~\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by embed_texts.cmake from ${FOLDER}.
#include \"simulate/embedded_texts.h\"

#include <array>

namespace hookloupe::simulate {

namespace {

constexpr std::array texts{
${rows}};

} // namespace

std::span<const EmbeddedText> embeddedTexts()
{
    return texts;
}

} // namespace hookloupe::simulate
")
