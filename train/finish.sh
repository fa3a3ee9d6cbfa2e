#!/bin/sh
# Put a trained model together and write its own measures into it: train/finish.sh BUILD RUN TOKENS OUT DEV.conllu...
# RUN is the folder of train_parser, TOKENS the section of train_tokens. The model is packed, parses the text of each DEV from
# raw, and is packed again with the measures in its section "about".
set -eu
[ $# -ge 5 ] || { sed -n 2,3p "$0"; exit 2; }
build=$1 run=$2 tokens=$3 out=$4
shift 4
top=$(dirname "$0")
about=$(mktemp)
trap 'rm -f "$about" "$about.scores"' EXIT
cp "$top/english.about" "$about"
pack() {
    set -- tokens="$tokens"
    for section in net.shape net.weights net.scales net.biases net.roots net.tags net.relations net.scripts rows.key rows.scale rows.row \
        vectors.key vectors.scale vectors.row lemmas.key lemmas.script; do
        set -- "$@" "$section=$run/$section"
    done
    "$build/train/train_pack" "$out" --about "$about" "$@"
}
pack >/dev/null
for dev in "$@"; do
    "$build/entente" parse --model "$out" --eval "$dev" | awk -v name="$(basename "$dev" .conllu)" '
        $1 ~ /^(sentences|words|upos|lemmas|uas|las)$/ && NF >= 4 { line = line " " $1 " " $2 }
        END { print "scores: " name line }' >>"$about.scores"
done
cat "$about.scores" >>"$about"
pack
