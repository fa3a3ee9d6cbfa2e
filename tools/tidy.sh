#!/bin/sh
# clang-tidy with .clang-tidy over all code that BUILD compiles; prints what it finds and fails if it found any.
# One file a run: over several, its va_list check remembers the one before and finds faults that are not there.
set -eu
cd "$(dirname "$0")/.."
build=$1
find src -name '*.c' | sort |
    xargs -P "$(nproc)" -n 1 clang-tidy --quiet -p "$build" --warnings-as-errors='*' 2>/dev/null | grep -vE '^$' >"$build/tidy.log" || true
if [ -s "$build/tidy.log" ]; then head -n 200 "$build/tidy.log"; exit 1; fi
