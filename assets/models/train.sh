#!/usr/bin/env bash
# Trains the bundled models from scratch, each beside this script. `make train` calls it.
# Usage: train.sh NCA
set -euo pipefail
nca=$1
models=$(dirname "$0")

"$nca" train "$models/../targets/snowflake.png" -o "$models/blog-snowflake.safetensors" --name Snowflake --license Apache-2.0 --seed 1 \
  --epochs 3000 --batch 4 --loss every --min-alpha 0.1334 \
  --optimizer muon --muon-rate 0.03 --learning-rate 4e-3 --learning-rate-end 4e-5 --decay-from 300
