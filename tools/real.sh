#!/bin/sh
# The whole way over real documents: the pages and series of the shared data are added, listed, shown, compared and searched
# as a reporter would; every output is kept in out/real for reading. Ends with what failed.
set -u
cd "$(dirname "$0")/.."
build=${1:-build}
case $build in /*) ;; *) build=$(pwd)/$build ;; esac
shared=${ENTENTE_SHARED:-../shared}
[ -d "$shared/seeds" ] || { echo "real: no documents at $shared/seeds (set ENTENTE_SHARED)" >&2; exit 1; }
out=out/real
rm -rf $out
mkdir -p $out
PATH=$build:$PATH ENTENTE_RECORD=$out/real.entente
export PATH ENTENTE_RECORD
bad=0 n=0
# keep NAME COMMAND...: run it, keep what it prints with its exit status and time in NAME.txt.
keep() {
    name=$1; shift
    n=$((n + 1))
    begin=$(date +%s%N)
    "$@" >"$out/$name" 2>"$out/$name.err"
    status=$?
    ms=$((($(date +%s%N) - begin) / 1000000))
    [ -s "$out/$name.err" ] || rm "$out/$name.err"
    word=ok
    [ $status -le 1 ] || { word=FAILED bad=$((bad + 1)); }
    printf '%-7s %-34s %5d lines %6d ms  status %d: %s\n' $word "$name" "$(wc -l <"$out/$name")" $ms $status "$*"
    [ $status -le 1 ] || sed 's/^/        /' "$out/$name.err"
}
keep init.txt entente init "$ENTENTE_RECORD"
keep concepts.txt entente concept set examples/ncg/ncg.concepts
keep add-seeds.txt entente add "$shared/seeds"
keep add-ncg.txt entente add examples/ncg
for s in "$shared"/data/statements/fomc*; do
    [ -d "$s" ] || continue
    keep "add-$(basename "$s").txt" entente add --series "$(basename "$s")" --issuer "Federal Open Market Committee" "$s"
done
keep add-again.txt entente add "$shared/seeds" examples/ncg
keep list.txt entente list
keep series.txt entente series
keep log.txt entente log
i=0
for page in "$shared"/seeds/*.txt; do
    i=$((i + 1))
    hash=$(sha256sum "$page" | cut -c1-12)
    keep "show-seed-$i.txt" entente show "$hash"
    keep "show-seed-$i.json" entente show --json "$hash"
done
for d in 2023-12-15 2024-06-10 2025-01-10 2025-12-11; do
    keep "ncg-$d.txt" entente compare "ncg/$d"
done
keep ncg.json entente compare --series ncg --json
keep ncg.html entente compare --series ncg --html
for d in 2008-12-16 2012-09-13 2015-12-16 2019-10-30; do
    keep "fomc-$d.txt" entente compare "fomc/$d"
done
keep fomc.html entente compare --series fomc --html
keep fomc-previous.txt entente compare --series fomc --against previous
for d in 2013-01-29 2020-08-27 2021-01-26; do
    keep "goals-$d.txt" entente compare "fomc-longer-run-goals/$d"
done
for c in "North Korea" "extended deterrence" denuclearization "leading role" "\"joint planning\"" "patient"; do
    keep "history-$(printf '%s' "$c" | tr -cd 'A-Za-z').txt" entente history "$c"
done
for s in ncg fomc fomc-longer-run-goals; do
    keep "phrases-$s.txt" entente phrases --series $s
    keep "silences-$s.txt" entente silences --series $s
done
keep search-phrase.txt entente search '"considerable time"'
keep search-words.txt entente search 'nuclear AND planning'
keep verify.txt entente verify
keep hash.txt entente hash
keep rebuild.txt entente rebuild
keep hash-again.txt entente hash
cmp -s $out/hash.txt $out/hash-again.txt || { echo "FAILED  the state hash differs after a rebuild"; bad=$((bad + 1)); }
for d in wiki-versions; do
    [ -d "$shared/data/statements/$d" ] || continue
    keep "add-$d.txt" entente add "$shared/data/statements/$d"
done
keep verify-all.txt entente verify
echo "$n commands, $bad failed; read them in $out"
[ $bad = 0 ]
