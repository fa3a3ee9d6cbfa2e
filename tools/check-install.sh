#!/bin/sh
# Installs BUILD into DIR and uses it as a stranger would: pkg-config, a C program, the manual, completions.
set -eu
cd "$(dirname "$0")/.."
build=$1 dir=$2
DESTDIR=$dir meson install -C "$build" --no-rebuild --quiet
pc=$(find "$dir" -name entente.pc)
prefix=${pc%/lib/*}
entente="$prefix/bin/entente"
flags=$(PKG_CONFIG_PATH=${pc%/*} pkg-config --define-variable=prefix="$prefix" --cflags --libs entente)
LD_LIBRARY_PATH=$(dirname "${pc%/*}")
export LD_LIBRARY_PATH
# shellcheck disable=SC2086 # flags are words
${CC:-gcc} -std=c11 -Wall -Wextra -Werror -o "$dir/example" doc/example.c $flags
"$dir/example" "$dir/example.entente" examples/ncg/2*-*-??.txt >"$dir/example.out" || { cat "$dir/example.out"; exit 1; }
grep -q '"joint planning' "$dir/example.out" || { echo "the example client shows no comparison:"; cat "$dir/example.out"; exit 1; }
# Nothing but the face is seen in the shared library.
nm -D --defined-only "$(find "$dir" -name 'libentente.so' | head -n 1)" | awk '$3 !~ /^ent_/ { print "exported:", $3; bad = 1 } END { exit bad }'
version=$("$entente" --version)
[ "$version" = "entente $(PKG_CONFIG_PATH=${pc%/*} pkg-config --modversion entente)" ] || { echo "versions differ: $version"; exit 1; }
man=$(find "$dir" -name entente.1)
mandoc -T lint -W warning "$man"
bash -n "$(find "$dir" -path '*bash-completion*' -type f)"
for shell in zsh fish; do
    file=$("$entente" completion $shell)
    [ -n "$file" ] || { echo "no completion for $shell"; exit 1; }
    ! command -v $shell >/dev/null || printf '%s\n' "$file" | $shell -n
done
