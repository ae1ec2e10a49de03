// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hookloupe {

/// The path of a raw target: "/a/b" of "/a/b?c", of "http://h/a/b?c"; the target itself for `*` and authority form.
[[nodiscard]] std::string_view pathOfTarget(std::string_view target);

/// How parts of a path are read that servers do not read alike.
struct PathReading {
    bool parameters = true;     ///< ";x" belongs to its segment (RFC 3986); false: it is cut off, as servlet containers do
    bool emptySegments = false; ///< ".." takes back an empty segment (RFC 3986); false: "//" is one slash before, as nginx has it
    /// "%2F", "%5C" and "\\" are slashes, as they are to WSGI servers and to Windows, which cuts dots and spaces off a name; "%00" ends
    /// it, "%3B" is ";", and escapes are decoded twice or as "%u0063".
    bool loosely = false;
};

/// Whether every reading of the path gives the path itself: it may be compared as it is. Costs one pass.
[[nodiscard]] bool isNormalPath(std::string_view path);

/// The one spelling of all that mean the same path: escapes decoded where the character may stand for itself and the others in
/// capitals, "." and ".." resolved, repeated slashes one, a slash at the end kept. "%2F" and "%25" stay: decoded they would mean
/// another path. What does not begin with "/" stays as it is. Never fails, linear.
[[nodiscard]] std::string normalPath(std::string_view path, PathReading reading = {});

} // namespace hookloupe
