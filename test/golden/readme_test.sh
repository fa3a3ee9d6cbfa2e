#!/bin/sh
# The README's sessions are true: each "    $ command" of README.md is run, in order, in a folder where the tree's examples/ stands, and must
# print the indented lines that follow it; a line "..." stands for any lines. usage: readme_test.sh PROGRAM TOP. Prints TAP.
set -u
program=$(realpath "$1") top=$(realpath "$2")
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/run"
ln -s "$program" "$tmp/bin/entente"
ln -s "$top/examples" "$tmp/run/examples"
awk -v dir="$tmp" '
    /^    \$ / { n++; out = sprintf("%s/%03d.want", dir, n); print substr($0, 7) >sprintf("%s/%03d.command", dir, n); printf "" >out; inside = 1; next }
    inside && /^    / { print substr($0, 5) >out; next }
    inside && /^$/ { blank = 1; print "" >out; next }
    { inside = 0 }' "$top/README.md"
set -- "$tmp"/*.command
[ -e "$1" ] || { echo "1..1"; echo "not ok 1 - README.md has a session"; exit 1; }
echo "1..$#"
n=0 bad=0
for c; do
    n=$((n + 1))
    (cd "$tmp/run" && env -i PATH="$tmp/bin:$PATH" HOME="$tmp/run" LC_ALL=C.UTF-8 TZ=UTC0 ENTENTE_NOW=2026-01-01T00:00:00Z ENTENTE_AUTHOR=you \
        sh "$c" 2>&1) >"$tmp/got"
    # Trailing empty lines count on neither side.
    if awk -v got="$tmp/got" '
        function trim(a, k) { while (k && a[k] == "") k--; return k }
        BEGIN { while ((getline line <got) > 0) have[++m] = line }
        { want[++k] = $0 }
        END {
            m = trim(have, m); k = trim(want, k); i = 0; any = 0
            for (j = 1; j <= k; j++) {
                if (want[j] == "...") { any = 1; continue }
                if (any) { while (i < m && have[i + 1] != want[j]) i++ }
                if (i >= m || have[i + 1] != want[j]) { printf "# README: \"%s\"\n# really: \"%s\"\n", want[j], have[i + 1]; exit 1 }
                i++; any = 0
            }
            if (!any && i < m) { printf "# not in README: \"%s\"\n", have[i + 1]; exit 1 }
        }' "${c%.command}.want"; then echo "ok $n - $(head -n 1 "$c")"
    else bad=1; echo "not ok $n - $(head -n 1 "$c")"; fi
done
exit $bad
