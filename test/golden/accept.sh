#!/bin/sh
# Shows how golden files would change, and changes them. usage: accept.sh [NAME...]; B=build names the build folder.
# Read what it shows: a changed golden file gets its own sentence in the commit.
set -u
cd "$(dirname "$0")/../.."
program=${B:-build}/entente
[ -x "$program" ] || { echo "no $program: ninja -C ${B:-build}" >&2; exit 1; }
[ $# -gt 0 ] || set -- $(ls test/golden/cli/*.in | xargs -n1 basename | sed 's/\.in$//')
tmp=$(mktemp) && trap 'rm -f "$tmp"' EXIT
for name; do
    out=test/golden/cli/$name.out
    sh test/golden/run.sh "$program" "test/golden/cli/$name.in" >"$tmp"
    cmp -s "$tmp" "$out" && continue
    [ -e "$out" ] || : >"$out"
    diff -u "$out" "$tmp"
    cp "$tmp" "$out"
done
exit 0
