#!/bin/sh
# The rules of the house that a machine can hold (tools/check-rooms.sh holds the rooms). Prints each
# breach, then the measures of taste; exits 1 if there was a breach. BUILD: a folder with compiled room
# archives, in which no symbol may be writable data; without one that rule is passed over, and says so.
set -eu
cd "$(dirname "$0")/.."
build=${1:-}
max_file=1200 max_function=80
large_ok="tools/large-files.txt" # files above 1 MiB that may be tracked, one path a line
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
breach() { sed "s|^|$1: |" >>"$tmp/breaches"; }
: >"$tmp/breaches"

git ls-files >"$tmp/tracked"
grep -E '^(src|include|test|train|doc)/.*\.[ch]$' "$tmp/tracked" >"$tmp/c" || true
grep -E '^(src|include)/' "$tmp/c" >"$tmp/code" || true
grep -E '^test/.*\.(c|h|sh)$' "$tmp/tracked" >"$tmp/tests" || true

# A function's body opens and closes with a brace at the margin (.clang-format sees to that).
xargs awk -v max_file=$max_file -v max=$max_function -v functions="$tmp/functions" '
    FNR == 1 { if (lines > max_file) print file ": " lines " lines"; file = FILENAME; open = 0 }
    { lines = FNR }
    /^\{/ { open = FNR; name = last }
    /^\}/ && open {
        n = FNR - open + 1
        print n, FILENAME ":" open >functions
        if (n > max) print FILENAME ":" open ": " n " lines in " name
        open = 0
    }
    /^[^ \t]/ { last = $0 }
    END { if (lines > max_file) print file ": " lines " lines" }' <"$tmp/c" /dev/null | breach "too long"
touch "$tmp/functions"

tab=$(printf '\t')
if [ -s "$tmp/c" ]; then
    xargs grep -n "$tab" <"$tmp/c" | cut -c1-160 | breach "tab" || true
fi
grep -vE '\.(in|out|html|txt|md|bin)$|/seeds/|^LICENSE$' "$tmp/tracked" >"$tmp/written" || true
xargs grep -nIwE '(TO''DO|FIX''ME|X''XX)' <"$tmp/written" | cut -c1-160 | breach "left for later, not marked UNDECIDED" || true
xargs grep -nIE '(^|[^A-Za-z0-9_./~-])/(ho''me|wo''rk|ro''ot|Us''ers)/[a-z]' <"$tmp/tracked" | cut -c1-160 | breach "path of a machine" || true
xargs grep -nIE ' +$' <"$tmp/written" | cut -c1-160 | breach "white space at the end of a line" || true

while read -r f; do
    [ -f "$f" ] || continue
    n=$(wc -c <"$f")
    [ "$n" -le 1048576 ] || grep -qxF "$f" "$large_ok" 2>/dev/null || echo "$f: $n bytes"
done <"$tmp/tracked" | breach "above 1 MiB and not in $large_ok"

if [ -n "$build" ] && ls "$build"/lib*.a >/dev/null 2>&1; then
    for a in "$build"/lib*.a; do
        nm --format=sysv "$a" 2>/dev/null | awk -F'|' -v a="${a##*/}" '
            { gsub(/ /, "", $1); gsub(/ /, "", $7) }
            $7 ~ /^(\.data|\.bss|\.tdata|\.tbss|COMMON|\*COM\*)/ && $7 !~ /^\.data\.rel\.ro/ && $1 !~ /^(\.|__odr_asan|\.L)/ { print a ": " $1 }'
    done | sort -u | breach "mutable static"
    statics="none"
else
    statics="not looked at (no build)"
fi

share() { # share LABEL LIST: lines, and the part of them that is comment
    xargs cat <"$1" /dev/null | awk '
        { lines++ }
        inside { comment++; if (/\*\//) inside = 0; next }
        /^[ \t]*\/\*/ { comment++; if (!/\*\//) inside = 1; next }
        /\/\*.*\*\/|\/\// { comment += 0.5 } # beside code: half a line
        END { printf "%d lines, %.0f %% comment", lines, lines ? 100 * comment / lines : 0 }'
}
lines() { if [ -s "$1" ]; then xargs cat <"$1" | wc -l; else echo 0; fi; }
n_code=$(lines "$tmp/code") n_test=$(lines "$tmp/tests")
median=$(while read -r f; do wc -l <"$f"; done <"$tmp/code" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] + 0 }')
long=$(awk '$1 > 60' "$tmp/functions" | wc -l)
echo "code: $(share "$tmp/code"); median file $median lines; $(wc -l <"$tmp/functions") functions, $long over 60 lines; mutable statics: $statics"
echo "tests: $n_test lines, $(awk -v t="$n_test" -v c="$n_code" 'BEGIN { printf "%.2f", c ? t / c : 0 }') of the code"
if [ -s "$tmp/breaches" ]; then cat "$tmp/breaches"; exit 1; fi
