#!/usr/bin/env bash
# Training that is killed again and again, by lot, and goes on from its checkpoint each time, comes to the same bits as one that nobody disturbed; so it does
# after a power cut at any of its writes, and on a disk that was full. Usage: kills_test.sh NCA PICTURE MODEL [KILLS [SEED [NCA_CUT]]], of which NCA_CUT is
# built with cut_power.c
source "$(dirname "$0")/expect.sh" "$@"
kills=${4:-20} nca_cut=${6:-}
RANDOM=${5:-1}
run=(--size 8 --padding 1 --channels 8 --hidden 16 --recipe regenerating --batch 2 --pool 3 --steps 2..3 --seed 7)
epochs=60

begin_or_resume() { # begin_or_resume PROGRAM EPOCHS: the line that whoever finds the files as they are would give
  if [ -e flake.checkpoint ]; then
    line=("$1" train --resume flake.checkpoint -o flake.safetensors --epochs "$2" --save-every 1 -q)
  else
    line=("$1" train "$picture" -o flake.safetensors --checkpoint flake.checkpoint --epochs "$2" --save-every 1 -q "${run[@]}")
  fi
}

whole() { # whole EPOCHS: undisturbed, in whole.*
  expect 0 "$nca" train "$picture" -o whole.safetensors --checkpoint whole.checkpoint --epochs "$1" -q "${run[@]}"
}

is_whole() {
  cmp whole.safetensors flake.safetensors
  cmp whole.checkpoint flake.checkpoint
}

# How long a start and a whole run take here, in ms, between which the kills fall. It follows what else the machine does: else the most runs might end before theirs.
now_ms() { echo $(($(date +%s%N) / 1000000)); }
begin_or_resume "$nca" $epochs
began=$(now_ms)
expect 0 "${line[@]}"
took=$(($(now_ms) - began))
rm -f flake.*

# Killed at any moment. A run that ended before its kill is compared, and the next one begins from nothing.
whole $epochs
num_killed=0 num_ended=0
while [ $num_killed -lt "$kills" ]; do
  is_fresh=yes
  [ ! -e flake.checkpoint ] || is_fresh=
  begin_or_resume "$nca" $epochs
  began=$(now_ms) after_ms=$((1 + RANDOM % took))
  code=0
  { timeout -s KILL "$(printf '%d.%03d' $((after_ms / 1000)) $((after_ms % 1000)))" "${line[@]}" >out 2>err || code=$?; } 2>/dev/null # the shell's "Killed"
  if [ $code = 137 ]; then
    num_killed=$((num_killed + 1))
    took=$((took + took / 50))
    [ $((num_killed % 100)) != 0 ] || echo "$num_killed kills"
  else
    [ $code = 0 ] || fail "got $code after $num_killed kills: ${line[*]}"
    [ -z "$is_fresh" ] || took=$(($(now_ms) - began + 1))
    is_whole
    num_ended=$((num_ended + 1))
    rm -f flake.*
  fi
done
begin_or_resume "$nca" $epochs
expect 0 "${line[@]}"
is_whole
num_left=$(find . -name '.nca-*' | wc -l)
echo "$num_killed kills, $((num_ended + 1)) runs came to their end, each to the same bits; $num_left files were left"
[ "$num_left" -le $((kills / 10)) ] || fail "$num_left of $num_killed kills left a file" # between its link and its new name
rm -f flake.* .nca-*

# A disk that is full between two saves: the checkpoint before it stays, whole, and with room again it goes on.
begin_or_resume "$nca" 3
expect 0 "${line[@]}"
cp flake.checkpoint before
begin_or_resume "$nca" 6
expect 1 bash -c 'ulimit -f 8; exec "$@"' bash "${line[@]}" # the checkpoint has 18 kB
cmp before flake.checkpoint
no_leftovers
expect 0 "${line[@]}"
whole 3
expect 0 "$nca" train --resume whole.checkpoint -o whole.safetensors --epochs 6 -q
is_whole
rm -f flake.*

# The power goes at the n-th fsync or rename, for every n; where files can be without a name and where they cannot.
[ -n "$nca_cut" ] || exit 0
whole 4
for system in new old; do
  [ $system = new ] || export NCA_OLD=1
  for after in $(seq 0 999); do
    begin_or_resume "$nca_cut" 4
    code=0
    NCA_CUT=$after "${line[@]}" >out 2>err || code=$?
    [ $code = 99 ] || break
    begin_or_resume "$nca" 4
    expect 0 "${line[@]}"
    is_whole
    rm -f flake.* .nca-*
  done
  [ $code = 0 ] && [ "$after" -gt 8 ] || fail "got $code at the write $after"
  is_whole
  rm -f flake.*
  echo "on the $system system the power went at each of $after writes"
done
