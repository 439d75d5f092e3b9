#!/usr/bin/env bash
# Runs kills_test.sh, each turn by another seed, until WANTED kills have left no trace, those of earlier runs included: it may be stopped at any time and goes on from there.
# How far it is stands in BUILD/kills/done, the seeds that found something in BUILD/kills/found, of which those are tried first; what each turn came to in BUILD/kills/log.
# Usage: kills_campaign.sh BUILD PICTURE MODEL WANTED [FIRST_SEED]
set -euo pipefail
build=$1 picture=$2 model=$3 wanted=$4 first_seed=${5:-1}
turn=50 # kills of a turn; what a stop loses
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) kept=$build/kills
mkdir -p "$kept"
num_of() { cat "$kept/$1" 2>/dev/null || echo "$2"; }
keep() { echo "$2" >"$kept/$1.new" && mv "$kept/$1.new" "$kept/$1"; }

try() { # try SEED KILLS
  local code=0
  "$here/kills_test.sh" "$build/nca" "$picture" "$model" "$2" "$1" "$build/nca_cut" >"$kept/turn" 2>&1 || code=$?
  if [ $code != 0 ]; then
    tail -n 40 "$kept/turn" >&2
    grep -qx "$1" "$kept/found" 2>/dev/null || echo "$1" >>"$kept/found"
    echo "$(date -u +%FT%TZ) seed $1: a fault" | tee -a "$kept/log"
    exit 1
  fi
}

for seed in $(num_of found ''); do
  try "$seed" $turn
  echo "$(date -u +%FT%TZ) seed $seed: no fault any more" | tee -a "$kept/log"
done
rm -f "$kept/found"
while killed=$(num_of done 0) && [ "$killed" -lt "$wanted" ]; do
  seed=$(num_of seed "$first_seed") kills=$((wanted - killed < turn ? wanted - killed : turn))
  try "$seed" "$kills"
  keep seed $((seed + 1))
  keep done $((killed + kills))
  echo "$(date -u +%FT%TZ) seed $seed: $((killed + kills)) kills of $wanted, no fault; $(grep ' kills, ' "$kept/turn"); $(grep -c ' the power went ' "$kept/turn") systems cut off" | tee -a "$kept/log"
done
echo "$killed kills, no fault"
