#!/usr/bin/env bash
# Run every fuzzer in turn until each has had EXECUTIONS inputs, those of earlier runs included: it may be stopped at any time and goes on from there, with what
# was found. How far it is stands in BUILD/campaign, a line a reader, and what each turn came to in BUILD/campaign.log. Usage: campaign.sh BUILD EXECUTIONS [READER...]
set -euo pipefail
build=$1 wanted=$2; shift 2
source "$(dirname "$0")/readers.sh"
[ $# = 0 ] || readers=("$@")
slice=60 # seconds of a turn; what a stop loses
mkdir -p "$build/campaign"
[ -e "$build/corpus/checkpoint/goals" ] || make_checkpoints

done_by() { cat "$build/campaign/$1" 2>/dev/null || echo 0; }

is_done=
while [ -z "$is_done" ]; do
  is_done=yes
  for reader in "${readers[@]}"; do
    before=$(done_by "$reader")
    [ "$before" -lt "$wanted" ] || continue
    is_done=
    fuzz "$reader" "-max_total_time=$slice"
    echo $((before + runs)) >"$build/campaign/$reader.new"
    mv "$build/campaign/$reader.new" "$build/campaign/$reader"
    echo "$(date -u +%FT%TZ) $reader: $runs inputs, $((before + runs)) of $wanted, no fault" | tee -a "$build/campaign.log"
  done
done
for reader in "${readers[@]}"; do echo "$reader: $(done_by "$reader") inputs, no fault"; done
