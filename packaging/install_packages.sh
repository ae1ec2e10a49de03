# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by start.sh and test.sh: installs what they need on Debian 12, Debian 13 and Ubuntu 24.04.

# "a|b" means the first of them that this release has.
build_packages=(
    g++ cmake ninja-build ccache
    qt6-base-dev qt6-httpserver-dev 'qt6-websockets-dev|libqt6websockets6-dev' qtkeychain-qt6-dev libgl-dev
    libsimdjson-dev libpugixml-dev libssl-dev libsqlite3-dev zlib1g-dev
)
run_packages=(fonts-dejavu-core fonts-noto-color-emoji)
test_packages=(python3 nodejs openssl curl webhook xvfb xauth xdotool xclip clang lld 'libclang-rt-dev|libclang-rt-18-dev|libclang-rt-14-dev')

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "These packages are missing and neither root nor sudo is at hand. As root, run: $*" >&2
        return 1
    fi
}

is_installed() {
    dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

any_is_installed() {
    local name
    for name in ${1//|/ }; do
        is_installed "$name" && return 0
    done
    return 1
}

# The first of "a|b" that this release has.
choose() {
    local name
    for name in ${1//|/ }; do
        apt-cache show --no-all-versions "$name" >/dev/null 2>&1 && echo "$name" && return
    done
    echo "None of these packages can be had: ${1//|/, }. Run apt-get update, or enable the universe component." >&2
    return 1
}

# install_packages NAME…: installs those that are not there yet; asks the package lists only then.
install_packages() {
    local missing=() chosen=()
    local name
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This script installs packages with apt-get (Debian 12 and 13, Ubuntu 24.04), which is not on this machine." >&2
        echo "Install a C++20 compiler, CMake 3.25, Ninja, Qt 6.4 (Base, HttpServer), QtKeychain, simdjson, pugixml," >&2
        echo "OpenSSL 3, SQLite 3 and zlib, then run: cmake --preset release && cmake --build --preset release" >&2
        return 1
    fi
    for name in "$@"; do
        any_is_installed "$name" || missing+=("$name")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    as_root apt-get update -qq
    for name in "${missing[@]}"; do
        chosen+=("$(choose "$name")") || return 1
    done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${chosen[@]}"
}
