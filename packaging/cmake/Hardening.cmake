# SPDX-License-Identifier: GPL-3.0-or-later
# Optimised builds of folders and programs are hardened by what the compiler, the linker and the C library at hand can do; a
# mistake in reading hostile bytes then ends the program instead of running what the bytes say. Sanitizers look for the same and
# more, and want to be alone. The flags are those that Debian and Fedora build their packages with.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

add_library(hookloupe_hardening INTERFACE)
set(HOOKLOUPE_HARDENED OFF)
if(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo|MinSizeRel" AND NOT HOOKLOUPE_SANITIZE AND NOT HOOKLOUPE_FUZZ)
    set(HOOKLOUPE_HARDENED ON)
endif()

if(HOOKLOUPE_HARDENED)
    foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
        string(MAKE_C_IDENTIFIER "HOOKLOUPE_HAS${flag}" has) # such as HOOKLOUPE_HAS_fcf_protection_full
        set(CMAKE_REQUIRED_FLAGS -Werror) # clang only warns of what another machine has
        check_cxx_compiler_flag(${flag} ${has})
        unset(CMAKE_REQUIRED_FLAGS)
        if(${has})
            target_compile_options(hookloupe_hardening INTERFACE ${flag})
        endif()
    endforeach()

    # 3 also checks what is sized at run time; older compilers and C libraries know 2. Some distributions set one by themselves.
    set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
    check_cxx_source_compiles("#include <cstring>
        #if !defined(__USE_FORTIFY_LEVEL) || __USE_FORTIFY_LEVEL < 3
        #error
        #endif
        int main() { return 0; }" HOOKLOUPE_HAS_FORTIFY_3)
    unset(CMAKE_REQUIRED_FLAGS)
    target_compile_options(hookloupe_hardening INTERFACE -U_FORTIFY_SOURCE $<IF:$<BOOL:${HOOKLOUPE_HAS_FORTIFY_3}>,-D_FORTIFY_SOURCE=3,-D_FORTIFY_SOURCE=2>)

    foreach(flag relro now noexecstack)
        check_linker_flag(CXX "LINKER:-z,${flag}" HOOKLOUPE_LINKS_${flag})
        if(HOOKLOUPE_LINKS_${flag})
            target_link_options(hookloupe_hardening INTERFACE "LINKER:-z,${flag}")
        endif()
    endforeach()
endif()
