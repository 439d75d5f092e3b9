#!/bin/sh
# A new set of filters is one file and one line, however far its cells see: add one of reach 2 (sobel_blur.c) to a copy of the sources, and see that library and
# program have it and that it passes what every set has to. Usage: new_filters_test.sh PROJECT C-COMPILER PICTURE
set -eu
project=$1
cc=$2
picture=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "new_filters_test: $1" >&2
  exit 1
}

cp -r "$project/src" "$project/CMakeLists.txt" "$project/LICENSE" "$work"
mv "$work/src/tests/sobel_blur.c" "$work/src/kernels"
sed -i 's/^  X(NCA_FILTERS_SOBEL_LAPLACIAN, .*$/& \\\n  X(NCA_FILTERS_SOBEL_BLUR, 3, sobel_blur, "sobel+blur", "the gradients, and a blur")/' "$work/src/nca.h"
cmp -s "$project/src/nca.h" "$work/src/nca.h" && fail "the list of filters was not found"
CC=$cc cmake -S "$work" -B "$work/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DNCA_TESTS=ON >/dev/null
cmake --build "$work/build" --target kernels_test spoilt_test filters_test nca -j 2 >"$work/log" 2>&1 || { tail -30 "$work/log" >&2; fail "it does not build"; }

for test in kernels spoilt filters; do "$work/build/${test}_test" >"$work/log" || { cat "$work/log"; fail "${test}_test"; }; done
nca=$work/build/nca
"$nca" train --help | tr -s '\n ' ' ' | grep -q "sobel+blur: the gradients, and a blur" || fail "the program does not tell of it"
"$nca" train "$picture" -o "$work/flake.safetensors" --filters sobel+blur --edge torus --size 16 --channels 12 --hidden 32 -n 10 --quiet
grep -aq '"filters":"sobel+blur"' "$work/flake.safetensors" || fail "it is not in the model"
"$nca" grow "$work/flake.safetensors" --steps 20 -o "$work/flake.png"
echo "a new set of filters takes one file and one line"
