// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/annotation.h"

#include <algorithm>

namespace hookloupe {

namespace {

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

} // namespace

std::string trimmedTag(const std::string& tag)
{
    const auto first = tag.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return tag.substr(first, tag.find_last_not_of(' ') - first + 1);
}

Result<Annotation> changed(Annotation annotation, const AnnotationChange& change)
{
    annotation.colour = change.colour.value_or(annotation.colour);
    for (const std::string& tag : change.removeTags)
        std::erase(annotation.tags, trimmedTag(tag));
    for (const std::string& given : change.addTags) {
        const std::string tag = trimmedTag(given);
        if (std::any_of(tag.begin(), tag.end(), isControl))
            return Error{ErrorCode::InvalidInput, "a tag with a control character"};
        if (tag.size() > longestTag)
            return Error{ErrorCode::TooLarge, "a tag of " + std::to_string(tag.size()) + " bytes"};
        const bool known = std::find(annotation.tags.begin(), annotation.tags.end(), tag) != annotation.tags.end();
        if (!tag.empty() && !known)
            annotation.tags.push_back(tag);
    }
    if (annotation.tags.size() > mostTags)
        return Error{ErrorCode::TooLarge, std::to_string(annotation.tags.size()) + " tags"};
    if (change.note)
        annotation.note = *change.note;
    if (annotation.note.size() > longestNote)
        return Error{ErrorCode::TooLarge, "a note of " + std::to_string(annotation.note.size()) + " bytes"};
    return annotation;
}

} // namespace hookloupe
