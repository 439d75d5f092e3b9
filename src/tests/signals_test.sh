#!/usr/bin/env bash
# How a training is stopped, and what it leaves. Usage: signals_test.sh NCA PICTURE MODEL
tests=$(cd "$(dirname "$0")" && pwd)
source "$tests/expect.sh" "$@"
source "$tests/wait.sh"

ends_with() { # ends_with CODE: the run in the background
  local code=0
  wait $run || code=$?
  [ "$code" = "$1" ] || fail "got $code, not $1"
  no_leftovers
}

# One signal: it stops after the epoch with all saved, and goes on as if nothing had been
for signal in INT TERM HUP XCPU; do
  rm -f stopped.* out
  "$nca" train "$picture" --steps 2 --seed 5 -q -o stopped.safetensors --checkpoint stopped.checkpoint --epochs 1000000 --save-every 1000000 --json >out 2>err & run=$!
  wait_for_text '"epoch":3,' out
  kill -$signal $run
  ends_with 130
  epochs=$(wc -l <out)
  expect 0 "$nca" train "$picture" --steps 2 --seed 5 -q -o whole.safetensors --epochs "$epochs"
  cmp whole.safetensors stopped.safetensors
  expect 0 "$nca" train --resume stopped.checkpoint --epochs $((epochs + 2)) -o stopped.safetensors -q
  expect 0 "$nca" train "$picture" --steps 2 --seed 5 -q -o whole.safetensors --epochs $((epochs + 2))
  cmp whole.safetensors stopped.safetensors
done

# What nohup ignores stays ignored
rm -f out
(trap '' HUP; exec "$nca" train "$picture" --steps 2 -o ignored.safetensors --epochs 1000000 --json >out 2>err) & run=$!
wait_for_text '"epoch":3,' out
kill -HUP $run
before=$(wc -l <out)
sleep 0.5
wait_for_text "\"epoch\":$((before + 20))," out
kill -TERM $run
ends_with 130

# With this seed the first two epochs have 8 and 2 steps, the third 1916 of 200 samples: minutes
long=(train "$picture" --seed 504225 --steps 1..2000 --batch 200 --init "$grown" --threads 1)
expect 0 "$nca" "${long[@]}" -o two.safetensors --epochs 2 -q

begin_long() { # begin_long OPTION...: and wait until it is in the third epoch
  rm -f err
  "$nca" "${long[@]}" --epochs 3 --json --checkpoint long.checkpoint "$@" 2>err & run=$!
  wait_for_text '"epoch":2,' out
  deliver INT $run
  deliver INT $run
  wait_for_text 'stopping after this epoch' err
}

# The second says so, the third stops at once with the weights of the last complete epoch
begin_long -o long.safetensors >out
[ ! -e long.safetensors ]
deliver TERM $run
ends_with 130
says 'stopped at once'
cmp two.safetensors long.safetensors
[ ! -e long.checkpoint ]

# The same through a pipe; and a fourth ends it even where nobody reads
mkfifo pipe
begin_long -o pipe >out
cat pipe >piped.safetensors & reader=$!
deliver HUP $run
ends_with 130
wait $reader
cmp two.safetensors piped.safetensors
begin_long -o pipe >out
deliver INT $run
sleep 0.5
kill -0 $run
deliver INT $run
ends_with 130

# Nothing was learnt: what is there stays
echo mine >mine.safetensors
"$nca" train "$picture" --seed 1 --steps 2000 --batch 200 --init "$grown" -o mine.safetensors 2>err & run=$!
wait_until hears $run
for _ in 1 2 3; do deliver INT $run; done
ends_with 130
[ "$(cat mine.safetensors)" = mine ]
echo "stopped in good order"
