#!/usr/bin/env bash
# Weights that short trainings come to, and pictures and errors that follow from them, are those of earlier versions, to the bit: what a seed gives is a promise that files, links and
# kept runs are built on. Who changes a formula, the order of a sum or what is drawn from a random number sees it here, and writes the new sums down where that was meant.
# Usage: pinned_test.sh NCA PICTURE MODEL
. "$(dirname "$0")/expect.sh"
small=(--size 16 --padding 2 --channels 8 --hidden 16 --steps 9..12 --seed 5 -q)
num_wrong=0

sum_of() { # sum_of FILE: of the numbers alone, where it is one of weights
  case $1 in
    *.safetensors) tail -c "+$((9 + $(od -An -tu8 -N8 "$1")))" "$1" | sha256sum | cut -c1-16 ;;
    *) sha256sum "$1" | cut -c1-16 ;;
  esac
}

pin() { # pin SUM FILE WHAT
  [ "$(sum_of "$2")" = "$1" ] || { echo "$3: $(sum_of "$2"), not $1" >&2; num_wrong=$((num_wrong + 1)); }
}

learns() { # learns SUM NAME OPTION...: in NAME.safetensors
  local sum=$1 name=$2; shift 2
  expect 0 "$nca" train "${small[@]}" "$@" -o "$name.safetensors"
  pin "$sum" "$name.safetensors" "$name"
}

grown_on=(--init "$grown" --channels 16 --hidden 128 --size 32 --padding 0 --steps 64..66 --recipe regenerating --batch 2 --pool 4 --wounds-from 0) # a pool keeps what is grown alone
regenerating=(--recipe regenerating --batch 4 --pool 8 --wounds-from 0)
learns ffe323fbbbf89a67 post "$picture" --epochs 4
learns 58b6328da8dadeb8 lasting "$picture" --recipe persistent --epochs 4 --batch 2 --pool 6 --loss every
learns e8bccf50229e8563 wounds "$picture" "${grown_on[@]}" --epochs 6 --seeds 0.5 --wounds 1 --wound-kinds 1,1,1,1
learns cd7e39b69b222a1f goals "$picture" "$picture" --goals one,two "${grown_on[@]}" --epochs 5 --wounds 0.5 --morphs 1 --overflow 1 --stillness 0.1
learns a69c9f1c577112ab turns "$picture" "${regenerating[@]}" --epochs 3 --filters isotropic --turns 5
learns dc3439a3e2284414 laplacian "$picture" "${regenerating[@]}" --epochs 3 --filters sobel+laplacian --alive post --muon-rate 0.02 --grads per-tensor
learns 9fe8e046feea8eef texture "$picture" --config distill --match texture --alive none --edge torus --padding 0 --epochs 3 --optimizer adam
learns 8a274f8c320c63c4 fine "$picture" "${regenerating[@]}" --epochs 3 --decoder 16 --decoder-scale 4 --fine-pixels 64
learns 6a0017c0ad302007 details "$picture" "${grown_on[@]}" --recipe persistent --epochs 3 --channels 20 --hidden 144 --decoder 16 --learn details
learns 099b29649ad1520b survival "$picture" --epochs 12 --learning-rate 0.05 --clip 0 --loss every --survival 2
learns 2e71aa3325b89ba8 family --flakes 1..3 "${regenerating[@]}" --epochs 3

expect 0 "$nca" train "$picture" -o half.safetensors --f16 --epochs 2 "${small[@]}"
pin f390fb4de599756e half.safetensors half
expect 0 "$nca" grow "$grown" --steps 0,40 --scale 2 --angle 30 -o turned.png
pin 1c36b08266141e6c turned.png turned
expect 0 "$nca" grow fine.safetensors --steps 12 --fine 4 -o fine.png
pin d8c4df2a32e6c768 fine.png fine-picture
expect 0 "$nca" ice --flake 48213 --side 96 -o crystal.png
pin 01d1cb43b8202b4c crystal.png crystal
expect 0 "$nca" ice --steps 5 --freeze 1,4,5 --melt 2,3,6 --side 96 -o table.png
pin 08089c0ae3461321 table.png table
cp "$grown" grown.safetensors
cp "$picture" picture.png
expect 0 "$nca" eval grown.safetensors --target picture.png --steps 20,60 --runs 3 --json
pin 3bb06c9e80602333 out eval
[ $num_wrong = 0 ]
