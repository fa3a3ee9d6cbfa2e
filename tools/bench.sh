#!/bin/sh
# The speed table: what we take, what we mean to reach, and other programs on the same files in the same run, where they
# are installed and the shared data are there. Medians; every run on one core (CORE, default 1 if there are two).
# Rows: ROWS="pair series whole parse many plain" (default all). "many" and "plain" make their texts from a seed in out/bench
# and delete them after; "plain" needs 4 GB of disk for its 1 GB of text (PLAIN_FILES=100000 PLAIN_BYTES=10700).
# "parse" stands beside UDPipe 1 where UDPIPE names the program and UDPIPE_MODEL its model.
# The table is kept in out/bench.txt.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
rows=${ROWS:-pair series whole parse many plain}
shared=${ENTENTE_SHARED:-../shared}
core=${CORE:-$([ "$(nproc)" -gt 1 ] && echo 1 || echo 0)}
runs=${RUNS:-5}
top=$(pwd)
case $build in /*) ;; *) build=$top/$build ;; esac
entente=$build/entente
work=$top/out/bench
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# Speed is measured on optimised code, built apart so that nobody waits for it otherwise.
fast=$top/build-fast
[ -f "$fast/build.ninja" ] || meson setup "$fast" --buildtype=release -Db_ndebug=false >/dev/null
ninja -C "$fast" --quiet
entente=$fast/entente build=$fast

measure() { "$build/bench/measure" -n "$runs" -c "$core" "$@"; }
value() { awk -v k="$1" '$1 == k { print $2; exit }'; }
# row WHAT VALUE UNIT RELATION REACH: one line of the table; 1 in $missed when it is not reached.
missed=0
row() {
    if awk -v v="$2" -v r="$4" -v f="$5" 'BEGIN { exit !(r == "<=" ? v <= f : v >= f) }'; then word=ok; else word=MISSED missed=1; fi
    printf '%-7s %-58s %10s %-5s %s %s\n' "$word" "$1" "$2" "$3" "$4" "$5" | tee -a out/bench.txt
}
# peer NAME SECONDS OURS: another program on the same files.
peer() { awk -v n="$1" -v s="$2" -v o="$3" 'BEGIN { printf "        %-58s %10.3f s     %.1f times ours\n", "  beside: " n, s, s / o }' | tee -a out/bench.txt; }
has() { case " $rows " in *" $1 "*) true ;; *) false ;; esac; }
need() { [ -e "$1" ] || { echo "absent  $2: no $1 on this machine" | tee -a out/bench.txt; return 1; }; }

{ date -u '+%Y-%m-%d'; echo "$(nproc) cores, core $core used; $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1); $runs runs, medians"; } >out/bench.txt
tail -n 1 out/bench.txt

if has pair && need "$shared/data/speed/old.txt" "1 MB pair"; then
    old=$shared/data/speed/old.txt new=$shared/data/speed/new.txt
    taskset -c "$core" "$build/bench/pair_bench" "$old" "$new" "$runs" >"$work/pair"
    sed 's/^/        /' "$work/pair"
    ours=$(value compare_s <"$work/pair")
    row "1 MB pair: words, alignment, moves, redline" "$ours" s "<=" 0.10
    row "1 MB pair: memory" "$(value rss_mb <"$work/pair")" MB "<=" 64
    set -- $(measure -s -- git diff --no-index --word-diff "$old" "$new")
    peer "git diff --word-diff (no alignment)" "$1" "$ours"
    for p in dwdiff wdiff; do
        command -v $p >/dev/null || { echo "        beside: $p is not installed"; continue; }
        set -- $(measure -s -- $p "$old" "$new")
        peer "$p" "$1" "$ours"
    done
fi

if has series && need "$shared/data/statements/fomc" "FOMC series"; then
    fomc=$shared/data/statements/fomc r=$work/fomc.entente
    "$entente" init "$r" >/dev/null
    "$entente" -R "$r" add --series fomc "$fomc" >/dev/null 2>&1
    taskset -c "$core" "$build/bench/series_bench" "$r" fomc 51 >"$work/series"
    row "newest FOMC statement against 112 others, warm" "$(value compare_s <"$work/series")" s "<=" 0.020
    set -- $(measure -n 15 -s -- "$entente" -R "$r" compare --series fomc)
    row "newest FOMC statement against 112 others, cold process" "$1" s "<=" 0.060
    cold=$1
    newest=$(ls "$fomc"/*.txt | tail -n 1)
    cat >"$work/git.sh" <<END
for f in $fomc/*.txt; do [ "\$f" = "$newest" ] || git diff --no-index --word-diff "\$f" "$newest"; done
exit 0
END
    set -- $(measure -n 3 -- sh "$work/git.sh")
    peer "112 times git diff --word-diff" "$1" "$cold"
fi

if has whole && need "$shared/data/statements/fomc" "FOMC series"; then
    r=$work/whole.entente
    cat >"$work/whole.sh" <<END
set -e
"$entente" init "$r" >/dev/null
"$entente" -R "$r" add --series fomc "$shared/data/statements/fomc" >/dev/null 2>&1
"$entente" -R "$r" compare --series fomc >/dev/null || [ \$? = 1 ]
END
    set -- $(measure -b "rm -f $r $r-wal $r-shm" -- sh "$work/whole.sh")
    row "whole FOMC series: init, add, compare" "$1" s "<=" 1
fi

# tokens FILE: how many a CoNLL-U file has, one for each range.
tokens() { awk -F'\t' '$1 ~ /^[0-9]+-[0-9]+$/ { split($1, r, "-"); n -= r[2] - r[1] } $1 ~ /^[0-9]+$/ { n++ } END { print n + 0 }' "$1"; }

if has parse && need "$shared/data/speed/old.txt" "parsing" && { "$entente" model >/dev/null 2>&1 || { echo "absent  parsing: this build has no model" | tee -a out/bench.txt; false; }; }; then
    old=$shared/data/speed/old.txt
    printf 'Both sides reaffirmed that the ironclad alliance remains the linchpin of peace.\n' >"$work/one.txt"
    "$entente" parse "$old" >"$work/parsed"
    "$entente" parse --threads 2 "$old" | cmp -s - "$work/parsed" || { echo "MISSED  two threads give other bytes than one" | tee -a out/bench.txt; missed=1; }
    n=$(tokens "$work/parsed")
    set -- $(measure -- "$entente" parse "$old")
    ours=$1
    row "raw text to CoNLL-U, $n tokens, one thread" "$(awk -v n="$n" -v s="$1" 'BEGIN { printf "%.0f", n / s }')" tok/s ">=" 20000
    row "  its memory" "$3" MB "<=" 64
    set -- $(measure -n 15 -- "$entente" parse "$work/one.txt")
    row "  from start to the first sentence" "$1" s "<=" 0.030
    if [ -n "${UDPIPE:-}" ] && [ -n "${UDPIPE_MODEL:-}" ]; then
        set -- $(measure -n 1 -- "$UDPIPE" --tokenize --tag --parse "$UDPIPE_MODEL" "$old")
        peer "UDPipe 1 (tokenize, tag, parse)" "$1" "$ours"
    else echo "        beside: UDPipe 1 is not given (UDPIPE=program UDPIPE_MODEL=file)"; fi
fi

if has many; then
    r=$work/many.entente
    "$build/bench/corpus" statements "$work/many" 10001 1
    last=$(ls "$work/many"/*.txt | tail -n 1)
    mkdir "$work/last" && mv "$last" "$last.meta" "$work/last/"
    "$entente" init "$r" >/dev/null
    begin=$(date +%s)
    "$entente" -R "$r" add "$work/many" >/dev/null
    echo "        10,000 statements added in $(($(date +%s) - begin)) s; the record takes $(du -m "$r" | cut -f1) MB"
    cat >"$work/many.sh" <<END
set -e
"$entente" -R "$r" add "$work/last" >/dev/null
"$entente" -R "$r" compare --series bench >/dev/null || [ \$? = 1 ]
END
    cp "$r" "$work/many.kept"
    set -- $(measure -b "cp $work/many.kept $r; rm -f $r-wal $r-shm; sync" -- sh "$work/many.sh")
    row "the 10,001st statement added and compared with all" "$1" s "<=" 0.250
    row "  its memory" "$3" MB "<=" 512
    rm -rf "$work/many" "$work"/many.*
fi

if has plain; then
    files=${PLAIN_FILES:-100000} bytes=${PLAIN_BYTES:-10700}
    free=$(df -Pk "$work" | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -lt $((files / 1000 * bytes / 1000 * 4)) ]; then
        echo "absent  plain adding: needs $((files / 1000 * bytes / 1000 * 4)) MB of disk, $free are free" | tee -a out/bench.txt
    else
        r=$work/plain.entente
        "$build/bench/corpus" texts "$work/plain" "$files" "$bytes" 1
        mb=$(find "$work/plain" -type f -printf '%s\n' | awk '{ s += $1 } END { printf "%.1f", s / 1e6 }')
        "$entente" init "$r" >/dev/null
        set -- $(measure -n 1 -- "$entente" -R "$r" add "$work/plain")
        row "plain adding of $mb MB in $files files, full text indexed" "$(awk -v m="$mb" -v s="$1" 'BEGIN { printf "%.1f", m / s }')" MB/s ">=" 15
        row "  its memory" "$3" MB "<=" 256
        echo "        $1 s, processor $2 s; the record takes $(du -m "$r" | cut -f1) MB" | tee -a out/bench.txt
    fi
fi
exit $missed
