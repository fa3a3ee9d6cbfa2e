#!/bin/sh
# Quality on labelled text, beside the floors of test/eval/floors.txt: prints each figure with its floor, exits 1 when one
# is missed. Data that are not on this machine are named and passed over (they are never counted as good).
# With a second argument, only lines whose program has that name. With -t, prints TAP for the test suite.
set -eu
cd "$(dirname "$0")/.."
tap=
[ "${1:-}" != -t ] || { tap=1; shift; }
build=${1:-build} only=${2:-}
shared=${ENTENTE_SHARED:-../shared}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
[ -n "$tap" ] || ninja -C "$build" --quiet
grep -vE '^[ ]*(#|$)' test/eval/floors.txt >"$tmp/floors"
[ -z "$tap" ] || echo "1..$(awk -v o="$only" 'o == "" || $1 == o' "$tmp/floors" | wc -l)"
n=0 missed=0
while read -r program data metric relation floor; do
    [ -z "$only" ] || [ "$only" = "$program" ] || continue
    n=$((n + 1))
    case $data in test/* | examples/*) path=$data ;; *) path=$shared/data/$data ;; esac
    title="$program $data $metric"
    if [ ! -e "$path" ]; then
        if [ -n "$tap" ]; then echo "ok $n - $title # SKIP $data is not on this machine"
        else printf 'absent  %-58s (the data are not on this machine)\n' "$title"; fi
        continue
    fi
    figures=$tmp/$(echo "$program $data" | tr -c 'A-Za-z0-9\n' _)
    if [ ! -f "$figures" ]; then
        t=$(date +%s)
        "$build/eval/$program" "$path" >"$figures" 2>"$tmp/err" || { cat "$tmp/err" >&2; : >"$figures"; }
        [ -n "$tap" ] || [ -z "${VERBOSE:-}" ] || { echo "# $program $data, $(($(date +%s) - t)) s:"; sed 's/^/#   /' "$figures"; }
    fi
    got=$(awk -v m="$metric" '$1 == m { print $2; exit }' "$figures")
    if [ -n "$got" ] && awk -v g="$got" -v r="$relation" -v f="$floor" 'BEGIN {
        exit !(r == ">=" ? g + 0 >= f + 0 : r == "<=" ? g + 0 <= f + 0 : r == "=" ? g + 0 == f + 0 : 0) }'; then word=ok
    else word=MISSED missed=1; fi
    if [ -z "$tap" ]; then printf '%-7s %-58s %8s  %s %s\n' "$word" "$title" "${got:-nothing}" "$relation" "$floor"
    elif [ $word = ok ]; then echo "ok $n - $title $relation $floor"
    else echo "not ok $n - $title $relation $floor"; echo "# it is ${got:-nothing}"; fi
done <"$tmp/floors"
exit $missed
