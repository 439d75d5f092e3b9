#!/usr/bin/env bash
# Run every fuzzer for SECONDS from its corpus, JOBS of them at once. Usage: run.sh BUILD SECONDS [JOBS]
set -euo pipefail
build=$1 seconds=$2 at_once=${3:-1} at_least=100
source "$(dirname "$0")/readers.sh"
make_checkpoints
trap wait EXIT # of what still runs when one has failed

try() { # try READER
  fuzz "$1" "-max_total_time=$seconds"
  # A machine that is busy with other things may have got nowhere in that time.
  [ "${runs:-0}" -ge "$at_least" ] || fuzz "$1" "-runs=$at_least"
  echo "The reader of $1, fuzzed for $seconds s: $runs inputs, no fault"
  [ "${runs:-0}" -ge "$at_least" ] # else it fuzzed nothing
}

for reader in "${readers[@]}"; do
  [ "$(jobs -rp | wc -l)" -lt "$at_once" ] || wait -n
  try "$reader" &
done
while [ -n "$(jobs -p)" ]; do wait -n; done
