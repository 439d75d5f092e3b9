#!/bin/sh
# A new set of filters, a new edge and a new alive rule are one file and one line each: add some to a copy of the sources, and see that library and program have them and
# that they pass what every one has to. Usage: new_parts_test.sh PROJECT C-COMPILER PICTURE
set -eu
project=$1
cc=$2
picture=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "new_parts_test: $1" >&2
  exit 1
}

cp -r "$project/src" "$project/CMakeLists.txt" "$project/LICENSE" "$work"
sh "$work/src/tests/add_parts.sh" "$work/src"
CC=$cc cmake -S "$work" -B "$work/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DNCA_TESTS=ON >/dev/null
cmake --build "$work/build" --target edge_test bits_test kernels_test spoilt_test parts_test sim_test nca -j 2 >"$work/log" 2>&1 || { tail -30 "$work/log" >&2; fail "it does not build"; }

for test in edge bits kernels spoilt sim; do "$work/build/${test}_test" >"$work/log" || { cat "$work/log"; fail "${test}_test"; }; done
"$work/build/parts_test" new >"$work/log" || { cat "$work/log"; fail parts_test; } # the others have passed it where they are
nca=$work/build/nca
"$nca" train --help | tr -s '\n ' ' ' >"$work/help"
for text in "sobel+blur: the gradients, and a blur" "mirror: what lies before it once more" "either: before or after"; do grep -qF "$text" "$work/help" || fail "the program does not tell of it: $text"; done

# Learn, save, go on, grow, judge: by each edge.
for edge in mirror shore; do
  set -- "$picture" -o "$work/flake.safetensors" --filters sobel+blur --edge $edge --alive either --size 16 --channels 12 --hidden 32 --recipe regenerating --pool 8 --batch 2 --seed 3 --quiet
  "$nca" train "$@" -n 6 --checkpoint "$work/run.safetensors"
  for part in '"filters":"sobel+blur"' "\"edge\":\"$edge\"" '"alive":"either"'; do grep -aqF "$part" "$work/flake.safetensors" || fail "it is not in the model: $part"; done
  "$nca" train --resume "$work/run.safetensors" -n 8 --quiet -o "$work/flake.safetensors"
  "$nca" grow "$work/flake.safetensors" --steps 20 -o "$work/flake.png"
  "$nca" eval "$work/flake.safetensors" --target "$picture" >/dev/null
  "$nca" train "$picture" --init "$work/flake.safetensors" -o "$work/more.safetensors" -n 1 --quiet
done
echo "a new set of filters, edge or alive rule takes one file and one line"
