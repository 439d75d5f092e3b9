#!/usr/bin/env bash
# The weights of every save, and their mean: `nca train --snapshots` and `nca mean`. Usage: mean_test.sh NCA PICTURE MODEL
. "$(dirname "$0")/expect.sh"
short=(--size 16 --padding 2 --steps 8..10 --recipe regenerating -q --save-every 2)

expect 0 "$nca" train "$picture" -o last.safetensors --checkpoint run.ckpt --snapshots 'at {}.safetensors' --epochs 5 "${short[@]}"
[ "$(echo at*)" = 'at 2.safetensors at 4.safetensors at 5.safetensors' ] || fail "not a file for each save: $(echo at*)"
cmp 'at 5.safetensors' last.safetensors
expect 0 "$nca" train --resume run.ckpt -o last.safetensors --snapshots 'at {}.safetensors' --save-every 2 --epochs 7 -q
cmp 'at 7.safetensors' last.safetensors
expect 0 "$nca" train "$picture" -o - --snapshots 'piped {}.safetensors' --epochs 3 "${short[@]}"
[ -e 'piped 2.safetensors' ] || fail "no snapshot where the weights go through a pipe"
expect 1 "$nca" train "$picture" -o x --snapshots 'nowhere/{}.safetensors' --epochs 1000000 "${short[@]}"
expect 2 "$nca" train "$picture" -o x --snapshots same.safetensors --epochs 1 "${short[@]}"
says 'has no {} in it'

expect 0 "$nca" mean last.safetensors -o again.safetensors
cmp last.safetensors again.safetensors
expect 0 "$nca" mean 'at 2.safetensors' 'at 4.safetensors' 'at 7.safetensors' -o mean.safetensors
cmp <(head -c 500 mean.safetensors) <(head -c 500 last.safetensors) # it says of itself what the last one does
numbers() { tail -c 33344 "$1" | od -An -v -w4 -tf4; } # of the usual shape
paste <(numbers 'at 2.safetensors') <(numbers 'at 4.safetensors') <(numbers 'at 7.safetensors') <(numbers mean.safetensors) |
  awk '{ away = ($1 + $2 + $3) / 3 - $4; if (away * away > 1e-13) bad++ } END { exit bad > 0 || NR != 8336 }' || fail "it is not the mean"
cmp -s mean.safetensors last.safetensors && fail "the mean is the last one"
expect 0 "$nca" mean 'at 2.safetensors' - -o - --f16 <'at 4.safetensors'
expect 0 "$nca" grow mean.safetensors --steps 4 -o mean.png

expect 0 "$nca" train "$picture" -o wide.safetensors --hidden 144 --epochs 1 "${short[@]}"
expect 1 "$nca" mean last.safetensors wide.safetensors -o x
says 'wide.safetensors: this is another kind of model'
expect 1 "$nca" mean last.safetensors "$picture" -o x
expect 1 "$nca" mean last.safetensors absent.safetensors -o x
expect 2 "$nca" mean -o x
expect 2 "$nca" mean last.safetensors
expect 2 "$nca" mean last.safetensors mean.safetensors -o mean.safetensors
expect 2 "$nca" mean - - -o x <last.safetensors
[ ! -e x ] || fail "weights were written"
no_leftovers
