#!/bin/sh
# The README's first session: a record made from the bundled documents of examples/ncg, and what the newest statement
# changed. Offline; made anew each time in out/demo.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
case $build in /*) ;; *) build=$(pwd)/$build ;; esac
PATH=$build:$PATH
export PATH
out=out/demo
rm -rf $out
mkdir -p $out
run() { printf '\n$ %s\n' "$*"; "$@"; }
run entente init $out/ncg.entente
ENTENTE_RECORD=$out/ncg.entente
export ENTENTE_RECORD
run entente concept set examples/ncg/ncg.concepts
run entente add examples/ncg
run entente list
status=0
run entente compare --series ncg || status=$?
[ $status -le 1 ] || exit $status # 1: it differs
entente compare --series ncg --html >$out/compare.html || [ $? = 1 ]
printf '\nThe same as a page with both texts side by side: %s\nThe record: %s (try: build/entente -R %s history "leading role")\n' \
    "$out/compare.html" "$ENTENTE_RECORD" "$ENTENTE_RECORD"
