#!/usr/bin/env bash
# The program under sanitizers, once through every command and every way to fail. What it computes is tested elsewhere.
# Usage: program_test.sh NCA PICTURE MODEL (that grows the picture on a small grid)
set -euo pipefail
nca=$1 picture=$2 grown=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

expect() { # expect CODE COMMAND...: also fails when a sanitizer speaks
  local want=$1 code=0; shift
  "$@" >out 2>err || code=$?
  if [ "$code" != "$want" ] || grep -q 'Sanitizer\|runtime error' err; then
    echo "got $code, not $want: $*" >&2
    cat err >&2
    exit 1
  fi
}

expect 0 "$nca" --help
expect 0 "$nca" --version
expect 2 "$nca"
expect 2 "$nca" fly
expect 0 "$nca" train --help
expect 0 "$nca" train "$picture" -o model.safetensors --epochs 3 --steps 8..12 --size 12x14 --padding 2 --batch 2 --json --f16
test "$(wc -l <out)" = 3
expect 0 "$nca" train "$picture" -o more.safetensors --init model.safetensors --epochs 1 --steps 8 --grads per-tensor --learning-rate-end 1e-4 -q
expect 0 "$nca" grow model.safetensors --steps 0,4..6,20 --scale 3 --angle 30 -o strip.png --json
expect 0 "$nca" eval model.safetensors --target "$picture" --steps 4,8 --runs 3 --json
expect 0 "$nca" eval model.safetensors --target "$picture" --steps 4 --runs 2

# Of a rule whose seeds die by chance it says how many did: those which at last are all as far from the picture as nothing is
expect 0 "$nca" train "$picture" -o dying.safetensors --size 16 --padding 2 --channels 8 --hidden 16 --steps 4..6 -q --epochs 8 --learning-rate 0.1 --clip 0
expect 0 "$nca" eval dying.safetensors --target "$picture" --steps 20 --runs 12
grep -q '^Of these 6 died.$' out
expect 0 "$nca" eval dying.safetensors --target "$picture" --steps 20 --runs 12 --json
grep -q '"died":6,' out
test "$(sed 's/.*"losses":\[\([^]]*\)\].*/\1/' out | tr , '\n' | sort | uniq -c | sort -rn | awk 'NR == 1 { print $1 }')" = 6
expect 0 "$nca" eval dying.safetensors --target "$picture" --steps 0 --runs 2
! grep -q died out

# Median and worst are those of the losses that it lists, in whatever order these came
expect 0 "$nca" eval model.safetensors --target "$picture" --steps 3 --runs 5 --json
sed 's/.*"losses":\[\([^]]*\)\].*/\1/' out | tr , '\n' | sort -g >losses
for each in median:3 worst:5; do grep -q "\"${each%:*}\":$(sed -n "${each#*:}p" losses)," out || fail "the ${each%:*} is another one"; done

expect 1 "$nca" eval model.safetensors
expect 1 "$nca" eval missing.safetensors
expect 1 "$nca" grow "$picture" -o out.png
expect 1 "$nca" train model.safetensors -o no.safetensors
expect 1 "$nca" train "$picture" -o missing/folder.safetensors --epochs 1 --steps 2
expect 2 "$nca" train "$picture"
expect 2 "$nca" train "$picture" -o x --epochs 0
expect 2 "$nca" train "$picture" -o x --size 4x
expect 2 "$nca" train "$picture" -o x --size 8 --padding 4
expect 2 "$nca" grow model.safetensors --steps 9,3 -o x.png
expect 2 "$nca" eval model.safetensors --runs 1e3
expect 3 "$nca" train "$picture" -o ran-off.safetensors --learning-rate 10 --clip 0 --epochs 200 --steps 20 -q
expect 0 "$nca" eval ran-off.safetensors --target "$picture" --steps 1 --runs 1
head -c 1000 model.safetensors >cut.safetensors
expect 1 "$nca" grow cut.safetensors -o x.png

# Distill's JSON is no weights file, and a weights file no JSON
expect 1 "$nca" import model.safetensors -o x.safetensors
expect 2 "$nca" import "$picture"
expect 0 "$nca" ice -o ice.png --freeze 1,3 --melt 5 --steps 6 --side 40 --centre 102030 --tips ffeedd
expect 2 "$nca" ice -o x.png --freeze 1,3 --melt 3
expect 2 "$nca" ice -o x.png --tips blue

# Crystals: a number and what is given beside it, a sheet, a set of files, and the numbers of each
expect 0 "$nca" ice --flake 48213 --side 40 -o crystal.png --json
grep -q '"flake": 48213, "point": \[0.10560' out
expect 0 "$nca" ice --flake 48213 --side 40 -o crystal-{}.png --count 3 --json
cmp crystal.png crystal-48213.png
[ -e crystal-48215.png ] && [ "$(grep -c flake out)" = 3 ]
expect 0 "$nca" ice --flake 48213 --side 40 -o sheet.png --count 5
expect 0 "$nca" ice --flake 48214 --side 40 -o other.png --plate 0.10560017824172974 --outward 0.19115549325942993 --branches 0.40301692485809326 --width 0.26581138372421265
cmp crystal.png other.png
expect 0 "$nca" ice --plate 1 -o middle.png
expect 0 "$nca" ice --plate 1 --outward 0.5 --branches .5 --width .5 -o same.png
cmp middle.png same.png
for number in -1 4294967296 1.5 x ''; do expect 2 "$nca" ice -o x.png --flake "$number"; done
for axis in plate outward branches width; do
  for number in -0.1 1.1 nan ''; do expect 2 "$nca" ice -o x.png "--$axis=$number"; done
done
expect 2 "$nca" ice -o x.png --count 2
expect 2 "$nca" ice -o x.png --flake 4294967295 --count 2
expect 2 "$nca" ice -o x.png --flake 1 --count 0
expect 2 "$nca" ice -o x.png --flake 1 --count 20000 --side 128
expect 2 "$nca" ice -o - --flake 1 --json
expect 1 "$nca" ice -o missing/{}.png --flake 1
expect 0 "$nca" ice -o x.png --flake 1 --melt 3
grep -q 'melt is of no effect' err

expect 0 "$nca" train ice.png -o ice.safetensors --epochs 2 --size 14 --padding 2 --steps 4..6 -q
expect 0 "$nca" eval ice.safetensors --probe --target ice.png --steps 5,30 --runs 2 --wide 20 --strip strip.png --json
expect 0 "$nca" eval ice.safetensors --probe --target ice.png --steps 5 --runs 1 --wide 0
expect 2 "$nca" eval ice.safetensors --probe --target ice.png --wide 10

# Pictures that cannot be learnt, or only as a rectangle: nothing is written for the one, and a word is said for the other
expect 0 "$nca" ice -o empty.png --steps 1 --freeze "" --melt 0,1,2,3,4,5,6 --side 8
expect 1 "$nca" train empty.png -o nothing.safetensors --epochs 1
grep -q 'the picture is empty' err
test ! -e nothing.safetensors
echo "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAE0lEQVR4nGP4z8DAAMIM/xsaGgAc9AR+KYBA2AAAAABJRU5ErkJggg==" | base64 -d >opaque.png
expect 0 "$nca" train opaque.png -o opaque.safetensors --epochs 1 --size 6 --steps 2 -q
grep -q 'opaque everywhere' err

# A run that is stopped and resumed ends as one that never was
run=(train "$picture" --init "$grown" --recipe regenerating --epochs 16 --batch 2 --pool 4 --wounds-from 4 --steps 56..60 --save-every 3)
expect 0 "$nca" "${run[@]}" -o whole.safetensors --checkpoint whole.checkpoint -q
"$nca" "${run[@]}" -o stopped.safetensors --checkpoint stopped.checkpoint -q 2>err &
for _ in $(seq 600); do [ -e stopped.checkpoint ] && break; sleep 0.05; done
kill -INT $!
code=0; wait $! || code=$?
[ "$code" = 130 ] || { echo "interrupted: $code, not 130" >&2; exit 1; }
if cmp -s whole.checkpoint stopped.checkpoint; then echo "it was not stopped" >&2; exit 1; fi
expect 2 "$nca" train --resume stopped.checkpoint -o stopped.safetensors --batch 9
expect 2 "$nca" train "$picture" --resume stopped.checkpoint -o stopped.safetensors
expect 2 "$nca" train --resume stopped.checkpoint -o stopped.checkpoint
head -c 100000 stopped.checkpoint >cut.checkpoint
cp cut.checkpoint before.checkpoint
expect 1 "$nca" train --resume cut.checkpoint -o x.safetensors
cmp cut.checkpoint before.checkpoint
expect 1 "$nca" train --resume model.safetensors -o x.safetensors
grep -q 'not a checkpoint' err
expect 0 "$nca" train --resume stopped.checkpoint -o stopped.safetensors -q
cmp whole.safetensors stopped.safetensors
cmp whole.checkpoint stopped.checkpoint

# Fused multiply-add: other bits, and the same ones again
if "$nca" --kernels | grep -q 'fused'; then
  run=(train "$picture" --init "$grown" --recipe regenerating --batch 2 --pool 4 --steps 56..60 -q)
  expect 0 "$nca" "${run[@]}" --epochs 4 -o plain.safetensors
  expect 0 "$nca" "${run[@]}" --epochs 4 -o fused.safetensors --fused
  expect 0 "$nca" "${run[@]}" --epochs 4 -o again.safetensors --fused --threads 1
  cmp fused.safetensors again.safetensors
  if cmp -s plain.safetensors fused.safetensors; then echo "--fused changes nothing" >&2; exit 1; fi
else
  expect 2 "$nca" train "$picture" -o fused.safetensors --fused
  grep -q 'no fused multiply-add' err
fi

expect 1 "$nca" train "$picture" -o large.safetensors --recipe persistent --pool 1000000 --size 500 --epochs 1
grep -q 'GB of memory' err
test ! -e large.safetensors
echo "every command answered as it should"
