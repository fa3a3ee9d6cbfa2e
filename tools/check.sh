#!/bin/sh
# Everything that is checked before a change is done. Prints a line for each step and, last,
# "N passed, N failed, N skipped" over all tests and steps. With a name (gcc, clang, asan, house) only that step.
set -u
cd "$(dirname "$0")/.."
only=${1:-}
passed=0 failed=0 skipped=0

# step NAME COMMAND...: one check that passes or fails as a whole.
step() {
    name=$1; shift
    if log=$("$@" 2>&1); then passed=$((passed + 1)); echo "ok      $name"
    else failed=$((failed + 1)); printf '%s\nFAILED  %s\n' "$log" "$name"; fi
}

# suite NAME FOLDER MESON-OPTIONS...: build, run all tests, count each TAP line.
suite() {
    name=$1 dir=$2; shift 2
    if [ ! -f "$dir/build.ninja" ]; then
        log=$(meson setup "$dir" -Dwerror=true "$@" 2>&1) || { printf '%s\nFAILED  %s: setup\n' "$log" "$name"; failed=$((failed + 1)); return; }
    fi
    log=$(ninja -C "$dir" 2>&1) || { printf '%s\nFAILED  %s: build\n' "$log" "$name"; failed=$((failed + 1)); return; }
    if meson test -C "$dir" --no-rebuild --print-errorlogs >"$dir/check.log" 2>&1; then whole=0; else whole=1; tail -n 200 "$dir/check.log"; fi
    counts=$(awk '/^not ok/ { bad++; next } /^ok .*# SKIP/ { skip++; next } /^ok / { good++ }
        END { print good + 0, bad + 0, skip + 0 }' "$dir/meson-logs/testlog.txt")
    set -- $counts
    [ "$whole" = 1 ] && [ "$2" = 0 ] && set -- "$1" 1 "$3" # a crash or a time-out prints no "not ok"
    [ "$1" = 0 ] && [ "$2" = 0 ] && set -- 0 1 "$3"        # no test ran: a failure
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    echo "$([ "$2" = 0 ] && echo 'ok     ' || echo FAILED)  $name: $1 passed, $2 failed, $3 skipped"
    [ "$3" = 0 ] || grep -h '# SKIP' "$dir/meson-logs/testlog.txt" | sed 's/^/        skipped: /' | sort -u
}

want() { [ -z "$only" ] || [ "$only" = "$1" ]; }

if want house; then
    step "rooms" sh tools/check-rooms.sh
    [ -f tools/check-house.sh ] && step "house rules" sh tools/check-house.sh
    step "layout" sh -c 'find src include test -name "*.[ch]" | xargs clang-format --dry-run -Werror'
fi
want gcc && CC=gcc suite gcc build-gcc
want clang && CC=clang suite clang build-clang
want asan && CC=gcc suite sanitizers build-asan -Db_sanitize=address,undefined -Db_lundef=false
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
