#!/bin/sh
# The manual is true: its lists are those of the program's table, it is good mdoc, its examples and those of the table run.
# usage: manual.sh PROGRAM TOP         prints TAP
#        manual.sh PROGRAM TOP page    prints the page with OPTIONS and COMMANDS made from the table
set -u
program=$(realpath "$1") top=$(realpath "$2")
page=$top/doc/entente.1
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/run" && ln -s "$program" "$tmp/bin/entente"

"$program" help --mdoc >"$tmp/lists"
awk -v lists="$tmp/lists" '
    /^\.Sh OPTIONS$/ { while ((getline line <lists) > 0) print line; skip = 1 }
    /^\.Sh / && !/^\.Sh (OPTIONS|COMMANDS)$/ { skip = 0 }
    !skip { print }' "$page" >"$tmp/page"
[ "${3:-}" != page ] || { cat "$tmp/page"; exit 0; }

n=0 bad=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
no() { n=$((n + 1)) bad=1; sed 's/^/# /' "$tmp/why"; echo "not ok $n - $1"; }
verdict() { if [ "$1" = 0 ]; then ok "$2"; else no "$2"; fi; }

diff -u "$page" "$tmp/page" >"$tmp/why"; verdict $? "the manual lists the commands and options of the table (sh test/golden/accept.sh manual)"
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$page" >"$tmp/why" 2>&1; verdict $? "mandoc has no complaint"
else n=$((n + 1)); echo "ok $n - mandoc has no complaint # SKIP mandoc is not installed"; fi

# inside FOLDER COMMAND [NAME=VALUE]: run it there as a user would, with a fixed clock and author.
inside() { (cd "$1" && env -i PATH="$tmp/bin:$PATH" HOME="$1" LC_ALL=C.UTF-8 TZ=UTC0 ENTENTE_NOW=2026-01-01T00:00:00Z ENTENTE_AUTHOR=you ${3:-HOME=$1} sh -c "$2" 2>&1); }

# The examples of the page, in order, in one folder: "$ command", then what it prints.
awk '/^\.Sh / { in_examples = /EXAMPLES/ } /^\.Ed/ { show = 0 } show && in_examples { print } /^\.Bd -literal/ { show = 1 }' "$page" |
    sed 's/\\e/\\/g; s/\\(ha/^/g; s/\\(ti/~/g; s/\\-/-/g; s/\\&//g' >"$tmp/session"
sed -n 's/^\$ //p' "$tmp/session" >"$tmp/commands"
while IFS= read -r line; do
    printf '$ %s\n' "$line"
    inside "$tmp/run" "$line"
done <"$tmp/commands" >"$tmp/got"
diff -u "$tmp/session" "$tmp/got" >"$tmp/why"; verdict $? "the examples of the manual print what it says"

# Each example of the table, in a folder of its own with a small record and what the lines name.
"$program" help --table | awk -F'\t' '$1 == "example" { print $3 }' >"$tmp/lines"
"$program" model >/dev/null 2>&1; no_model=$?
while IFS= read -r line; do
    case $line in "entente parse"* | "entente annotate"* | "entente model"*) [ "$no_model" = 0 ] || { n=$((n + 1)); echo "ok $n - $line # SKIP this build has no model"; continue; } ;; esac
    rm -rf "$tmp/ex" && mkdir "$tmp/ex" && inside "$tmp/ex" "sh $top/test/golden/examples.sh" >"$tmp/why" || { no "examples.sh"; continue; }
    inside "$tmp/ex" "$line" ENTENTE_RECORD=mine.entente >"$tmp/why"; code=$?
    if [ $code -gt 1 ]; then echo "exit status $code" >>"$tmp/why"; fi
    verdict $((code > 1)) "$line"
done <"$tmp/lines"
echo "1..$n"
exit $bad
