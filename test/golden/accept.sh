#!/bin/sh
# Shows how golden files would change, and changes them. usage: accept.sh [NAME...], "manual" for the lists in the manual; B=build names the build folder.
# Read what it shows: a changed golden file gets its own sentence in the commit.
set -u
cd "$(dirname "$0")/../.."
program=${B:-build}/entente
[ -x "$program" ] || { echo "no $program: ninja -C ${B:-build}" >&2; exit 1; }
[ $# -gt 0 ] || set -- manual $(ls test/golden/cli/*.in | xargs -n1 basename | sed 's/\.in$//')
tmp=$(mktemp) && trap 'rm -f "$tmp"' EXIT
for name; do
    [ "$name" != manual ] || continue
    out=test/golden/cli/$name.out
    sh test/golden/run.sh "$program" "test/golden/cli/$name.in" >"$tmp"
    cmp -s "$tmp" "$out" && continue
    [ -e "$out" ] || : >"$out"
    diff -u "$out" "$tmp"
    cp "$tmp" "$out"
done
case " $* " in *" manual "*)
    sh test/golden/manual.sh "$program" . page >"$tmp"
    cmp -s "$tmp" doc/entente.1 || { diff -u doc/entente.1 "$tmp"; cp "$tmp" doc/entente.1; } ;;
esac
exit 0
