#!/bin/sh
# Bad input and a bad world, each through the command line: one clear line, the right exit status, nothing lost.
# usage: input_test.sh PROGRAM HOLD. Prints TAP.
set -u
program=$(realpath "$1") hold=$(realpath "$2")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-input-XXXXXX") || exit 1
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$work"' EXIT
cd "$work" || exit 1
PATH=$(dirname "$program"):$PATH
ENTENTE_AUTHOR=tester ENTENTE_NOW=2026-01-01T00:00:00Z
export PATH ENTENTE_AUTHOR ENTENTE_NOW
unset ENTENTE_RECORD
n=0 bad=0

# run COMMAND...: its output, talk and status for the checks below.
run() { "$@" >out 2>err; status=$?; }
# fresh: an empty record r.entente in an empty folder of its own.
fresh() { cd "$work" && rm -rf here && mkdir here && cd here && entente init r.entente >/dev/null || exit 1; }
# why TEXT: remember what is wrong with this case.
why() { problem="$problem# $1
"; }
status_is() { [ "$status" = "$1" ] || why "status $status, not $1"; }
says() { grep -qiE -- "$1" err || why "standard error does not say \"$1\": $(head -c 300 err)"; }
shows() { grep -qE -- "$1" out || why "standard output does not show \"$1\": $(head -c 300 out)"; }
# One line says what is wrong; a second one may only count ("entente add: 8 sources ...").
one_line() { [ "$(grep -cvE "^entente [a-z]+: [0-9]+ " err)" = 1 ] || why "standard error is not one line: $(head -c 600 err)"; }
clean() { entente -R "${1:-r.entente}" verify >verify.out 2>&1 || why "verify complains: $(head -c 300 verify.out)"; }
result() { # result NAME
    n=$((n + 1))
    if [ -z "$problem" ]; then echo "ok $n - $1"; else bad=1; printf '%snot ok %d - %s\n' "$problem" "$n" "$1"; fi
    problem=
}
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; problem=; }
problem=
lines() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "Sentence %d of text %s speaks of matter %d. ", i, s, (i * 7919) % 1000; print "" }'; }

fresh
printf 'Both sides met in the capital. They agreed to meet again in th\342\202' >cut.txt
run entente add cut.txt; status_is 0
run entente search capital; status_is 0; shows 'capital'
clean; result "truncated UTF-8 is read up to the cut"

fresh
printf 'Both sides\000 met in the capital.\000 They agreed.\n' >nul.txt
run entente add nul.txt; status_is 0
run entente search '"both sides met"'; shows 'met'
clean; result "NUL bytes within a text"

fresh
head -c 20000 /dev/urandom >noise.bin; printf 'A good text of one sentence.\n' >good.txt
run entente add noise.bin good.txt; status_is 3; says 'noise.bin'; one_line
run entente list; [ "$(grep -c good out)" = 1 ] || [ -s out ] || why "the good text beside it was lost"
clean; result "binary data is refused, the text beside it is added"

fresh
lines 4000000 long | head -c 200000000 | tr -d '\n' >long.txt
run timeout 120 entente add long.txt
case $status in 0) ;; 3 | 5) one_line; says 'long.txt' ;; *) why "status $status: $(head -c 300 err)" ;; esac
printf 'A short text.\n' >short.txt
run entente add short.txt; status_is 0
rm long.txt
clean; result "a line of 200 MB: read, or refused in one line"

fresh
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "<div>"; printf "<p>The innermost sentence is here."; for (i = 0; i < 20000; i++) printf "</div>" }' >deep.html
run timeout 60 entente add deep.html; status_is 0
run entente search innermost; shows 'innermost'
clean; result "HTML 20,000 levels deep"

fresh
mkdir -p tree/a tree/b; printf 'Text one of the tree.\n' >tree/a/one.txt; printf 'Text two of the tree.\n' >tree/b/two.txt
ln -s .. tree/a/up; ln -s ../b tree/a/beside; ln -s loop tree/loop
run timeout 20 entente add tree
case $status in 0 | 3) ;; *) why "status $status" ;; esac
[ "$(grep -c 'one.txt' out)" = 1 ] && [ "$(grep -c 'two.txt' out)" = 1 ] || why "each file once: $(cat out)"
clean; result "a directory loop ends"

fresh
mkdir many; for i in 1 2 3 4 5; do lines 5 "$i" >many/$i.txt; done
ln -s nowhere many/3b.txt
run entente add many; status_is 3; says '3b.txt'
[ "$(grep -c '/[1-5].txt' out)" = 5 ] || why "the five good ones: $(cat out)"
clean; result "an unreadable file among many: the others are added, the exit says so"

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && setpriv --reuid=65534 --clear-groups true 2>/dev/null; then
    fresh
    mkdir many; for i in 1 2 3; do lines 5 "$i" >many/$i.txt; done
    chmod 000 many/2.txt; chmod 711 "$work"; chown -R 65534 .
    run setpriv --reuid=65534 --clear-groups entente add many; status_is 3; says '2.txt.*[Pp]ermission|[Pp]ermission.*2.txt'; one_line
    [ "$(grep -c '/[13].txt' out)" = 2 ] || why "the two good ones: $(cat out)"
    clean; result "a file without read permission"
else
    skip "a file without read permission" "needs root and setpriv to become somebody who may not read"
fi

fresh
lines 50 a >a.txt; entente add a.txt >/dev/null
printf '\000\000\003\347' | dd of=r.entente bs=1 seek=60 conv=notrunc 2>/dev/null
for c in list verify "add a.txt"; do
    # shellcheck disable=SC2086 # words
    run entente $c; status_is 4; says 'newer'; one_line
done
result "a record of a newer schema"

fresh
for i in 1 2 3 4; do # long and hard to compress, so that each artifact has pages of its own
    { printf 'Text number %d.\n' $i; head -c 30000 /dev/urandom | od -An -tx1 -w30 | tr -d ' ' | sed 's/$/ stands here./'; } >big$i.txt
done
entente add big1.txt big2.txt big3.txt big4.txt >/dev/null
at=$(LC_ALL=C grep -obUaP '\x28\xb5\x2f\xfd' r.entente | tail -n 1 | cut -d: -f1)
if [ -n "$at" ]; then
    printf '\252\125\252\125' | dd of=r.entente bs=1 seek=$((at + 9000)) conv=notrunc 2>/dev/null
    run entente verify
    case $status in 1 | 4) ;; *) why "verify ends with status $status" ;; esac
    hit=
    for i in 1 2 3 4; do
        h=$(sha256sum big$i.txt | cut -c1-8)
        if grep -q "$h" out err; then hit="$hit $i"; lost=$h; fi
    done
    [ "$(echo "$hit" | wc -w)" = 1 ] || why "verify names not one artifact but \"$hit\": $(head -c 500 out)"
    run entente salvage r.entente new.entente
    grep -q "${lost:-none}" out err || why "salvage does not name what it lost: $(head -c 300 out; head -c 300 err)"
    for i in 1 2 3 4; do
        case $hit in *$i*) continue ;; esac
        entente -R new.entente show "$(sha256sum big$i.txt | cut -c1-12)" >shown 2>&1 && grep -q stands shown || why "text $i is not in the salvaged record: $(head -c 200 shown)"
    done
else why "no compressed artifact found in the file"; fi
result "a damaged record: verify names the artifact, salvage keeps the others"

fresh
for i in 1 2 3 4; do { lines 40 $i; head -c 60000 /dev/urandom | od -An -tx1 -w30 | tr -d ' '; } >t$i.txt; done
entente add t1.txt t2.txt t3.txt t4.txt >/dev/null
size=$(wc -c <r.entente) told=0
cp r.entente kept
for k in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
    cp kept r.entente
    printf '\252\125\252\125\252\125\252\125' | dd of=r.entente bs=1 seek=$((size * k / 20 + 200)) conv=notrunc 2>/dev/null
    rm -f new.entente
    run timeout 20 entente verify
    [ $status -le 4 ] || why "damage at $k/20: verify ends with status $status"
    [ $status = 0 ] || told=$((told + 1))
    run timeout 20 entente salvage r.entente new.entente
    [ $status -le 4 ] || why "damage at $k/20: salvage ends with status $status"
    [ ! -f new.entente ] || clean new.entente
done
[ $told -ge 4 ] || why "verify saw only $told of 19 damages, though every fifth place or so lies in an artifact"
result "eight bytes damaged anywhere: verify and salvage stay on their feet"

fresh
lines 500 a >a.txt; entente add a.txt >/dev/null
cp r.entente kept
printf 'not a record at all, only a text that is long enough to be a header of something else.....\n' >r.entente
run entente list; status_is 4; one_line
head -c 6000 kept >r.entente
run entente verify; case $status in 1 | 4) ;; *) why "half a record: status $status" ;; esac
: >r.entente
run entente list; status_is 4; one_line
result "what is no record, half a record, an empty file"

fresh
lines 5 a >a.txt
"$hold" r.entente 3 'The holder writes this sentence.' >held &
holder=$!
for i in 1 2 3 4 5 6 7 8 9 10; do grep -q held held 2>/dev/null && break; sleep 0.2; done
begin=$(date +%s)
run entente add a.txt; status_is 0
[ $(($(date +%s) - begin)) -ge 1 ] || why "it did not wait"
wait $holder || why "the holder failed"
run entente list; [ "$(grep -c . out)" -ge 2 ] || why "both texts: $(cat out)"
clean; result "a second writer waits for the first"

fresh
lines 5 a >a.txt
"$hold" r.entente 30 'The holder writes this sentence.' >held &
holder=$!
for i in 1 2 3 4 5 6 7 8 9 10; do grep -q held held 2>/dev/null && break; sleep 0.2; done
run timeout 28 entente add a.txt; status_is 4; one_line; says 'holder'
kill $holder; wait $holder 2>/dev/null
run entente add a.txt; status_is 0
clean; result "a second writer that waited too long says who holds the record"

fresh
mkdir many; for i in 1 2 3 4 5 6 7 8; do { head -c 60000 /dev/urandom | od -An -tx1 -w30 | tr -d ' '; } >many/$i.txt; done
(trap '' XFSZ; ulimit -f 600; exec entente add many) >out 2>err; status=$?
case $status in 4 | 3) ;; *) why "status $status, not 4" ;; esac
one_line
for i in 1 2 3 4 5 6 7 8; do
    grep -q "/$i.txt" out || continue
    entente show "$(sha256sum many/$i.txt | cut -c1-12)" >/dev/null 2>&1 || why "text $i was acknowledged and is not there"
done
clean
run entente add many; status_is 0
clean; result "a file that may not grow: told, and nothing acknowledged is lost"

mkdir -p "$work/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=768k tmpfs "$work/small" 2>/dev/null; then
    mounted=$work/small
    fresh
    mkdir many; for i in 1 2 3 4 5 6 7 8; do { head -c 60000 /dev/urandom | od -An -tx1 -w30 | tr -d ' '; } >many/$i.txt; done
    entente init "$work/small/r.entente" >/dev/null
    run entente -R "$work/small/r.entente" add many; status_is 4; one_line; says 'full|space'
    for i in 1 2 3 4 5 6 7 8; do
        grep -q "/$i.txt" out || continue
        entente -R "$work/small/r.entente" show "$(sha256sum many/$i.txt | cut -c1-12)" >/dev/null 2>&1 || why "text $i was acknowledged and is not there"
    done
    cp "$work/small/r.entente"* . && clean r.entente
    umount "$work/small" && mounted=
    result "a full disk: told, and nothing acknowledged is lost"
else
    skip "a full disk" "needs root to make a small file system"
fi

fresh
printf 'Both sides met in the capital. They will meet again.\n' >good.txt
cp good.txt other.txt; cp good.txt third.txt; mkfifo pipe other.txt.meta; mkdir third.txt.meta
run timeout 10 entente add pipe; status_is 3; one_line; says 'pipe: it is a device, pipe or socket'
run timeout 10 entente add other.txt; status_is 3; one_line; says 'other.txt.meta: it is a device, pipe or socket'
run timeout 10 entente add third.txt; status_is 3; one_line; says 'third.txt.meta: it is a folder'
run timeout 10 entente add /dev/zero; status_is 3; one_line; says '/dev/zero: it is a device'
mkfifo r.entente-writer
run timeout 10 entente add good.txt; status_is 0; shows '^new'
run timeout 10 entente edit --meta pipe "$(entente list --names)"; status_is 3; one_line
run timeout 10 entente concept set pipe; status_is 3; one_line
run timeout 10 entente -R pipe list; status_is 4; one_line
clean
result "pipes, devices and folders where a file should be: refused at once, never waited for"

fresh
run entente add nowhere.txt; status_is 3; says 'nowhere.txt'; one_line
run entente add; status_is 2
run entente -R none.entente list; status_is 4; says 'none.entente'; one_line
run entente init r.entente; [ $status != 0 ] || why "init over a record"; one_line
run entente compare; [ $status != 0 ] || why "compare of an empty record"; one_line
run entente frobnicate; status_is 2; one_line
result "small mistakes: one line and the right status each"

echo "1..$n"
exit $bad
