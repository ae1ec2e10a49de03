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
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum
    $<$<CXX_COMPILER_ID:GNU>:-Wshadow> # clang's complains about constants of a file, too
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

# Headers compiled once, where HOOKLOUPE_PRECOMPILE asks for it. A source still names what it includes: the Qt-free folders are
# built without by the tsan preset, everything by the dev preset.
if(HOOKLOUPE_PRECOMPILE)
    # The hardening is a definition among others, which the headers must have been compiled with, too.
    function(hookloupe_precompiled name module hardening)
        file(WRITE "${CMAKE_BINARY_DIR}/${name}.cpp" "// Exists for the sake of the headers compiled with it.\n")
        add_library(${name} STATIC "${CMAKE_BINARY_DIR}/${name}.cpp")
        target_link_libraries(${name} PRIVATE Qt6::Core hookloupe_flags ${hardening})
        target_compile_options(${name} PRIVATE ${ARGN})
        # The folders of the headers alone: a definition of a module that a user of them lacks would make g++ refuse them.
        target_include_directories(${name} SYSTEM PRIVATE $<TARGET_PROPERTY:Qt6::Gui,INTERFACE_INCLUDE_DIRECTORIES>
            $<TARGET_PROPERTY:Qt6::${module},INTERFACE_INCLUDE_DIRECTORIES>)
        target_precompile_headers(${name} PRIVATE <Qt${module}> <algorithm> <array> <chrono> <functional> <map> <memory> <mutex>
            <optional> <span> <string> <string_view> <thread> <unordered_map> <variant> <vector>)
    endfunction()
    # Not the widgets' for a folder that does not link them: UBSan asks for the types that their inline functions name.
    hookloupe_precompiled(hookloupe_precompiled_app Core hookloupe_hardening)
    hookloupe_precompiled(hookloupe_precompiled_ui Widgets hookloupe_hardening)
    hookloupe_precompiled(hookloupe_precompiled_app_tests Core "" -O0 -g1)
    hookloupe_precompiled(hookloupe_precompiled_ui_tests Widgets "" -O0 -g1)
    # g++ 12 sees through inline functions of precompiled headers what is not there.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(hookloupe_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
    endif()
endif()

# hookloupe_library(FOLDER [QT] [SOURCES …] [LINKS …] [PRIVATE_LINKS …]): every file of the folder but main.cpp as the static library
# `hookloupe_FOLDER`, alias `hl::FOLDER`. Without QT the folder is Qt-free and also built under ThreadSanitizer. SOURCES are those that
# are made by the build. LINKS are public: what the folder's headers include.
function(hookloupe_library folder)
    cmake_parse_arguments(ARG "QT" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    list(FILTER files EXCLUDE REGEX "/main\\.cpp$")
    if(WIN32)
        list(FILTER files EXCLUDE REGEX "_on_unix\\.cpp$")
    else()
        list(FILTER files EXCLUDE REGEX "_on_windows\\.cpp$")
    endif()
    add_library(hookloupe_${folder} STATIC ${files} ${ARG_SOURCES})
    add_library(hl::${folder} ALIAS hookloupe_${folder})
    target_include_directories(hookloupe_${folder} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/..")
    target_link_libraries(hookloupe_${folder} PUBLIC ${ARG_LINKS} PRIVATE hookloupe_flags hookloupe_hardening ${ARG_PRIVATE_LINKS})
    if(ARG_QT)
        set_target_properties(hookloupe_${folder} PROPERTIES AUTOMOC ON)
        target_link_libraries(hookloupe_${folder} PUBLIC Qt6::Core)
        if(HOOKLOUPE_PRECOMPILE)
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

# hookloupe_tests(FOLDER [GUI] [ON_A_DISPLAY TEST] [WITHOUT TEST…] LINKS … [SOURCES …]): every tst_*.cpp of the folder as one program, `tests_FOLDER`, and each as a test of its
# own by CTest, which starts the program with the test's name. SOURCES are what they share. GUI tests run on the offscreen platform, that
# ON_A_DISPLAY on an X server of its own, without a window manager.
function(hookloupe_tests folder)
    cmake_parse_arguments(ARG "GUI" "ON_A_DISPLAY" "SOURCES;LINKS;WITHOUT" ${ARGN})
    file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
    foreach(without IN LISTS ARG_WITHOUT)
        list(REMOVE_ITEM tests "${CMAKE_CURRENT_SOURCE_DIR}/${without}.cpp")
    endforeach()
    set(program tests_${folder})
    add_executable(${program} ${tests} ${ARG_SOURCES})
    set_target_properties(${program} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${program} PRIVATE ${ARG_LINKS} hl_test_main hl_test_support Qt6::Test hookloupe_flags)
    # The code under test keeps its optimisation; the tests' own code compiles in half the time without.
    target_compile_options(${program} PRIVATE -O0 -g1)
    if(HOOKLOUPE_PRECOMPILE)
        if(ARG_GUI)
            target_precompile_headers(${program} REUSE_FROM hookloupe_precompiled_ui_tests)
        else()
            target_precompile_headers(${program} REUSE_FROM hookloupe_precompiled_app_tests)
        endif()
    endif()
    target_compile_definitions(${program} PRIVATE HOOKLOUPE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
        HOOKLOUPE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HOOKLOUPE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        HOOKLOUPE_SCREENSHOTS="${CMAKE_BINARY_DIR}/screenshots")
    set(environment "QT_LOGGING_RULES=qt.qpa.*=false"
        "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp"
        "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp")
    if(ARG_GUI)
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    foreach(test IN LISTS tests)
        cmake_path(GET test STEM name)
        if(name STREQUAL ARG_ON_A_DISPLAY)
            add_test(NAME ${name} COMMAND xvfb-run --auto-servernum "--server-args=-screen 0 1440x1000x24" $<TARGET_FILE:${program}> ${name})
            set_tests_properties(${name} PROPERTIES TIMEOUT 120 RUN_SERIAL ON ENVIRONMENT "${environment};QT_QPA_PLATFORM=xcb")
        else()
            add_test(NAME ${name} COMMAND ${program} ${name})
            set_tests_properties(${name} PROPERTIES TIMEOUT 120 ENVIRONMENT "${environment}")
        endif()
    endforeach()
endfunction()
