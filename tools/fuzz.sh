#!/bin/sh
# Fuzzes every target for SECONDS each (default 60; clang, libFuzzer, address and undefined-behaviour sanitizers), from its
# seeds and from what earlier runs found interesting (out/fuzz/corpus). Findings stay in out/fuzz; exits 1 when there is one.
# TARGETS="a b" runs only those.
set -eu
cd "$(dirname "$0")/.."
seconds=${SECONDS_EACH:-60} build=build-fuzz
case $seconds in '' | *[!0-9]*) echo "fuzz: SECONDS is a number, not \"$seconds\"" >&2; exit 2 ;; esac
[ -f $build/build.ninja ] || CC=clang meson setup $build -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
all=
for f in test/fuzz/*.c; do
    name=$(basename "$f" .c)
    [ "$name" = replay ] || all="$all $name"
done
targets=${TARGETS:-$all}
[ -n "$targets" ] || { echo "fuzz: no targets in test/fuzz" >&2; exit 2; }
# shellcheck disable=SC2086 # one word a target
ninja -C $build $targets >/dev/null
out=$(pwd)/out/fuzz
mkdir -p "$out/corpus"
found=0
for t in $targets; do
    seeds=test/fuzz/seeds/$t
    [ -d "$seeds" ] || { echo "FAILED  $t: no seeds in $seeds"; found=1; continue; }
    mkdir -p "$out/corpus/$t" "$out/$t"
    if "$build/$t" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$out/$t/" "$out/corpus/$t" "$seeds" >"$out/$t.log" 2>&1; then
        awk -v t="$t" '/stat::number_of_executed_units/ { n = $2 } / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") c = $(i + 1) }
            END { printf "ok      %s: %d runs, %d edges\n", t, n, c }' "$out/$t.log"
    else
        found=1
        echo "FAILED  $t: $(grep -hE 'ERROR:|runtime error:|SUMMARY:' "$out/$t.log" | head -n 1)"
        find "$out/$t" -type f -newer "$out/corpus" | sed 's/^/        /' | tail -n 3
    fi
done
exit $found
