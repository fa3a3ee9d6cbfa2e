#!/bin/sh
# The checks of the house find what they are there to find. Prints TAP. Argument: the project's folder.
set -u
top=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
n=0 bad=0

# found NAME WANTED-STATUS PATTERN COMMAND...: the command ends with that status and prints the pattern.
found() {
    name=$1 want=$2 pattern=$3; shift 3
    n=$((n + 1))
    "$@" >out 2>&1; got=$?
    if [ "$got" = "$want" ] && { [ -z "$pattern" ] || grep -qE "$pattern" out; }; then echo "ok $n - $name"
    else bad=1; echo "not ok $n - $name"; echo "# status $got, not $want, or no \"$pattern\" in:"; sed 's/^/#   /' out; fi
}
# tree: a small project without fault, in a repository of its own.
tree() {
    rm -rf tree && mkdir -p tree/tools tree/src/base tree/src/text tree/src/store && cd tree || exit 1
    cp "$top"/tools/check-*.sh "$top"/tools/rooms.txt tools/
    printf '/* Base. */\nint base(void);\n' >src/base/base.h
    printf '/* Text. */\n#include "base/base.h"\nint text(void);\n' >src/text/text.h
    printf '/* Store. */\n#include <sqlite3.h>\n' >src/store/store.c
    git init -q . && git add -A
}
rooms() { sh tools/check-rooms.sh; }
house() { git add -A && sh tools/check-house.sh "$@"; }

echo 1..14
tree; found "rooms: a good tree passes" 0 '' rooms
cd .. && tree; echo '#include "text/text.h"' >src/base/a.c; found "rooms: an include upwards" 1 'base may not include text' rooms
cd .. && tree; echo '#include "base/inner.h"' >src/text/a.c; found "rooms: any header of base" 0 '' rooms
cd .. && tree; mkdir src/source; echo '#include "text/inner.h"' >src/source/a.c
found "rooms: a private header of a room not below" 1 'source may not include text' rooms
cd .. && tree; mkdir src/record; echo '#include "text/inner.h"' >src/record/a.c
found "rooms: a private header of a room below" 1 'reach text through text/text.h only' rooms
cd .. && tree; echo '#include <sqlite3.h>' >src/text/a.c; found "rooms: SQLite outside the store" 1 'only store/' rooms
cd .. && tree; mkdir src/attic; echo '#include "base/base.h"' >src/attic/a.c; found "rooms: an unknown room" 1 'attic is not in' rooms
cd .. && tree; found "house: a good tree passes" 0 'comment; median file' house
cd .. && tree; { printf 'int f(void)\n{\n'; yes '    ;' | head -n 79; echo '}'; } >src/base/a.c
found "house: a function of 81 lines" 1 'a.c:2: 81 lines in int f' house
cd .. && tree; yes 'int f(void);' | head -n 1201 >src/base/a.c; found "house: a file of 1,201 lines" 1 'a.c: 1201 lines' house
cd .. && tree; printf 'int f(void);\t/* tab */\n' >src/base/a.c; found "house: a tab" 1 '^tab: src/base/a.c:1' house
cd .. && tree; printf '/* %s: later */\n' TO''DO >src/base/a.c; found "house: work left for later" 1 'UNDECIDED: src/base/a.c:1' house
cd .. && tree; printf 'see /%s/someone/x\n' home >notes.md; found "house: a path of a machine" 1 'machine: notes.md:1' house
cd .. && tree; printf 'static int calls; int f(void); int f(void) { return calls++; }\nconst char *const names[] = {"a"};\n' >src/base/a.c
mkdir build && ${CC:-cc} -fPIC -c -o build/a.o src/base/a.c && ar rc build/liba.a build/a.o && rm build/a.o
echo /build >.gitignore
found "house: a mutable static" 1 'mutable static: liba.a: calls$' house build
exit $bad
