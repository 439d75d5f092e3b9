#!/usr/bin/env bash
# A picture finer than the grid: `nca train`, `grow` and `eval` with a decoder. Usage: decoder_test.sh NCA PICTURE MODEL
. "$(dirname "$0")/expect.sh"
cp "$picture" one.png
"$nca" ice --steps 6 --side 200 -o two.png
short=(--size 16 --padding 2 --steps 8..10 --epochs 6 --recipe regenerating -q --name same --fine-pixels 40)

# Together with the rule; the same bits on any number of threads; and gone on with
expect 0 "$nca" train one.png two.png -o both.safetensors --decoder 16 --decoder-scale 4 "${short[@]}" --checkpoint whole.ckpt --threads 1
grep -aq '"decoder":"16","decoder_scale":"4"' both.safetensors || fail "no decoder in the file"
expect 0 "$nca" train one.png two.png -o again.safetensors --decoder 16 --decoder-scale 4 "${short[@]}" --threads 2
cmp both.safetensors again.safetensors
expect 0 "$nca" train --resume whole.ckpt -o longer.safetensors --epochs 8 -q
cmp -s both.safetensors longer.safetensors && fail "it did not go on"

# Alone, on a rule that stays as it is
expect 0 "$nca" train one.png -o rule.safetensors "${short[@]}"
expect 0 "$nca" train one.png --init rule.safetensors --decoder 20 --learn decoder -o alone.safetensors "${short[@]}"
expect 0 "$nca" grow rule.safetensors -t 30 -o rule.png
expect 0 "$nca" grow alone.safetensors -t 30 -o alone.png
cmp rule.png alone.png
expect 0 "$nca" train one.png --init alone.safetensors --learn decoder -o more.safetensors "${short[@]}"
cmp -s alone.safetensors more.safetensors && fail "its decoder has learnt no more"

# With details, on a rule that is widened by them and grows what it grew, though it is told to decay; gone on with, from the run and from the weights
detailed=(--learn details --recipe regenerating --optimizer muon --weight-decay 0.5)
expect 0 "$nca" train one.png --init rule.safetensors --channels 20 --hidden 144 --decoder 16 "${short[@]}" "${detailed[@]}" -o details.safetensors --checkpoint details.ckpt
expect 0 "$nca" grow details.safetensors -t 30 -o details.png
cmp rule.png details.png
expect 0 "$nca" train --resume details.ckpt -o further.safetensors --epochs 9 -q
cmp -s details.safetensors further.safetensors && fail "the details did not go on"
expect 0 "$nca" train one.png --init details.safetensors "${short[@]}" "${detailed[@]}" --kept-channels 16 --kept-hidden 128 --channels 24 -o more.safetensors
expect 0 "$nca" grow more.safetensors -t 30 -o details.png
cmp rule.png details.png
expect 0 "$nca" grow details.safetensors -t 30 --fine 8 -o fine.png
expect 0 "$nca" train one.png --init details.safetensors "${short[@]}" --learn decoder --channels 28 --fine-weight 1e-30 --learning-rate 1e-30 --learning-rate-end 1e-30 --optimizer adam -o wider.safetensors
expect 0 "$nca" grow wider.safetensors -t 30 --fine 8 -o wider.png
cmp fine.png wider.png # a decoder of more channels sees nothing in them at first

# What it draws, as large as it is asked to, and how good it is
expect 0 "$nca" grow alone.safetensors -t 5,30 --fine 8 -o fine.png
expect 0 "$nca" grow alone.safetensors -t 5,30 --scale 8 -o cells.png
size() { od -A n -t u1 -j 16 -N 8 "$1" | tr -s ' '; }
[ "$(size fine.png)" = "$(size cells.png)" ] || fail "fine.png is of another size than 8 pixels a cell"
cmp -s fine.png cells.png && fail "the finer picture is that of the cells"
expect 0 "$nca" grow alone.safetensors -t 30 --fine 3 -o fine.png
expect 0 "$nca" grow alone.safetensors -t 30 --size 32 --fine 128 -o large.png
[ "$(size large.png)" = ' 0 0 16 0 0 0 16 0' ] || fail "large.png is not 4096 pixels high and wide"
expect 0 "$nca" eval alone.safetensors --steps 8 --runs 2
grep -q '^The finer picture, 8 pixels a cell' out && grep -q '^healed .* dB$' out || fail "nothing is said of the finer picture"
expect 0 "$nca" eval alone.safetensors --steps 8 --runs 2 --json
grep -q '"fine":{"scale":8,"runs":2,"enlarged":.*,"enlarged_similarity":.*"grown":{"mean":.*"healed":{.*"decibels":.*,"similarity":[0-9.e-]*}}}$' out || fail "no JSON of it"
mkdir pictures
mv one.png two.png pictures
expect 0 "$nca" eval both.safetensors --target pictures --steps 8 --runs 1 --json
grep -q '^{"goals":\[{.*"fine":{.*"fine":{.*}}}\]}$' out || fail "not of both goals"

# What makes no sense
expect 2 "$nca" grow rule.safetensors --fine 8 -o x.png
says 'no decoder'
expect 2 "$nca" grow alone.safetensors --fine 8 --scale 2 -o x.png
for large in '--fine 128 --size 91' '--scale 64 --size 182' "--fine 128 --size 32 -t $(seq -s, 9)"; do # of 2 to the 27 pixels there are no more
  expect 1 "$nca" grow alone.safetensors $large -o x.png
  says 'too large'
done
expect 2 "$nca" grow alone.safetensors --fine 129 -o x.png
one=pictures/one.png
expect 2 "$nca" train $one --decoder 18 -o x.safetensors
expect 2 "$nca" train $one --decoder 12 -o x.safetensors
expect 2 "$nca" train $one --decoder 16 --decoder-scale 1 -o x.safetensors
expect 2 "$nca" train $one --decoder-scale 8 -o x.safetensors
expect 2 "$nca" train $one --learn decoder -o x.safetensors
expect 2 "$nca" train $one --init rule.safetensors --learn decoder -o x.safetensors
says 'no --decoder'
expect 2 "$nca" train $one --init rule.safetensors --learn details --channels 20 --hidden 144 -o x.safetensors
says 'no --decoder'
expect 2 "$nca" train $one --learn details --channels 20 --hidden 144 --decoder 16 -o x.safetensors
says 'no --init'
for narrow in '' '--channels 20' '--hidden 144' '--channels 20 --hidden 144 --kept-hidden 144' '--channels 20 --hidden 144 --kept-channels 24'; do
  expect 2 "$nca" train $one --init rule.safetensors --learn details --decoder 16 $narrow -o x.safetensors
  says 'leaves none to learn'
done
expect 2 "$nca" train $one --init rule.safetensors --decoder 16 --kept-channels 12 -o x.safetensors
says '--kept-channels ought to be more than 0 for details, else 0'
expect 2 "$nca" train $one --init details.safetensors --channels 16 -o x.safetensors
says 'as many or more'
expect 2 "$nca" train $one --init alone.safetensors --decoder 16 -o x.safetensors
says 'layers of 20'
expect 2 "$nca" train $one --init alone.safetensors --decoder-scale 4 -o x.safetensors
says 'learnt at 8'
expect 2 "$nca" train $one --decoder 16 --turns 3 -o x.safetensors
expect 2 "$nca" train $one --decoder 16 --match texture -o x.safetensors
expect 2 "$nca" train $one --decoder 16 --decoder-scale 16 --size 600 -o x.safetensors
says '8192'
[ ! -e x.png ] && [ ! -e x.safetensors ] || fail "something was written"
