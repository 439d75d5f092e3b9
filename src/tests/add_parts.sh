#!/bin/sh
# Adds to a copy of the sources a set of filters that sees farther, an edge whose sides differ, another that is a mirror, and an alive rule: each is one file and one line.
# Usage: add_parts.sh SRC
set -eu
src=$1
# add LIST ROW: behind the last row of a list of nca.h
add() {
  cp "$src/nca.h" "$src/nca.h.before"
  awk -v list="#define NCA_$1_LIST(X)" -v row="$2" '
    !is_in { is_in = index($0, list) == 1; print; next }
    is_in == 1 && !/\\$/ { print $0 " \\"; print "  X(" row ")"; is_in = 2; next }
    { print }' "$src/nca.h.before" >"$src/nca.h"
  grep -qF "X($2)" "$src/nca.h" || { echo "add_parts: nca.h has no list of $1" >&2; exit 1; }
  rm "$src/nca.h.before"
}
mv "$src/tests/sobel_blur.c" "$src/kernels"
mv "$src/tests/edge_mirror.c" "$src/tests/edge_shore.c" "$src/base"
mv "$src/tests/alive_either.c" "$src/grow"
add FILTERS 'NCA_FILTERS_SOBEL_BLUR, 3, sobel_blur, "sobel+blur", "the gradients, and a blur"'
add EDGE 'NCA_EDGE_MIRROR, 2, mirror, "mirror", "what lies before it once more"'
add EDGE 'NCA_EDGE_SHORE, 3, shore, "shore", "nothing above, the last row below, the other side beside"'
add ALIVE 'NCA_ALIVE_EITHER, 3, either, "either", "before or after"'
