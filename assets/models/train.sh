#!/usr/bin/env bash
# Trains the bundled models from scratch, each beside this script: all of them, or those named. `make train` calls it.
# A model that is half trained goes on from its checkpoint, which lies in FOLDER until it is done.
# Usage: train.sh NCA FOLDER [MODEL ...]
set -euo pipefail
nca=$1 folder=$2
shift 2
wanted=" $* "
models=$(cd "$(dirname "$0")" && pwd) targets=$(cd "$(dirname "$0")/../targets" && pwd)
mkdir -p "$folder"

train() { # train NAME PICTURE TITLE LICENCE OPTIONS...
  local name=$1 picture=$2 title=$3 licence=$4; shift 4
  case $wanted in "  " | *" $name "*) ;; *) return ;; esac
  echo "Training $name"
  local run=(train "$targets/$picture" --name "$title" --license "$licence" --seed 1 "$@")
  [ ! -e "$folder/$name.checkpoint" ] || run=(train --resume "$folder/$name.checkpoint")
  "$nca" "${run[@]}" --f16 --checkpoint "$folder/$name.checkpoint" -o "$folder/$name.safetensors"
  mv "$folder/$name.safetensors" "$models/$name.safetensors"
  rm "$folder/$name.checkpoint"
}

