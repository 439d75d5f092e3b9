#!/usr/bin/env bash
# A run over several processes comes to what one process comes to, to the bit: weights, checkpoint, and going on with another number
# of processes. Usage: mpi_test.sh NCA PICTURE MODEL (that grows the picture on a small grid)
set -euo pipefail
nca=$1 picture=$2 grown=$3 tests=$(cd "$(dirname "$0")" && pwd)
source "$tests/wait.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 # in a container there may be nobody else
processes() { mpirun --oversubscribe -n "$@"; }

run=(train "$picture" --init "$grown" --recipe regenerating --batch 4 --pool 11 --wounds-from 4 --steps 56..60 --save-every 4)
"$nca" "${run[@]}" --epochs 12 -o one.safetensors --checkpoint one.checkpoint -q
for count in 2 4; do
  processes "$count" "$nca" "${run[@]}" --epochs 12 -o "$count.safetensors" --checkpoint "$count.checkpoint" -q
  cmp one.safetensors "$count.safetensors"
  cmp one.checkpoint "$count.checkpoint"
done

if "$nca" --kernels | grep -q fused; then
  "$nca" "${run[@]}" --epochs 4 -o fused.safetensors --fused -q
  processes 2 "$nca" "${run[@]}" --epochs 4 -o 2.safetensors --fused -q
  cmp fused.safetensors 2.safetensors
fi

# Shares of 2, 2 and 1, and more processes than samples; the data goes round once an epoch
five=(train "$picture" --batch 5 --size 12 --steps 8..12 --epochs 7)
"$nca" "${five[@]}" -o one.safetensors -q
mpicc -shared -fPIC "$tests/mpi_count.c" -o count.so
for count in 3 6; do
  mpirun --oversubscribe -x LD_PRELOAD="$PWD/count.so" -n "$count" "$nca" "${five[@]}" -o "$count.safetensors" -q 2>err
  cmp one.safetensors "$count.safetensors"
  grep -qx '7 exchanges' err || { cat err >&2; exit 1; }
done

# Several goals: every process knows of each sample whose it is
cp "$picture" other.png
goals=(train "$picture" other.png --goals a,b --recipe regenerating --size 14 --padding 2 --pool 11 --steps 8..10 --epochs 8 --name same -q)
"$nca" "${goals[@]}" -o one.safetensors --checkpoint one.checkpoint
processes 3 "$nca" "${goals[@]}" -o 3.safetensors --checkpoint 3.checkpoint
cmp one.safetensors 3.safetensors
cmp one.checkpoint 3.checkpoint

# Stopped with three (a share of 2, 1 and 1), gone on with two
"$nca" "${run[@]}" --epochs 100 -o long.safetensors --checkpoint long.checkpoint -q
mpirun --oversubscribe -n 3 "$nca" "${run[@]}" --epochs 100 -o stopped.safetensors --checkpoint stopped.checkpoint -q &
for _ in $(seq 600); do [ -e stopped.checkpoint ] && break; sleep 0.02; done
kill -TERM $!
wait $! || true
if cmp -s long.checkpoint stopped.checkpoint; then echo "it was not stopped" >&2; exit 1; fi
processes 2 "$nca" train --resume stopped.checkpoint -o stopped.safetensors -q
cmp long.safetensors stopped.safetensors
cmp long.checkpoint stopped.checkpoint

code=0; processes 2 "$nca" train missing.png -o x.safetensors 2>err || code=$?
[ "$code" != 0 ]
code=0; processes 2 "$nca" train "$picture" 2>err || code=$?
[ "$code" != 0 ]
[ "$(grep -c 'needs -o FILE' err)" = 1 ] # said once, not by each

# What is wrong is said once, not by each, and is the same for all: also what getopt finds, and a file that is missing
says_once() { # says_once CODE TEXT ARGUMENT...
  local want=$1 text=$2 code=0; shift 2
  processes 3 "$nca" train "$@" >out 2>err || code=$?
  [ "$code" = "$want" ] || { echo "got $code, not $want: $*" >&2; exit 1; }
  [ "$(cat out err | grep -c -- "$text")" = 1 ] || { echo "not once: $text" >&2; cat out err >&2; exit 1; }
}
says_once 2 'is none of' "$picture" -o x --recipe fly
says_once 2 'there is no option' "$picture" -o x --flyy
says_once 2 'wants FILE' "$picture" -o
says_once 2 'leaves no cell' "$picture" -o x --size 8 --padding 4
says_once 2 'would be lost' "$picture" -o "$picture" --epochs 1
says_once 2 'standard input' - -o x
says_once 1 'missing.png' missing.png -o x
says_once 1 'missing/x' "$picture" -o missing/x --epochs 1
says_once 0 'is of no effect' "$picture" -o x.safetensors --epochs 1 --steps 2 --wounds 1 -q
says_once 0 'Usage:' --help

# Ctrl-C at mpirun leaves a process a second. An epoch that takes longer (the third: see signals_test.sh) is lost, those before it are not
long=(train "$picture" --seed 504225 --steps 1..2000 --batch 2000 --init "$grown" --threads 1)
processes 2 "$nca" "${long[@]}" -o two.safetensors --epochs 2 -q
rm -f out err # what is waited for must not be found in what an earlier run left
mpirun --oversubscribe -n 2 "$nca" "${long[@]}" -o long.safetensors --epochs 3 --json >out & run=$!
wait_for_text '"epoch":2,' out
sleep 0.5
kill -TERM $run
code=0; wait $run || code=$?
[ "$code" != 0 ]
cmp two.safetensors long.safetensors

# One process that is asked three times stops all at once
rm -f out err
mpirun --oversubscribe -n 2 sh -c 'echo $$ >pid.$OMPI_COMM_WORLD_RANK; exec "$@"' sh "$nca" "${long[@]}" -o thrice.safetensors --epochs 3 --json >out 2>err & run=$!
wait_for_text '"epoch":2,' out
for _ in 1 2 3; do deliver INT "$(cat pid.0)"; done
code=0; wait $run || code=$?
[ "$code" = 130 ]
grep -q 'stopping after this epoch' err
cmp two.safetensors thrice.safetensors
[ -z "$(find . -name '.nca-*')" ]
echo "1, 2, 3, 4 and 6 processes came to the same"
