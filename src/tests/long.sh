#!/usr/bin/env bash
# Each bundled model for very many steps: bounded, the error as after 100,000 steps, memory flat. What is done stands in FOLDER and is not done again.
# Usage: long.sh NCA FOLDER STEPS [MODEL...]
set -euo pipefail
nca=$1 folder=$2 steps=$3; shift 3
cd "$(dirname "$0")/../../assets/models"
mkdir -p "$folder"
[ $# -gt 0 ] || set -- $(basename -s .safetensors ./*.safetensors)
early=$((steps < 100000 ? steps / 100 : 100000)) code=0

rss_of() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null || true; } # kB

run() { # run MODEL: FOLDER/MODEL.STEPS.json, and beside it the memory soon after the start, and the most, in kB
  local options=() first='' most=0 now
  [ "$1" != ice-family ] || options=(--flakes 1001)
  "$nca" eval "$1.safetensors" --steps "$early,$steps" --runs 1 --json "${options[@]}" >"$folder/part" & local pid=$!
  trap 'kill $pid 2>/dev/null; exit 130' INT TERM
  while sleep 1 && now=$(rss_of $pid) && [ -n "$now" ]; do
    first=${first:-$now}
    most=$((now > most ? now : most))
  done
  wait $pid
  echo "${first:-0} $most" >"$folder/$1.$steps.kb"
  mv "$folder/part" "$folder/$1.$steps.json"
}

for model in "$@"; do
  [ -e "$folder/$model.$steps.json" ] || run "$model"
  read -r first most <"$folder/$model.$steps.kb"
  node -e '
    const [file, name, early, steps, first, most] = process.argv.slice(1), found = [];
    const look = (each) => { if (each && typeof each === "object") { if (Array.isArray(each.steps)) found.push(each.steps); Object.values(each).forEach(look); } };
    look(JSON.parse(require("fs").readFileSync(file, "utf8")));
    const errors = found.map((list) => [early, steps].map((step) => list.find((each) => each.step === Number(step))?.median));
    const isWell = errors.length > 0 && errors.every(([before, after]) => Number.isFinite(after) && (before > 1e-2 || after <= 2 * before + 1e-4)) && most - first < 1024;
    console.log(`${name}: error ${errors.map(([before, after]) => `${before} at ${early}, ${after} at ${steps}`).join("; ")}; ${first} kB, at most ${most}${isWell ? "" : ": NOT as it should be"}`);
    process.exit(isWell ? 0 : 1);
  ' "$folder/$model.$steps.json" "$model" "$early" "$steps" "$first" "$most" | tee -a "$folder/log" || code=1
done
exit $code
