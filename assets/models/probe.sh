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
  "$nca" eval "$name.safetensors" --probe --wide "$wide" --json --strip "probes/$name.png" --scale 1 >"probes/$name.json.part"
  mv "probes/$name.json.part" "probes/$name.json"
done
