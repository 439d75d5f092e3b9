#!/usr/bin/env bash
# Run every fuzzer for SECONDS from its corpus. Usage: run.sh BUILD SECONDS
set -euo pipefail
build=$1 seconds=$2 at_least=100
source "$(dirname "$0")/readers.sh"
make_checkpoints
for reader in "${readers[@]}"; do
  echo "Fuzzing the reader of $reader for $seconds s"
  fuzz "$reader" "-max_total_time=$seconds"
  # A machine that is busy with other things may have got nowhere in that time.
  [ "${runs:-0}" -ge "$at_least" ] || fuzz "$reader" "-runs=$at_least"
  echo "  $runs inputs, no fault"
  [ "${runs:-0}" -ge "$at_least" ] # else it fuzzed nothing
done
