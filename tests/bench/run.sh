#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the benchmarks and runs them: a table on standard output, figures in build/release/bench.json.
# Options go to the program (--rounds N, --seconds S, --json FILE).
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release >/dev/null
cmake --build --preset release --target hookloupe-cli hookloupe-bench hookloupe-bench-bare hookloupe-bench-window
exec build/release/bench/hookloupe-bench --json build/release/bench.json "$@"
