#!/bin/sh
# Golden tests of the program. usage: run.sh PROGRAM FOLDER      runs FOLDER/*.in, prints TAP
#                                     run.sh PROGRAM FILE.in     prints what FILE.in gives
# A line of an .in file that begins with "$ " is a command: it is shown and run, what it prints follows, standard error
# too, then "[exit N]" when N is not 0. All other lines are run unseen, to make files. Each .in file has an empty
# folder of its own, a fixed clock and a fixed author; $TOP is the project's folder.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
what=$(realpath "$2")
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" && ln -s "$program" "$tmp/bin/entente"

# give FILE.in: what its commands print.
give() {
    rm -rf "$tmp/run" && mkdir "$tmp/run"
    {
        printf '%s\n' 'step() { printf "%s\n" "\$ $1"; eval "$1"; code=$?; [ "$code" = 0 ] || echo "[exit $code]"; }'
        awk -v q="'" '/^\$ / { s = substr($0, 3); gsub(q, q "\\" q q, s); print "step " q s q; next } { print }' "$1"
    } >"$tmp/script"
    (cd "$tmp/run" && env -i PATH="$tmp/bin:$PATH" HOME="$tmp/run" LC_ALL=C.UTF-8 TZ=UTC0 TOP="$here/../.." \
        ENTENTE_NOW=2026-01-01T00:00:00Z ENTENTE_AUTHOR=tester sh "$tmp/script" 2>&1) | sed "s|$tmp|TMP|g"
}

case $what in *.in) give "$what"; exit 0 ;; esac
set -- "$what"/*.in
[ -e "$1" ] || { echo "Bail out! no .in files in $what"; exit 1; }
echo "1..$#"
n=0 bad=0
for f; do
    n=$((n + 1)) name=$(basename "$f" .in)
    give "$f" >"$tmp/out"
    if cmp -s "$tmp/out" "${f%.in}.out"; then echo "ok $n - $name"
    else
        bad=1
        diff -u "${f%.in}.out" "$tmp/out" 2>&1 | sed 's/^/# /'
        echo "not ok $n - $name (sh test/golden/accept.sh $name takes the change)"
    fi
done
exit $bad
