#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes pictures of every state of the window to look at: light and dark, 1x and 2x, English and a pseudo language, and
# right to left; then one sheet a state with all of them side by side. Usage: tests/window/screenshots.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder="$(realpath -m "${1:-build/screenshots}")"
cmake --preset release >/dev/null
cmake --build --preset release --target tests_window
rm -rf "$folder"
mkdir -p "$folder"
for pictures in tst_screenshots tst_screenshots_loop; do
    for scale in 1 2; do
        QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=$scale HOOKLOUPE_SCREENSHOT_FOLDER="$folder" HOOKLOUPE_SCREENSHOT_ALL=1 \
            build/release/tests/tests_window "$pictures" -silent
    done
done
echo "Look at $folder/sheet-*.png"
