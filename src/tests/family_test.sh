#!/usr/bin/env bash
# One rule for a family of flakes: `nca train --flakes`, `eval --flakes` and `grow --flake`. Usage: family_test.sh NCA PICTURE MODEL
. "$(dirname "$0")/expect.sh"
short=(--size 16 --padding 2 --steps 8..10 --epochs 6 --recipe regenerating -q --pool 20)

expect 0 "$nca" train --flakes 1..5 -o family.safetensors --checkpoint run.ckpt "${short[@]}"
grep -aq '"goals":"16".*"family":"crystals"' family.safetensors || fail "the file does not say what it is of"
grep -aq '"run.targets":"5"' run.ckpt || fail "the checkpoint does not know its targets"
expect 0 "$nca" train --flakes 1..5 -o whole.safetensors "${short[@]}" --epochs 9 --json
tail -1 out | grep -q '"goal_losses":\[[^,]*,[^,]*,[^,]*,[^,]*,[^,]*\]' || fail "not a loss for each of five flakes"
cp run.ckpt again.ckpt
expect 0 "$nca" train --resume run.ckpt -o longer.safetensors --epochs 9 -q
expect 0 "$nca" train --resume again.ckpt -o threads.safetensors --epochs 9 -q --threads 1
cmp longer.safetensors threads.safetensors
expect 0 "$nca" train --flakes 7,9 --init family.safetensors -o more.safetensors "${short[@]}"

expect 0 "$nca" grow family.safetensors --flake 4294967295 -o last.png
expect 0 "$nca" grow family.safetensors --flake 7 --steps 40 -o seven.png
expect 0 "$nca" grow family.safetensors --flake 8 --steps 40 -o eight.png
expect 0 "$nca" grow family.safetensors --steps 40 -o unnamed.png # and not the first goal, a corner
expect 0 "$nca" grow family.safetensors --flake 48213 --steps 40 -o first.png
expect 0 "$nca" grow family.safetensors --goal 0 --steps 40 -o corner.png
cmp unnamed.png first.png
cmp -s unnamed.png corner.png && fail "a corner grows where no flake is named"
expect 0 "$nca" eval family.safetensors --flakes 7,8,1000 --steps 8,10 --runs 2
[ "$(grep -c 'e-0' out)" = 2 ] || fail "not a line for each step"
expect 0 "$nca" eval family.safetensors --flakes 7,8,1000 --steps 8 --runs 2 --json
grep -q '"flakes":3,"runs":2.*"losses":\[[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*\]' out || fail "not a loss for each run of each flake"
expect 0 "$nca" eval family.safetensors --flakes 7,8,1000 --probe
grep -q 'all of it 0 of 3$' out || fail "no verdict"
grep -q '^Not so: 7 8 1000$' out || fail "not which ones are not"
expect 0 "$nca" eval family.safetensors --flakes 7 --probe --json
grep -q '"flakes":1.*"sound":[01],"pairs":0,"different":0,"different_within":0,"turned":0,' out || fail "one flake makes no pair"
grep -q '"members":\[{"flake":7,"num_alive":[0-9]*,"num_at_edge":[0-9]*,"early_error":[0-9.e-]*,"late_error":.*,"asymmetry":.*,"largest":[^,]*}\]}$' out || fail "not what that flake came to"
# Two whose pictures differ by 5e-3 only where the margins, in which nothing is, do not count.
expect 0 "$nca" eval "$(dirname "$grown")/plain/ice-family.safetensors" --flakes 5763,5764 --probe
grep -q '^Pairs that differ by 5e-3 or more: 0 of 2; without the grid.s margins 2$' out || fail "margins count, or do not"

# Of pictures each begins in the middle of the corners, and there is no family any more.
expect 0 "$nca" train "$picture" "$picture" --goals a,b --init family.safetensors -o pictures.safetensors "${short[@]}" --epochs 1 --learning-rate 1e-30 --muon-rate 1e-30
grep -aq '"goals":"2","goal_names":' pictures.safetensors || fail "not two goals"
grep -aq '"family":' pictures.safetensors && fail "it is a family still"
expect 0 "$nca" grow family.safetensors --mix "$(printf '0.0625,%.0s' {1..15})0.0625" --steps 40 -o middle.png
for goal in a b; do
  expect 0 "$nca" grow pictures.safetensors --goal $goal --steps 40 -o $goal.png
  cmp $goal.png middle.png
done
cmp -s a.png eight.png && fail "the middle of all is the same as one of them"

# What makes no sense
expect 2 "$nca" train --flakes 1..5 "$picture" -o x.safetensors
expect 2 "$nca" train --flakes 1..256 -o x.safetensors
expect 2 "$nca" train --flakes 5..1 -o x.safetensors
expect 2 "$nca" train --flakes 1..5 --init "$grown" -o x.safetensors
says 'no family'
expect 2 "$nca" eval "$grown" --flakes 1
expect 2 "$nca" eval family.safetensors --flakes 1 --goal 2
expect 2 "$nca" grow "$grown" --flake 1 -o x.png
expect 2 "$nca" grow family.safetensors --flake 1 --goal 2 -o x.png
expect 0 "$nca" train "$picture" "$picture" -o two.safetensors --name 0123456789 "${short[@]}"
LC_ALL=C sed 's/"name":"0123456789"/"family":"crystals"/' two.safetensors >of-none.safetensors # which has two goals, and no corners
expect 0 "$nca" grow of-none.safetensors --goal 1 -o second.png
expect 2 "$nca" grow of-none.safetensors --flake 1 -o x.png
says 'no family'
expect 2 "$nca" eval of-none.safetensors --flakes 1
expect 2 "$nca" train --flakes 1..3 --init of-none.safetensors -o x.safetensors
expect 2 "$nca" grow family.safetensors --flake 4294967296 -o x.png
expect 2 "$nca" eval family.safetensors
says '--flakes'
[ ! -e x.safetensors ] && [ ! -e x.png ] || fail "something was written"
