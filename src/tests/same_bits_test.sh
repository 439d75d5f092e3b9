#!/usr/bin/env bash
# What the program makes on another machine is what it makes on this one, to the bit: weights, a checkpoint with its pool, and pictures; and
# a run that one machine began the other goes on with.
# Usage: same_bits_test.sh NCA OTHER_NCA PICTURE MODEL
set -euo pipefail
here=$1 there=$2 picture=$3 grown=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

on_both() { # on_both ARGUMENT...: %s stands for the machine's own files
  "$here" "${@//%s/here}" -q
  "$there" "${@//%s/there}" -q
}
run=(train "$picture" --init "$grown" --recipe regenerating --batch 2 --pool 4 --wounds-from 2 --size 24 --padding 4 --steps 9..11)

on_both "${run[@]}" --epochs 4 -o %s.safetensors --checkpoint %s.checkpoint
cmp here.safetensors there.safetensors
cmp here.checkpoint there.checkpoint

on_both train "$picture" --epochs 2 --size 20x24 --padding 2 --steps 9..11 --muon-rate 0.02 --optimizer muon --f16 -o %s.safetensors
cmp here.safetensors there.safetensors

for angle in 0 30; do
  "$here" grow "$grown" --steps 0,40 --scale 2 --angle $angle -o here.png
  "$there" grow "$grown" --steps 0,40 --scale 2 --angle $angle -o there.png
  cmp here.png there.png
done

if "$here" --kernels | grep -q fused && "$there" --kernels | grep -q fused; then
  on_both "${run[@]}" --epochs 3 --fused -o %s.safetensors
  cmp here.safetensors there.safetensors
  "$here" "${run[@]}" --epochs 3 -o plain.safetensors -q
  if cmp -s plain.safetensors there.safetensors; then echo "--fused changes nothing" >&2; exit 1; fi
fi

# What the other machine began both of them go on with
"$there" "${run[@]}" --epochs 12 --save-every 3 -o whole.safetensors --checkpoint whole.checkpoint -q &
for _ in $(seq 3000); do [ -e whole.checkpoint ] && break; sleep 0.02; done
cp whole.checkpoint here.checkpoint
cp whole.checkpoint there.checkpoint
wait $!
if cmp -s whole.checkpoint here.checkpoint; then echo "it was caught too late" >&2; exit 1; fi
on_both train --resume %s.checkpoint -o %s.safetensors
cmp whole.safetensors here.safetensors
cmp whole.safetensors there.safetensors
cmp whole.checkpoint here.checkpoint
echo "both come to the same"
