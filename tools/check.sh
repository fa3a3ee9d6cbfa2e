#!/bin/sh
# Everything that is checked before a change is done. Prints a line for each step and, last,
# "N passed, N failed, N skipped" over all tests and steps. With names (house, gcc, clang, asan, install, tidy)
# only those parts.
set -u
cd "$(dirname "$0")/.."
only=$*
passed=0 failed=0 skipped=0
jobs=$(nproc)
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:abort_on_error=1:print_stacktrace=1}"
export ASAN_OPTIONS="${ASAN_OPTIONS:-halt_on_error=1:abort_on_error=1:allocator_may_return_null=1}"

# step NAME COMMAND...: one check that passes or fails as a whole. What it prints is shown when it fails, and
# its last lines when they measure something (SHOW=n).
step() {
    name=$1; shift
    if log=$("$@" 2>&1); then
        passed=$((passed + 1)); echo "ok      $name"
        [ -z "${SHOW:-}" ] || printf '%s\n' "$log" | tail -n "$SHOW" | sed 's/^/        /'
    else failed=$((failed + 1)); printf '%s\nFAILED  %s\n' "$log" "$name"; fi
}

# built NAME FOLDER MESON-OPTIONS...: configure and compile; a failure is told once.
built() {
    name=$1 dir=$2; shift 2
    if [ ! -f "$dir/build.ninja" ]; then
        log=$(meson setup "$dir" -Dwerror=true "$@" 2>&1) || { printf '%s\nFAILED  %s: setup\n' "$log" "$name"; failed=$((failed + 1)); return 1; }
    fi
    log=$(ninja -j "$jobs" -C "$dir" 2>&1) || { printf '%s\nFAILED  %s: build\n' "$log" "$name"; failed=$((failed + 1)); return 1; }
}

# suite NAME FOLDER SETUP MESON-OPTIONS...: build, run the tests of that set-up, count each TAP line.
suite() {
    name=$1 dir=$2 setup=$3; shift 3
    built "$name" "$dir" "$@" || return
    if meson test -C "$dir" --setup "$setup" --no-rebuild --print-errorlogs >"$dir/check.log" 2>&1; then whole=0; else whole=1; tail -n 200 "$dir/check.log"; fi
    results="$dir/meson-logs/testlog-$setup.txt"
    counts=$(awk '/^not ok/ { bad++; next } /^ok .*# SKIP/ { skip++; next } /^ok / { good++ }
        END { print good + 0, bad + 0, skip + 0 }' "$results")
    set -- $counts
    [ "$whole" = 1 ] && [ "$2" = 0 ] && set -- "$1" 1 "$3" # a crash or a time-out prints no "not ok"
    [ "$1" = 0 ] && [ "$2" = 0 ] && set -- 0 1 "$3"        # no test ran: a failure
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    n_run=$(($1 + $2 + $3))
    echo "$([ "$2" = 0 ] && echo 'ok    ' || echo FAILED)  $name: $1 passed, $2 failed, $3 skipped"
    [ "$3" = 0 ] || grep -h '# SKIP' "$results" | sed 's/^/        skipped: /' | sort -u
}

# The number of tests may not fall unnoticed: test/count.txt holds the last number somebody meant.
count_held() {
    floor=$(sed 's/#.*//' test/count.txt | awk 'NF { print $1 }')
    echo "$1 tests; test/count.txt says $floor"
    [ "$1" -ge "$floor" ]
}

scripts_parse() {
    bad=0
    for f in tools/*.sh test/*/*.sh; do
        [ ! -f "$f" ] || sh -n "$f" || bad=1
    done
    bash -n .ci/run || bad=1
    return $bad
}

# What an installation leaves behind works: pkg-config file, header, library, manual page, completions.
install_works() {
    tmp=$(mktemp -d) && sh tools/check-install.sh build-gcc "$tmp"
    status=$?
    rm -rf "$tmp"
    return $status
}

want() { [ -z "$only" ] || case " $only " in *" $1 "*) true ;; *) false ;; esac; }

if want house; then
    step "rooms" sh tools/check-rooms.sh
    step "layout" sh -c 'find src include test train doc -name "*.[ch]" | xargs clang-format --dry-run -Werror'
    step "scripts parse" scripts_parse
fi
if want gcc; then
    n_run=0
    CC=gcc suite gcc build-gcc whole
    SHOW=1 step "number of tests" count_held "$n_run"
    SHOW=2 step "house rules" sh tools/check-house.sh build-gcc
elif want house; then
    SHOW=2 step "house rules" sh tools/check-house.sh build
fi
want clang && CC=clang suite "clang, undefined behaviour trapped" build-clang quick -Db_sanitize=undefined -Db_lundef=false
want asan && CC=gcc suite "address sanitizer" build-asan quick -Db_sanitize=address,undefined -Db_lundef=false
if want install; then
    CC=gcc built install build-gcc && step "install" install_works
fi
if want tidy; then
    CC=clang built tidy build-clang -Db_sanitize=undefined -Db_lundef=false && step "clang-tidy" sh tools/tidy.sh build-clang
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
