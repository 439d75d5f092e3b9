#!/usr/bin/env bash
# The program, refused its n-th allocation, for every n: it says so and ends with 1, and a file that it writes is the old one or the new one, whole.
# Usage: no_memory_test.sh NCA PICTURE MODEL, of which NCA is built with refuse_memory.c
. "$(dirname "$0")/expect.sh"
export ASAN_OPTIONS=detect_leaks=0 # a program that ends at once gives all back
short=(--size 12 --padding 2 --steps 2..3 --epochs 2 --recipe regenerating --batch 2 --pool 3 -q)
mkdir old new
"$nca" train "$picture" -o old/flake.safetensors --checkpoint old/flake.checkpoint "${short[@]}"
"$nca" ice -o old/flake.png --steps 2 --side 12

is_old_or_new() {
  local file
  for file in old/*; do
    file=$(basename "$file")
    cmp -s "old/$file" "$file" || cmp -s "new/$file" "$file" || fail "$file was spoilt, at allocation $after: $*"
  done
}

at_every_refusal() { # at_every_refusal COMMAND...: it writes to flake.*, of which there are older ones
  local after code
  cp old/* .
  expect 0 "$nca" "$@"
  cp flake.* new
  for after in $(seq 0 999); do
    rm -f refused
    cp old/* .
    code=0
    NCA_REFUSE=$after "$nca" "$@" >out 2>err </dev/null || code=$?
    if grep -q 'Sanitizer\|runtime error' err; then fail "a sanitizer speaks, at allocation $after: $*"; fi
    no_leftovers
    is_old_or_new "$@"
    if [ ! -e refused ]; then
      [ "$code" = 0 ] && [ "$after" -gt 2 ] || fail "got $code, undisturbed after $after: $*"
      return
    fi
    [ "$code" = 1 ] || fail "got $code, not 1, at allocation $after: $*"
    says 'memory'
  done
  fail "it never ended: $*"
}

at_every_refusal grow "$grown" -t 0 --size 6 -o flake.png
at_every_refusal ice -o flake.png --steps 2 --side 3
at_every_refusal ice -o flake.png --flake 3 --side 2
at_every_refusal train "$picture" -o flake.safetensors "${short[@]}" --seed 2
at_every_refusal train "$picture" -o flake.safetensors "${short[@]}" --snapshots 'kept-{}.safetensors'
at_every_refusal mean "$grown" "$grown" -o flake.safetensors
at_every_refusal train --flakes 1..3 -o flake.safetensors "${short[@]}"
at_every_refusal train --resume flake.checkpoint -o flake.safetensors --epochs 3 -q
cp "$picture" picture.png
at_every_refusal eval "$grown" --target picture.png --steps 1 --runs 1
