#!/usr/bin/env bash
# Several pictures, one rule: `nca train`, `grow` and `eval` with goals. Usage: goals_test.sh NCA PICTURE MODEL
. "$(dirname "$0")/expect.sh"
cp "$picture" one.png
"$nca" ice --steps 6 -o two.png
"$nca" ice --steps 9 -o three.png
short=(--size 16 --padding 2 --steps 8..10 --epochs 6 --recipe regenerating -q --name same)

expect 0 "$nca" train one.png two.png three.png -o three.safetensors --checkpoint run.ckpt "${short[@]}"
grep -aq '"goals":"3","goal_names":"\[\\"one\\",\\"two\\",\\"three\\"\]"' three.safetensors || fail "goals and their names are not in the file"
expect 0 "$nca" grow three.safetensors --goal two -o two-grown.png
expect 0 "$nca" grow three.safetensors --goal 1 -o again.png
cmp two-grown.png again.png
expect 0 "$nca" grow three.safetensors --mix 0,1,0 -o again.png
cmp two-grown.png again.png
expect 0 "$nca" grow three.safetensors --mix 0.5,0.25,0.25 -o mixed.png
expect 0 "$nca" grow three.safetensors --mix 2,1,1 -o again.png
cmp mixed.png again.png
expect 2 "$nca" grow three.safetensors --goal four -o x.png
says 'one, two, three'
expect 2 "$nca" grow three.safetensors --goal 3 -o x.png
expect 2 "$nca" grow three.safetensors --mix 1,0 -o x.png
expect 2 "$nca" grow three.safetensors --mix 1,-1,0 -o x.png
expect 2 "$nca" grow three.safetensors --mix 1,0,0 --goal one -o x.png
[ ! -e x.png ] || fail "a picture was written"

expect 0 "$nca" eval three.safetensors --steps 8 --runs 2
for goal in one two three; do grep -q "^Goal $goal$" out || fail "no $goal"; done
expect 0 "$nca" eval three.safetensors --steps 8 --runs 2 --json
grep -q '^{"goals":\[{"model":.*"goal":"one".*"goal":"two".*"goal":"three".*\]}$' out || fail "no JSON of three"
expect 0 "$nca" eval three.safetensors --goal two --target one.png --steps 8 --runs 2 --json
mkdir pictures
mv two.png pictures
expect 1 "$nca" eval three.safetensors --steps 8 --runs 2
says 'two.png'
[ ! -s out ] || fail "half a report"
mv one.png three.png pictures
expect 0 "$nca" eval three.safetensors --target pictures --probe --steps 8 --runs 1 --wide 0
expect 2 "$nca" eval three.safetensors --target pictures/one.png
expect 2 "$nca" eval three.safetensors --target pictures --probe --strip strip.png
expect 0 "$nca" eval three.safetensors --target pictures --goal two --probe --steps 8 --runs 1 --wide 0 --strip strip.png
cd pictures

# Gone on with; more goals from those that were; names of one's own
expect 0 "$nca" train --resume ../run.ckpt -o ../longer.safetensors --epochs 9 --json
grep -q '"goal_losses":\[' out || fail "no loss of each goal"
expect 0 "$nca" train --resume ../run.ckpt -o ../longer.safetensors --epochs 10 -q
expect 0 "$nca" train one.png two.png three.png one.png --goals a,b,c,d --init ../three.safetensors -o ../four.safetensors "${short[@]}"
grep -aq '\\"c\\",\\"d\\"' ../four.safetensors || fail "not the names that were told"
# Goals of larger shares have so many more targets; alike, they are as if nothing had been said, and the run goes on from its checkpoint
expect 0 "$nca" train one.png two.png three.png --shares 3,1,2 --pool 12 --checkpoint ../shares.ckpt -o ../shares.safetensors "${short[@]}" --json
[ "$(head -1 out | grep -o '"goal_losses":\[.*\]' | tr ',' '\n' | wc -l)" = 6 ] || fail "not six targets: $(head -1 out)"
grep -aq '"goals":"3"' ../shares.safetensors || fail "shares became goals"
expect 0 "$nca" train one.png one.png one.png two.png three.png three.png --goals a,b,c,d,e,f --pool 12 -o ../six.safetensors "${short[@]}"
! cmp -s ../shares.safetensors ../six.safetensors || fail "shares became goals"
expect 0 "$nca" train --resume ../shares.ckpt -o ../shares.safetensors --epochs 8 -q
expect 0 "$nca" train one.png two.png three.png --shares 1,1,1 -o ../alike.safetensors "${short[@]}"
expect 0 "$nca" train one.png two.png three.png -o ../untold.safetensors "${short[@]}"
cmp ../alike.safetensors ../untold.safetensors
for wrong in 1,1 1,1,0 1,1.5,1 1,1,x 200,100,1; do
  expect 2 "$nca" train one.png two.png three.png --shares "$wrong" -o ../x.safetensors
  says '--shares'
done
expect 2 "$nca" train --resume ../shares.ckpt --shares 1,1,1 -o ../x.safetensors
# A wider hidden layer grows at first what the narrower one grew: at a rate of nothing, no weight of either learns
still=(--size 16 --padding 2 --steps 8..10 --epochs 1 --recipe regenerating -q --name same --optimizer adam --learning-rate 1e-30 --learning-rate-end 1e-30)
expect 0 "$nca" train one.png two.png three.png --init ../three.safetensors --hidden 144 -o ../wide.safetensors "${still[@]}"
for goal in one two three; do
  expect 0 "$nca" grow ../three.safetensors --goal "$goal" -o ../narrow.png
  expect 0 "$nca" grow ../wide.safetensors --goal "$goal" -o ../wide.png
  cmp ../narrow.png ../wide.png
done
expect 2 "$nca" train one.png two.png three.png --init ../three.safetensors --hidden 112 -o ../x.safetensors
says '--hidden: the weights of ../three.safetensors have 128'
expect 0 "$nca" train one.png two.png --goals 2 -o ../two.safetensors "${short[@]}" --recipe blog
expect 2 "$nca" train one.png two.png --goals 3 -o ../x.safetensors
expect 2 "$nca" train one.png two.png --goals a -o ../x.safetensors
expect 2 "$nca" train one.png --init ../three.safetensors -o ../x.safetensors
says '3 goals'
expect 1 "$nca" train one.png ../three.safetensors -o ../x.safetensors
expect 2 "$nca" train one.png two.png -o two.png
[ ! -e ../x.safetensors ] || fail "weights were written"
