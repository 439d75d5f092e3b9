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

# What has to be said again of a run that goes on.
fused_of() { case " $* " in *" --fused "*) echo --fused ;; esac; }

train() { # train NAME PICTURE TITLE LICENCE OPTIONS...
  local name=$1 picture=$2 title=$3 licence=$4; shift 4
  case $wanted in "  " | *" $name "*) ;; *) return ;; esac
  echo "Training $name"
  local run=(train "$targets/$picture" --name "$title" --license "$licence" --seed 1 "$@")
  [ ! -e "$folder/$name.checkpoint" ] || run=(train --resume "$folder/$name.checkpoint" $(fused_of "$@"))
  "$nca" "${run[@]}" --f16 --checkpoint "$folder/$name.checkpoint" -o "$folder/$name.safetensors"
  mv "$folder/$name.safetensors" "$models/$name.safetensors"
  rm "$folder/$name.checkpoint"
}

# Several runs, each with the weights of the one before: NAME-1, NAME-2 and so on in FOLDER, of which the last one is the model; or, of its last EPOCHS, the mean of the
# weights at each of its saves. Where there are OPTIONS-OF-DETAILS one more run adds details to that, which lies in `plain` by itself.
in_stages() { # in_stages NAME TITLE LICENCE EPOCHS OPTIONS-OF-DETAILS OPTIONS-OF-A-STAGE...: options of a run are one word
  local name=$1 title=$2 licence=$3 averaged=$4 details=$5 number=0 before='' at options; shift 5
  case $wanted in "  " | *" $name "*) ;; *) return ;; esac
  for options in "$@"; do
    number=$((number + 1)) at="$folder/$name-$number"
    if [ ! -e "$at.safetensors" ]; then
      echo "Training $name, stage $number of $#"
      local run=(train $options --seed "$number" --name "$title" --license "$licence" ${before:+--init "$before"})
      [ ! -e "$at.checkpoint" ] || run=(train --resume "$at.checkpoint" $(fused_of $options))
      [ "$averaged" = 0 ] || [ $number -lt $# ] || run+=(--snapshots "$at-{}.safetensors" --save-every 250)
      "$nca" "${run[@]}" --f16 --checkpoint "$at.checkpoint" -o "$at.part"
      mv "$at.part" "$at.safetensors"
      rm "$at.checkpoint"
    fi
    before="$at.safetensors"
  done
  if [ "$averaged" != 0 ]; then
    local kept; mapfile -t kept < <(printf '%s\n' "$at"-*.safetensors | sort -V | tail -n $((averaged / 250)))
    "$nca" mean "${kept[@]}" --f16 -o "$at.part"
    mv "$at.part" "$before"
  fi
  if [ -n "$details" ]; then
    echo "Training $name, details"
    at="$folder/$name-details"
    cp "$before" "$models/plain/$name.safetensors"
    local run=(train $details --seed 32 --learn details --init "$models/plain/$name.safetensors")
    [ ! -e "$at.checkpoint" ] || run=(train --resume "$at.checkpoint" $(fused_of $details))
    "$nca" "${run[@]}" --f16 --checkpoint "$at.checkpoint" -o "$at.part"
    mv "$at.part" "$before"
    rm "$at.checkpoint"
  fi
  mv "$before" "$models/$name.safetensors"
  rm -f "$folder/$name"-*.safetensors
}

emoji=Apache-2.0 ice=MIT # of the targets

train blog-snowflake snowflake.png "Snowflake of the blog post" $emoji \
  --epochs 3000 --batch 4 --loss every --min-alpha 0.1334 \
  --optimizer muon --muon-rate 0.03 --learning-rate 4e-3 --learning-rate-end 4e-5 --decay-from 300
train snowflake-growing snowflake.png "Snowflake, growing" $emoji --recipe growing --epochs 3000
train snowflake-persistent snowflake.png "Snowflake, persistent" $emoji --recipe persistent --epochs 5000
train snowflake snowflake.png "Snowflake" $emoji --recipe regenerating --epochs 10000
train ice-star ice-star.png "Ice star" $ice --recipe regenerating --epochs 11000 --seed 2
train ice-needle ice-needle.png "Ice needles" $ice --recipe regenerating --epochs 11000
train ice-feather ice-feather.png "Ice feathers" $ice --recipe regenerating --epochs 9000
train ice-bloom ice-bloom.png "Ice bloom" $ice --recipe regenerating --epochs 7000
# Faster, by fused multiply-add: to the bits of --fused, the same ones on every processor that can.
train ice-rosette ice-rosette.png "Ice rosette" $ice --fused --recipe regenerating --epochs 4000 --size 41 --padding 8 \
  --filters isotropic --turns 12 --muon-rate 0.01 --seeds 2 --wounds 1
train ice-floes ice-floes.png "Ice floes" $ice --fused --recipe persistent --epochs 2500 --size 48 --padding 0 \
  --edge torus --alive none --match texture --loss last --steps 32..72 --muon-rate 0.01 --overflow 1
train snowman snowman.png "Snowman" $emoji --recipe regenerating --epochs 7000
train evergreen evergreen.png "Evergreen" $emoji --recipe regenerating --epochs 7000
family='--fused --recipe regenerating --batch 8 --size 56 --padding 8 --pool 510'
details='--decoder 32 --decay-from 1500 --muon-rate 0.01 --learning-rate 2e-3 --seeds 0.1 --wounds 0 --morphs 0.15 --steps 16..24 --fine-pixels 2048'
spread="--flakes $(cat "$models/ice-family.flakes")" # of 1 to 1,000 those that lie farthest from one another
in_stages ice-family "Ice family" $ice 2000 "$family $spread --channels 20 --hidden 224 --epochs 5000 $details" \
  "$family --flakes 1..255 --epochs 5500" \
  "$family --flakes 1..255 --epochs 5000 --muon-rate 0.02" \
  "$family --flakes 1..255 --epochs 4000 --muon-rate 0.01 --seeds 0.5 --wounds 1 --wounds-from 0" \
  "$family --flakes 1..255 --epochs 8000 --muon-rate 0.01 --seeds 0.5 --wounds 0.75 --wounds-from 0 --morphs 0.34" \
  "$family --flakes 1..255 --epochs 5000 --muon-rate 0.008 --seeds 0.4 --wounds 0.75 --wounds-from 0 --morphs 0.5" \
  "$family --flakes 1..255 --epochs 6000 --muon-rate 0.006 --seeds 0.45 --wounds 0.5 --wounds-from 0 --morphs 0.5" \
  "$family --flakes 1..255 --hidden 192 --epochs 12000 --decay-from 2000 --muon-rate 0.006 --seeds 0.7 --wounds 0.6 --wounds-from 0 --morphs 0.5 --survival 2" \
  "$family --flakes 1..255 --epochs 5500 --decay-from 300 --muon-rate 0.004 --learning-rate 7e-4 --seeds 0.6 --wounds 0.6 --wounds-from 0 --morphs 0.6 --survival 2" \
  "$family $spread --epochs 6000 --decay-from 300 --muon-rate 0.005 --learning-rate 8e-4 --seeds 0.6 --wounds 0.6 --wounds-from 0 --morphs 0.6 --survival 2"

pictures='snowflake ice-star ice-feather ice-needle ice-bloom snowman evergreen ice-frost ice-dendrite ice-branch ice-blade ice-plate'
gallery="$(printf "$targets/%s.png " $pictures) --fused --recipe regenerating --batch 8 --size 56 --padding 8 --pool 504"
in_stages ice-gallery "Ice gallery" "$emoji AND $ice" 2000 "$gallery --channels 24 --hidden 320 --epochs 6250 $details" \
  "$gallery --init $models/plain/ice-family.safetensors --epochs 5800 --muon-rate 0.013 --wounds 0.75 --wounds-from 3000 --morphs 0.25" \
  "$gallery --epochs 14000 --muon-rate 0.007 --learning-rate 1e-3 --seeds 0.6 --wounds 0.5 --wounds-from 0 --morphs 0.25" \
  "$gallery --epochs 18000 --muon-rate 0.006 --learning-rate 1e-3 --wounds 0.75 --wounds-from 0 --morphs 0.25" \
  "$gallery --epochs 10000 --muon-rate 0.004 --learning-rate 7e-4 --seeds 0.4 --wounds 0.4 --wounds-from 0 --morphs 0.2" \
  "$gallery --epochs 9500 --muon-rate 0.003 --learning-rate 5e-4 --seeds 0.5 --wounds 0.5 --wounds-from 0 --morphs 0.2" \
  "$gallery --hidden 192 --epochs 20000 --muon-rate 0.006 --learning-rate 7e-4 --seeds 0.7 --wounds 0.6 --wounds-from 0 --morphs 0.2" \
  "$gallery --hidden 256 --epochs 9000 --muon-rate 0.006 --learning-rate 7e-4 --seeds 1.6 --wounds 0.6 --wounds-from 0 --morphs 0.1" \
  "$gallery --epochs 8500 --muon-rate 0.006 --learning-rate 7e-4 --wounds 0.6 --wounds-from 0 --morphs 0.1" \
  "$gallery --epochs 20000 --muon-rate 0.006 --learning-rate 7e-4 --seeds 1.6 --wounds 0.6 --wounds-from 0 --morphs 0.1" \
  "$gallery --epochs 3000 --decay-from 500 --muon-rate 0.004 --learning-rate 7e-4 --seeds 2 --wounds 0.5 --wounds-from 0 --morphs 0.15 --survival 2" \
  "$gallery --shares 4,1,2,1,1,2,3,1,1,1,1,1 --pool 513 --epochs 7000 --decay-from 1500 --muon-rate 0.004 --learning-rate 7e-4 --seeds 1.6 --wounds 1 --wounds-from 0 --morphs 0.1 --survival 2"

# A decoder for a rule that stays as it is, by a picture as fine as what it draws: in `fine`, by the name of the model and -fine.
train_fine() { # train_fine NAME PICTURE
  local name=$1 picture=$2
  case $wanted in "  " | *" $name-fine "*) ;; *) return ;; esac
  echo "Training a decoder for $name"
  local run=(train "$picture" --init "$models/$name.safetensors" --decoder 32 --learn decoder --fused --epochs 20000 --recipe persistent --seeds 0 --loss last --steps 4..16 --pool 128 --fine-pixels 1024)
  [ ! -e "$folder/$name-fine.checkpoint" ] || run=(train --resume "$folder/$name-fine.checkpoint" --fused)
  "$nca" "${run[@]}" --f16 --checkpoint "$folder/$name-fine.checkpoint" -o "$folder/$name-fine.safetensors"
  mv "$folder/$name-fine.safetensors" "$models/fine/$name-fine.safetensors"
  rm "$folder/$name-fine.checkpoint"
}

"$nca" ice -o "$folder/ice-star.png" --side 640 --steps 9 --freeze 1,5,6 --melt 2 --centre 2f7fd0 --tips 9fdcf7
"$nca" ice -o "$folder/ice-bloom.png" --side 640 --steps 5 --freeze 1,4,5 --melt 2,3,6 --centre 1f9fb3 --tips a5ecea
"$nca" ice -o "$folder/ice-needle.png" --side 640 --steps 9 --freeze 1 --melt 2 --centre 4a4fd0 --tips b9d0fb
"$nca" ice -o "$folder/ice-feather.png" --side 640 --steps 10 --freeze 1,5 --melt 2 --centre 6a48c4 --tips dccdf7
for name in ice-star ice-bloom ice-needle ice-feather; do train_fine $name "$folder/$name.png"; done
for name in snowflake snowman evergreen; do train_fine $name "$targets/$name.png"; done
