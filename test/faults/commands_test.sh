#!/bin/sh
# Every command in a world that gives too little: memory (a limit on address space), room for files, an output that is full
# or closed. Each ends with an exit status of its own and a line, never by a signal; the record stays whole, and afterwards the
# command works as before. usage: commands_test.sh PROGRAM. Prints TAP.
set -u
program=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-commands-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
PATH=$(dirname "$program"):$PATH
ENTENTE_AUTHOR=tester ENTENTE_NOW=2026-01-01T00:00:00Z
export PATH ENTENTE_AUTHOR ENTENTE_NOW
unset ENTENTE_RECORD
n=0 bad=0 problem=

why() { problem="$problem# $1
"; }
result() { # result NAME
    n=$((n + 1))
    if [ -z "$problem" ]; then echo "ok $n - $1"; else bad=1; printf '%snot ok %d - %s\n' "$problem" "$n" "$1"; fi
    problem=
}

# Two records and a list, copied anew for each try.
text() { # text DATE NUMBER...: a statement whose items are drawn by the numbers
    echo "Statement of $1"; echo; shift
    for i in "$@"; do echo "Both sides discussed matter $i and agreed that exercise $i will be held with the Duchy of Sylvania."; echo; done
}
mkdir kept && cd kept || exit 1
text 2024-01-10 1 2 3 4 5 6 7 8 >a.txt
text 2024-06-11 1 2 3 5 6 7 8 9 >b.txt
text 2025-02-12 1 3 4 5 7 8 9 10 >c.txt
printf 'concept: Sylvania\nkind: party\nalias.en: the Duchy of Sylvania\n' >list.concepts
printf 'concept: Freedonia\nkind: party\n' >other.concepts
entente init r.entente >/dev/null || exit 1
entente -R r.entente concept set list.concepts >/dev/null || exit 1
entente -R r.entente add --series talks --date 2024-01-10 a.txt >/dev/null || exit 1
entente -R r.entente add --series talks --date 2024-06-11 b.txt >/dev/null || exit 1
entente init o.entente >/dev/null || exit 1
entente -R o.entente add --series talks --date 2025-02-12 c.txt >/dev/null || exit 1
cd ..
fresh() { cd "$work" && rm -rf here && cp -r kept here && cd here || exit 1; }

# One line a command, as it is typed after "entente -R r.entente".
cat >list <<'END'
add --series talks --date 2025-02-12 c.txt
edit talks/2024-06-11 --title Better
concept set other.concepts
compare --series talks
compare --series talks --html
compare --series talks --json
history Sylvania
phrases --series talks
silences --series talks
search exercise
annotate a.txt
annotate --json a.txt
list
show talks/2024-06-11
log
verify
rebuild
merge o.entente
salvage r.entente new.entente
export
export --bytes out
hash
END

# ended STATUS COMMAND SITUATION: the ending is one that a person can use, told in a line or two (the second may count).
ended() {
    case $1 in
        0 | 1) ;;
        2 | 3 | 4 | 5) [ -s err ] || why "$2 ($3): status $1 without a word" ;;
        *) why "$2 ($3): status $1: $(head -c 200 err)" ;;
    esac
    [ "$(wc -l <err)" -le 2 ] || why "$2 ($3): $(wc -l <err) lines: $(head -c 400 err)"
    grep -qiE 'assert|sanitizer|core dumped' err && why "$2 ($3): $(head -c 300 err)"
    return 0
}
# whole COMMAND SITUATION: the record has no complaint.
whole() { entente -R r.entente verify >verify.out 2>&1 || why "$1 ($2): verify says $(head -c 300 verify.out)"; }

# How much address space the program needs to say its version; the sweep goes on from there.
least=4000
while ! (ulimit -v $least; exec entente version) >/dev/null 2>&1 && [ $least -lt 4000000 ]; do least=$((least + 2000)); done

while read -r line; do
    fresh
    failed=0
    for more in 0 500 1000 1500 2000 3000 4000 6000 8000 12000 16000 24000 32000; do
        # shellcheck disable=SC2086 # words
        (ulimit -v $((least + more)); exec timeout 60 entente -R r.entente $line) >out.txt 2>err
        status=$?
        ended $status "$line" "$((least + more)) KiB"
        [ $status -le 1 ] || failed=$((failed + 1))
        rm -rf new.entente out
    done
    whole "$line" "little memory"
    result "little memory: ${line%% *}${failed:+, failed $failed times}"
done <"$work/list"

while read -r line; do
    fresh
    for blocks in 0 1 8 24 40 60 90 130; do # of 512 bytes: the record has some hundreds
        # shellcheck disable=SC2086
        said=$( (trap '' XFSZ; ulimit -f $blocks; exec timeout 60 entente -R r.entente $line) 2>&1 >/dev/null) # a pipe may grow
        status=$?
        printf '%s\n' "$said" | sed '/^$/d' >err
        ended $status "$line" "$blocks blocks"
        [ ! -e new.entente ] || entente -R new.entente verify >/dev/null 2>&1 || why "$line ($blocks blocks): half a record was left"
        rm -rf new.entente out
    done
    whole "$line" "small files"
    result "files that may not grow: ${line%% *}"
done <"$work/list"

while read -r line; do
    fresh
    # shellcheck disable=SC2086
    entente -R r.entente $line >/dev/full 2>err
    status=$?
    case $line in
        export* | salvage* | add* | edit* | concept* | merge* | rebuild* | verify*) ended $status "$line" "/dev/full" ;; # may say little
        *) [ $status -ge 2 ] && [ -s err ] || why "$line: status $status on a full output: $(head -c 200 err)" ;;
    esac
    rm -rf new.entente out
    fresh
    # shellcheck disable=SC2086
    entente -R r.entente $line >&- 2>err
    ended $? "$line" "closed output"
    whole "$line" "no output"
    result "an output that is full or closed: ${line%% *}"
done <"$work/list"

echo "1..$n"
exit $bad
