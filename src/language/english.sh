#!/bin/sh
# The header by which src/language/english.c takes the model in: english.sh [MODEL]. It holds a sum of the model, so that it changes
# whenever the model does and what includes it is made anew; without MODEL it says that there is none.
if [ $# -eq 0 ]; then
    echo '#define ENGLISH_MODEL_NONE'
else
    printf '#define ENGLISH_MODEL_FILE "%s" /* %s */\n' "$1" "$(cksum <"$1")"
fi
