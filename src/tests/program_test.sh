#!/usr/bin/env bash
# The program under sanitizers, once through every command and every way to fail. What it computes is tested elsewhere.
# Usage: program_test.sh NCA PICTURE
set -euo pipefail
nca=$1 picture=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

expect() { # expect CODE COMMAND...: also fails when a sanitizer speaks
  local want=$1 code=0; shift
  "$@" >out 2>err || code=$?
  if [ "$code" != "$want" ] || grep -q 'Sanitizer\|runtime error' err; then
    echo "got $code, not $want: $*" >&2
    cat err >&2
    exit 1
  fi
}

expect 0 "$nca" --help
expect 0 "$nca" --version
expect 2 "$nca"
expect 2 "$nca" fly
expect 0 "$nca" train --help
expect 0 "$nca" train "$picture" -o model.safetensors --epochs 3 --steps 8..12 --size 12x14 --padding 2 --batch 2 --json --f16
test "$(wc -l <out)" = 3
expect 0 "$nca" train "$picture" -o more.safetensors --init model.safetensors --epochs 1 --steps 8 --grads per-tensor --learning-rate-end 1e-4 -q
expect 0 "$nca" grow model.safetensors --steps 0,4..6,20 --scale 3 --angle 30 -o strip.png --json
expect 0 "$nca" eval model.safetensors --target "$picture" --steps 4,8 --runs 3 --json
expect 0 "$nca" eval model.safetensors --target "$picture" --steps 4 --runs 2
expect 1 "$nca" eval model.safetensors
expect 1 "$nca" eval missing.safetensors
expect 1 "$nca" grow "$picture" -o out.png
expect 1 "$nca" train model.safetensors -o no.safetensors
expect 1 "$nca" train "$picture" -o missing/folder.safetensors --epochs 1 --steps 2
expect 2 "$nca" train "$picture"
expect 2 "$nca" train "$picture" -o x --epochs 0
expect 2 "$nca" train "$picture" -o x --size 4x
expect 2 "$nca" train "$picture" -o x --size 8 --padding 4
expect 2 "$nca" grow model.safetensors --steps 9,3 -o x.png
expect 2 "$nca" eval model.safetensors --runs 1e3
expect 3 "$nca" train "$picture" -o ran-off.safetensors --learning-rate 10 --clip 0 --epochs 200 --steps 20 -q
expect 0 "$nca" eval ran-off.safetensors --target "$picture" --steps 1 --runs 1
head -c 1000 model.safetensors >cut.safetensors
expect 1 "$nca" grow cut.safetensors -o x.png
echo "every command answered as it should"
