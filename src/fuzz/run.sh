#!/usr/bin/env bash
# Run every fuzzer for SECONDS from its corpus. New finds go to the build folder, never into the corpus by themselves.
# Usage: run.sh BUILD SECONDS
set -euo pipefail
build=$1 seconds=$2 at_least=100
here=$(dirname "$0")
# Checkpoints are too large to keep in the repository: the program makes them.
mkdir -p "$build/corpus/checkpoint"
"$build/nca" ice -o "$build/fuzz.png" --steps 3 --side 16
"$build/nca" train "$build/fuzz.png" -o "$build/fuzz.safetensors" --checkpoint "$build/corpus/checkpoint/small" --epochs 2 --size 6 --padding 1 \
  --recipe regenerating --batch 2 --pool 2 --steps 2..3 -q
"$build/nca" train "$build/fuzz.png" "$build/fuzz.png" --goals one,two -o "$build/fuzz.safetensors" --checkpoint "$build/corpus/checkpoint/goals" --epochs 2 --size 6 --padding 1 \
  --channels 8 --hidden 16 --recipe persistent --batch 2 --pool 3 --steps 2..3 -q
for reader in checkpoint distill image weights; do
  found=$build/corpus/$reader
  mkdir -p "$found"
  given=$here/corpus/$reader dict=$here/$reader.dict
  [ -e "$given" ] || given=
  [ -e "$dict" ] || dict=$here/weights.dict
  max_bytes=65536
  [ "$reader" != checkpoint ] || max_bytes=262144
  fuzz() { # fuzz LIMIT: how long, or how many inputs
    if ! "$build/fuzz_$reader" "$1" -timeout=20 -rss_limit_mb=3000 -max_len="$max_bytes" -verbosity=0 -print_final_stats=1 \
      -dict="$dict" -artifact_prefix="$build/crash-$reader-" "$found" ${given:+"$given"} >"$build/fuzz_$reader.log" 2>&1; then
      tail -n 60 "$build/fuzz_$reader.log" >&2
      echo "The input is in $build/crash-$reader-*" >&2
      exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/fuzz_$reader.log")
  }
  echo "Fuzzing the reader of $reader for $seconds s"
  fuzz "-max_total_time=$seconds"
  # A machine that is busy with other things may have got nowhere in that time.
  [ "${runs:-0}" -ge "$at_least" ] || fuzz "-runs=$at_least"
  echo "  $runs inputs, no fault"
  [ "${runs:-0}" -ge "$at_least" ] # else it fuzzed nothing
done
