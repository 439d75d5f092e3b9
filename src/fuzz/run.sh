#!/usr/bin/env bash
# Run every fuzzer for SECONDS from its corpus. New finds go to the build folder, never into the corpus by themselves.
# Usage: run.sh BUILD SECONDS
set -euo pipefail
build=$1 seconds=$2
here=$(dirname "$0")
for reader in image weights; do
  found=$build/corpus/$reader
  mkdir -p "$found"
  echo "Fuzzing the reader of $reader for $seconds s"
  if ! "$build/fuzz_$reader" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=65536 -verbosity=0 -print_final_stats=1 \
    -dict="$here/$reader.dict" -artifact_prefix="$build/crash-$reader-" "$found" "$here/corpus/$reader" >"$build/fuzz_$reader.log" 2>&1; then
    tail -n 60 "$build/fuzz_$reader.log" >&2
    echo "The input is in $build/crash-$reader-*" >&2
    exit 1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/fuzz_$reader.log")
  echo "  $runs inputs, no fault"
  [ "${runs:-0}" -gt 100 ] # else it fuzzed nothing
done
