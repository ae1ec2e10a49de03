#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds Hookloupe and opens it capturing. Arguments go to the program.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/install_packages.sh

install_packages "${build_packages[@]}" "${run_packages[@]}"
cmake --preset release >/dev/null
cmake --build --preset release --target hookloupe hookloupe-cli

if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec build/release/bin/hookloupe "$@"
fi
echo "There is no display here (DISPLAY and WAYLAND_DISPLAY are empty), so Hookloupe captures in this terminal instead."
exec build/release/bin/hookloupe-cli serve "$@"
