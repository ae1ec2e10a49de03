# SPDX-License-Identifier: GPL-3.0-or-later
# One place for flags and for the three kinds of target the tree is made of: a folder's library, a program, a test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

find_program(HOOKLOUPE_CCACHE ccache)
if(HOOKLOUPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${HOOKLOUPE_CCACHE}")
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
if(NOT HOOKLOUPE_QT_FREE_ONLY)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Network HttpServer Gui Widgets Concurrent)
    find_package(Qt6Keychain REQUIRED)
    find_package(SQLite3 REQUIRED)
endif()
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(simdjson REQUIRED)
find_package(pugixml REQUIRED)
find_package(Threads REQUIRED)

add_library(hookloupe_flags INTERFACE)
target_compile_options(hookloupe_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum
    $<$<BOOL:${HOOKLOUPE_WERROR}>:-Werror>)
target_compile_definitions(hookloupe_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    HOOKLOUPE_VERSION="${PROJECT_VERSION}")
if(HOOKLOUPE_SANITIZE STREQUAL "address")
    target_compile_options(hookloupe_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    target_link_options(hookloupe_flags INTERFACE -fsanitize=address,undefined)
elseif(HOOKLOUPE_SANITIZE STREQUAL "thread")
    target_compile_options(hookloupe_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(hookloupe_flags INTERFACE -fsanitize=thread)
endif()

if(HOOKLOUPE_FUZZ)
    target_compile_options(hookloupe_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

include(Hardening)

# Headers compiled once, where HOOKLOUPE_PRECOMPILE asks for it: never by default, so that a source names what it includes.
if(HOOKLOUPE_PRECOMPILE MATCHES "TESTS|ALL")
    function(hookloupe_precompiled name module)
        file(WRITE "${CMAKE_BINARY_DIR}/${name}.cpp" "// Exists for the sake of the headers compiled with it.\n")
        add_library(${name} STATIC "${CMAKE_BINARY_DIR}/${name}.cpp")
        target_link_libraries(${name} PRIVATE Qt6::Core hookloupe_flags)
        target_compile_options(${name} PRIVATE ${ARGN})
        # The folders of the headers alone: a definition of a module that a user of them lacks would make g++ refuse them.
        target_include_directories(${name} SYSTEM PRIVATE $<TARGET_PROPERTY:Qt6::Gui,INTERFACE_INCLUDE_DIRECTORIES>
            $<TARGET_PROPERTY:Qt6::${module},INTERFACE_INCLUDE_DIRECTORIES>)
        target_precompile_headers(${name} PRIVATE <Qt${module}> <algorithm> <array> <chrono> <functional> <map> <memory> <mutex>
            <optional> <span> <string> <string_view> <thread> <unordered_map> <variant> <vector>)
    endfunction()
    # Not the widgets' for a folder that does not link them: UBSan asks for the types that their inline functions name.
    if(HOOKLOUPE_PRECOMPILE STREQUAL "ALL")
        hookloupe_precompiled(hookloupe_precompiled_app Core)
        hookloupe_precompiled(hookloupe_precompiled_ui Widgets)
    endif()
    hookloupe_precompiled(hookloupe_precompiled_app_tests Core -O0 -g1)
    hookloupe_precompiled(hookloupe_precompiled_ui_tests Widgets -O0 -g1)
endif()

# hookloupe_library(FOLDER [QT] SOURCES … [LINKS …]): the static library `hookloupe_FOLDER`, alias `hl::FOLDER`.
# Without QT the folder is Qt-free and also built under ThreadSanitizer. LINKS are public.
function(hookloupe_library folder)
    cmake_parse_arguments(ARG "QT" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(hookloupe_${folder} STATIC ${ARG_SOURCES})
    add_library(hl::${folder} ALIAS hookloupe_${folder})
    target_include_directories(hookloupe_${folder} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/..")
    target_link_libraries(hookloupe_${folder} PUBLIC ${ARG_LINKS} PRIVATE hookloupe_flags hookloupe_hardening ${ARG_PRIVATE_LINKS})
    if(ARG_QT)
        set_target_properties(hookloupe_${folder} PROPERTIES AUTOMOC ON)
        target_link_libraries(hookloupe_${folder} PUBLIC Qt6::Core)
        if(HOOKLOUPE_PRECOMPILE STREQUAL "ALL")
            cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH parent)
            cmake_path(GET parent FILENAME storey) # app or ui
            target_precompile_headers(hookloupe_${folder} REUSE_FROM hookloupe_precompiled_${storey})
        endif()
    endif()
endfunction()

# hookloupe_program(NAME SOURCES … LINKS …): a program that users run. As a release it holds no symbols, which are most of its size.
function(hookloupe_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ${ARG_LINKS} hookloupe_flags hookloupe_hardening)
    target_link_options(${name} PRIVATE $<$<CONFIG:Release>:LINKER:--strip-all>)
endfunction()

# hookloupe_test(NAME [GUI|ON_A_DISPLAY] [ALONE] SOURCES … LINKS … [LABELS …] [TIMEOUT seconds]): a Qt Test program run by CTest.
# GUI tests run on the offscreen platform; those ON_A_DISPLAY on an X server of their own, without a window manager. Those that are to
# run ALONE look at how the program keeps up, or need the machine's one display.
function(hookloupe_test name)
    cmake_parse_arguments(ARG "GUI;ON_A_DISPLAY;ALONE" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE ${ARG_LINKS} hl_test_support Qt6::Test hookloupe_flags)
    # The code under test keeps its optimisation; the tests' own code compiles in half the time without.
    target_compile_options(${name} PRIVATE -O0 -g1)
    if(HOOKLOUPE_PRECOMPILE MATCHES "TESTS|ALL")
        if(ARG_GUI OR ARG_ON_A_DISPLAY)
            target_precompile_headers(${name} REUSE_FROM hookloupe_precompiled_ui_tests)
        else()
            target_precompile_headers(${name} REUSE_FROM hookloupe_precompiled_app_tests)
        endif()
    endif()
    target_compile_definitions(${name} PRIVATE HOOKLOUPE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
        HOOKLOUPE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HOOKLOUPE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    if(ARG_ON_A_DISPLAY)
        add_test(NAME ${name} COMMAND xvfb-run --auto-servernum "--server-args=-screen 0 1440x1000x24" $<TARGET_FILE:${name}>)
    else()
        add_test(NAME ${name} COMMAND ${name})
    endif()
    set(environment "QT_LOGGING_RULES=qt.qpa.*=false"
        "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp"
        "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp")
    if(ARG_GUI)
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    elseif(ARG_ON_A_DISPLAY)
        list(APPEND environment "QT_QPA_PLATFORM=xcb")
    endif()
    if(ARG_ALONE)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${environment}")
endfunction()
