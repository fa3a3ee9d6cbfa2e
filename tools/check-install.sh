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
for example in doc/*.c; do
    [ -f "$example" ] || continue
    # shellcheck disable=SC2086 # flags are words
    ${CC:-gcc} -std=c11 -Wall -Wextra -Werror -o "$dir/example" "$example" $flags
    (cd "$dir" && LD_LIBRARY_PATH=$(dirname "${pc%/*}") ./example "$OLDPWD/examples/ncg" >example.out) || { cat "$dir/example.out"; exit 1; }
done
LD_LIBRARY_PATH=$(dirname "${pc%/*}")
export LD_LIBRARY_PATH
"$entente" version
