#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the benchmarks and runs them: a table on standard output, figures in build/release/bench.json.
# "run.sh million": the window on a store of a million captures instead, figures in build/release/million.json.
# "run.sh replay": replay in bulk beside a bare load on the same server.
# "run.sh forward": forwarding to a handler beside wrk straight at it, figures in build/release/forward.json.
# "run.sh hostile": hostile bodies in the window, and the heaviest each in a window of its own, with the most memory it took.
# Options go to the program (--help names them).
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release >/dev/null
build() { cmake --build --preset release --target "$@"; }
if [ "${1:-}" = million ]; then
    shift
    build hookloupe-bench-fill hookloupe-bench-million hookloupe-bench-million-bare hookloupe-bench-million-window
    exec build/release/bench/hookloupe-bench-million --json build/release/million.json "$@"
fi
if [ "${1:-}" = replay ]; then
    shift
    build hookloupe-bench-replay hookloupe-bench-bare
    exec build/release/bench/hookloupe-bench-replay "$@"
fi
if [ "${1:-}" = forward ]; then
    shift
    build hookloupe-cli hookloupe-bench-forward hookloupe-bench-bare
    build/release/bench/hookloupe-bench-forward "$@" | tee build/release/forward.json
    exit
fi
if [ "${1:-}" = hostile ]; then
    build hookloupe-bench-hostile
    export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
    build/release/bench/hookloupe-bench-hostile build/release/hostile.json
    for body in $(build/release/bench/hookloupe-bench-hostile - heavy); do
        build/release/bench/hookloupe-bench-hostile "build/release/hostile-$body.json" "$body"
    done
    exit
fi
build hookloupe-cli hookloupe-bench hookloupe-bench-bare hookloupe-bench-window
exec build/release/bench/hookloupe-bench --json build/release/bench.json "$@"
