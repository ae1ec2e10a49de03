#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds everything with warnings as errors and runs all tests: the whole suite, the whole suite
# again under AddressSanitizer and UBSan, the Qt-free folders under ThreadSanitizer, and each fuzz target for a while: with a
# fixed seed, so that the same tree gives the same verdict. Hunt longer with other seeds: FUZZ_RUNS=10000000 FUZZ_SEED=0.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/install_packages.sh

fuzz_runs="${FUZZ_RUNS:-60000}"
fuzz_seed="${FUZZ_SEED:-1}"
install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"

# What other programs take and refuse is tested only where they are; here they are.
export HOOKLOUPE_NEED_TOOLS=1

step() {
    printf '\n=== %s (%s s so far)\n' "$1" "$SECONDS"
}

fuzz() {
    local target name corpus
    for target in build/fuzz/fuzz/*; do
        name="$(basename "$target")"
        corpus="$(mktemp -d)"
        step "fuzz: $name, $fuzz_runs runs"
        "$target" -runs="$fuzz_runs" -seed="$fuzz_seed" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
            -artifact_prefix=build/fuzz/ "$corpus" "tests/fuzz/corpus/$name"
        rm -r "$corpus"
    done
}

for preset in ci asan tsan; do
    step "build: $preset"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    step "tests: $preset"
    ctest --preset "$preset"
done
step "build: fuzz"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers
fuzz
step "all tests passed"
