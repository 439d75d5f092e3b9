#!/usr/bin/env bash
# Probes the bundled models, all of them or those named: probes/NAME.json and a strip of growth, a half cut and healing, probes/NAME.png.
# It takes some minutes a model. Usage: probe.sh NCA [MODEL ...]
set -euo pipefail
nca=$1
shift
cd "$(dirname "$0")"
mkdir -p probes
[ $# -gt 0 ] || set -- $(basename -s .safetensors ./*.safetensors)
for name in "$@"; do
  echo "Probing $name"
  wide=128
  [ "$name" != blog-snowflake ] || wide=64
  options=()
  whole=() # a probe that has no one strip
  case $name in
    ice-family) whole=(--flakes 1001..1100) ;; # numbers that it was not taught
    ice-gallery) whole=(--wide 0 --steps 96,200,1000,10000 --healed 1e-3) ;;
  esac
  if [ ${#whole[@]} -gt 0 ]; then
    "$nca" eval "$name.safetensors" --probe "${whole[@]}" --json >"probes/$name.json.part"
    mv "probes/$name.json.part" "probes/$name.json"
    continue
  fi
  case $name in # two that were probed for less long
    ice-rosette) wide=96 options=(--steps 96,200,1000,10000) ;;
    ice-floes) wide=0 options=(--steps 96,200,1000,10000 --runs 4 --healed 5e-4) ;;
  esac
  "$nca" eval "$name.safetensors" --probe --wide "$wide" ${options[@]+"${options[@]}"} --json --strip "probes/$name.png" --scale 1 >"probes/$name.json.part"
  mv "probes/$name.json.part" "probes/$name.json"
done
