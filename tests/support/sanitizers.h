// SPDX-License-Identifier: GPL-3.0-or-later
// HOOKLOUPE_UNDER_ASAN, if AddressSanitizer looks on: g++ and clang say so each in its own way.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define HOOKLOUPE_UNDER_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HOOKLOUPE_UNDER_ASAN
#endif
#endif
