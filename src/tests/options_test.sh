#!/usr/bin/env bash
# What the command line takes, refuses and says; standard input; and what is made of the same tables: help, manual page, completion.
# Usage: options_test.sh NCA PICTURE MODEL
source "$(dirname "$0")/expect.sh" "$@"
short=(--epochs 1 --steps 2 -q)
commands=(train grow import ice eval man completion)

# Numbers, colours and sizes are what they look like, and nothing that C's readers take beside them
for number in inf nan NaN -inf 0x1p-3 0x10 ' 1' '1 ' +1 1e400 '' . - 1,2 1e; do
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --learning-rate "$number"
  says '--learning-rate'
  expect 2 "$nca" grow "$grown" -o x --steps 1 --angle "$number"
  expect 2 "$nca" eval "$grown" --healed "$number" --probe
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --wound-kinds "1,$number,1,1"
done
for number in ' 1' '1 ' +1 1.0 1e3 0x1 '' - 99999999999999999999; do
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --batch "$number"
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --size "$number"
  expect 2 "$nca" train "$picture" -o x --epochs 1 --steps "1..$number"
  expect 2 "$nca" grow "$grown" -o x --steps "0,$number"
done
expect 0 "$nca" train "$picture" -o x "${short[@]}" --learning-rate .5e-3
for colour in -1-1-1 +a+a+a ' a a a' 0x0x0x 3d8bd 3d8bd44 3d8bdg ''; do
  expect 2 "$nca" ice -o x.png "--tips=$colour"
  expect 2 "$nca" ice -o x.png "--centre=$colour"
done
expect 0 "$nca" ice -o x.png --tips FFeedd

# What cannot be standard output does not become a file of that name
expect 2 "$nca" train "$picture" -o x "${short[@]}" --checkpoint -
expect 2 "$nca" eval "$grown" --target "$picture" --probe --strip -
expect 2 "$nca" eval "$grown" --target "$picture" --probe --strip /dev/stdout
[ ! -e - ]

is_utf8_header() { # of a safetensors file: its length, and so many bytes
  head -c "$((8 + $(od -An -tu8 -N8 "$1")))" "$1" | tail -c +9 | iconv -f UTF-8 -t UTF-8 >/dev/null
}

# Names are UTF-8, and are cut between two characters
expect 2 "$nca" train "$picture" -o x "${short[@]}" --name $'a\xff'
expect 2 "$nca" train "$picture" -o x "${short[@]}" --license $'\xed\xa0\x80'
for shift in '' a aa aaa; do
  name=$shift$(printf '❄️%.0s' $(seq 30))
  expect 0 "$nca" train "$picture" -o named.safetensors "${short[@]}" --name "$name" --license "$name"
  says '--name: only the first'
  is_utf8_header named.safetensors || fail "a name was cut inside a character"
done
odd=$'odd\xff.png' # the name of a file may be anything
cp "$picture" "$odd"
expect 0 "$nca" train "$odd" -o named.safetensors "${short[@]}"
is_utf8_header named.safetensors || fail "the name of a picture is no UTF-8 in the file"
cp named.safetensors $'odd\xff.safetensors'
expect 0 "$nca" eval $'odd\xff.safetensors' --target "$picture" --steps 1 --runs 1 --json
iconv -f UTF-8 -t UTF-8 out >/dev/null || fail "JSON that is not UTF-8"

# Wrong usage is said once, by a sentence of ours
for words in "train --flyy" "train -z" "train $picture -o" "train $picture --json=1 -o x" "train --s x" "grow --steps" "train $picture -o x --recipe fly"; do
  expect 2 "$nca" $words
  [ "$(wc -l <err)" = 1 ] && says '^nca: '
done

# Options of no effect are told, and done all the same
tells() { # tells OPTION COMMAND...: that it is of no effect
  local option=$1; shift
  expect 0 "$nca" "$@"
  says "$option is of no effect"
  [ "$(wc -l <err)" = 1 ]
}
tells --wounds train "$picture" -o x "${short[@]}" --wounds 1
tells --wounds-from train "$picture" -o x "${short[@]}" --wounds-from 1
tells --wound-kinds train "$picture" -o x "${short[@]}" --pool 4 --wound-kinds 1,1,1,1
tells --seeds train "$picture" -o x "${short[@]}" --seeds 1
tells --muon-rate train "$picture" -o x "${short[@]}" --muon-rate 1
tells --weight-decay train "$picture" -o x "${short[@]}" --weight-decay 1
tells --wounds-from train "$picture" -o x "${short[@]}" --pool 4 --wounds 1 --wounds-from 99
tells --morphs train "$picture" -o x "${short[@]}" --morphs 1
tells --morphs train "$picture" -o x "${short[@]}" --pool 4 --morphs 1
tells --morphs train "$picture" "$picture" -o x "${short[@]}" --goals a,b --pool 4 --batch 2 --morphs 1
expect 0 "$nca" train "$picture" -o x "${short[@]}" --pool 4 --wounds 5
says 'a --batch has 1 at most'
expect 0 "$nca" train "$picture" -o x "${short[@]}" --threads 2
says 'threads: a --batch has work for 1 at most'
expect 0 "$nca" train "$picture" -o x "${short[@]}" --threads 1
[ ! -s err ]
tells --clip train "$picture" -o x "${short[@]}" --grads per-tensor --clip 1
tells --quiet train "$picture" -o x "${short[@]}" --json
tells --save-every train "$picture" -o - "${short[@]}" --save-every 1
for option in '--wide 40' '--healed 1' '--strip x.png' '--scale 1' '--threads 1'; do
  tells "${option% *}" eval "$grown" --target "$picture" --steps 1 --runs 1 $option
done
tells --scale eval "$grown" --target "$picture" --steps 1 --runs 1 --probe --wide 0 --scale 3
expect 0 "$nca" train "$picture" -o x "${short[@]}" --recipe regenerating --wounds 1 --muon-rate 1e-3
[ ! -s err ]

# Weights of one configuration are not trained under another in silence
expect 0 "$nca" train "$picture" -o distill.safetensors "${short[@]}" --config distill --size 24 --padding 2
expect 2 "$nca" train "$picture" -o x "${short[@]}" --init distill.safetensors --config blog
says '--config'
expect 0 "$nca" train "$picture" -o between.safetensors "${short[@]}" --config distill --alive post --size 24 --padding 2
for config in blog distill; do # it has a part of each
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --init between.safetensors --config $config
  says 'another configuration (neither)'
done
expect 0 "$nca" train "$picture" -o shaped.safetensors "${short[@]}" --filters isotropic --edge torus --alive none
grep -aq '"alive":"none","filters":"isotropic","edge":"torus"' shaped.safetensors
for option in '--filters sobel' '--edge zero' '--alive post'; do
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --init shaped.safetensors $option
  says "${option% *}: the weights of shaped.safetensors were learnt with"
done
expect 0 "$nca" train "$picture" -o again.safetensors "${short[@]}" --init shaped.safetensors --edge torus
grep -aq '"filters":"isotropic"' again.safetensors
expect 0 "$nca" train "$picture" -o sized.safetensors "${short[@]}" --channels 12 --hidden 96 --filters sobel+laplacian
grep -aq '"channels":"12","hidden":"96","filters":"sobel+laplacian"' sized.safetensors
expect 0 "$nca" grow sized.safetensors --steps 4 -o sized.png
expect 0 "$nca" train "$picture" -o wide.safetensors "${short[@]}" --init sized.safetensors --channels 20 --learning-rate 1e-30 # at which nothing learns
expect 0 "$nca" grow wide.safetensors --steps 4 -o wide.png
cmp sized.png wide.png
for option in '--channels 8' '--hidden 80'; do
  expect 2 "$nca" train "$picture" -o x "${short[@]}" --init sized.safetensors $option
  says "${option% *}: the weights of sized.safetensors have"
done
expect 2 "$nca" train "$picture" -o x "${short[@]}" --channels 18
says 'no multiple of 4'
expect 0 "$nca" train "$picture" -o plain.safetensors "${short[@]}"
[ "$(grep -ac '"filters"' plain.safetensors)" = 0 ] # as files were before there were others
expect 2 "$nca" train "$picture" -o x "${short[@]}" --init "$grown" --config distill
expect 0 "$nca" train "$picture" -o x "${short[@]}" --init distill.safetensors --config distill
expect 0 "$nca" train "$picture" -o x "${short[@]}" --init distill.safetensors --recipe blog

# More epochs: what the run would have come to, were they planned at first; and never fewer than there were
expect 0 "$nca" train "$picture" -o six.safetensors --epochs 6 --steps 8..12 -q --checkpoint six.checkpoint
expect 0 "$nca" train "$picture" -o three.safetensors --epochs 3 --steps 8..12 -q --checkpoint three.checkpoint
expect 2 "$nca" train --resume three.checkpoint -o three.safetensors --epochs 2
expect 0 "$nca" train --resume three.checkpoint -o three.safetensors --epochs 6 -q
cmp six.safetensors three.safetensors
cmp six.checkpoint three.checkpoint
decay=(--steps 8 --learning-rate-end 1e-4 -q)
expect 0 "$nca" train "$picture" -o a.safetensors --epochs 3 "${decay[@]}" --checkpoint a.checkpoint
expect 0 "$nca" train --resume a.checkpoint -o a.safetensors --epochs 5 -q
expect 0 "$nca" train --resume a.checkpoint -o a.safetensors -q # five are planned now: nothing to do
expect 0 "$nca" eval a.safetensors --target "$picture" --steps 1 --runs 1

# Models and pictures through standard input
expect 0 "$nca" grow "$grown" -o file.png --steps 3
expect 0 "$nca" train "$picture" -o least.safetensors --epochs 1 --steps 2 -q --learning-rate 1e-30 # the end of a range, as it is printed
expect 0 "$nca" grow - -o piped.png --steps 3 <"$grown"
cmp file.png piped.png
expect 0 "$nca" grow - -o - --steps 3 <"$grown"
cmp file.png out
expect 0 "$nca" eval - --target "$picture" --steps 1 --runs 1 --json <"$grown"
expect 0 "$nca" eval "$grown" --target - --steps 1 --runs 1 --json <"$picture"
expect 0 "$nca" train - -o piped.safetensors "${short[@]}" --name x <"$picture"
expect 0 "$nca" train "$picture" -o file.safetensors "${short[@]}" --init - <"$grown"
expect 0 "$nca" train --resume - -o piped.safetensors --checkpoint piped.checkpoint -q <six.checkpoint
cmp six.safetensors piped.safetensors
cmp six.checkpoint piped.checkpoint
expect 1 "$nca" import - -o x <"$grown"
says 'standard input'
expect 2 "$nca" train - -o x "${short[@]}" --init - <"$grown"
expect 2 "$nca" eval - --target - <"$grown"
expect 1 "$nca" grow - -o x <&-

# Help, manual page and completion know every option of every command
expect 0 "$nca" man
cp out nca.1
for shell in bash zsh fish; do
  expect 0 "$nca" completion $shell
  cp out "completion.$shell"
done
expect 2 "$nca" completion csh
for command in "${commands[@]}"; do
  expect 0 "$nca" "$command" --help
  [ "$(awk 'length > 120' out)" = "" ]
  grep -o -- '^ .*--[a-z0-9-]*' out | grep -o -- '--[a-z0-9-]*$' >options || true
  [ -s options ]
  while read -r option; do
    grep -q -- "$(printf %s "$option" | sed 's/-/\\\\-/g')" nca.1 || fail "no $option in the manual page"
    for shell in bash zsh fish; do grep -q -- "${option#--}" completion.$shell || fail "no $option for $shell"; done
  done <options
done
bash -n completion.bash
for shell in zsh fish; do grep -q 'epochs between saves' completion.$shell || fail "$shell is not told what --save-every does"; done
for shell in zsh fish; do ! command -v $shell >/dev/null || $shell -n completion.$shell; done
! command -v groff >/dev/null || [ -z "$(groff -man -Tutf8 -ww nca.1 2>&1 >/dev/null)" ] || fail "groff has something to say of the manual page"
source ./completion.bash
completes() { # completes WANTED WORD...: the last word is under the cursor
  local wanted=$1; shift
  COMP_WORDS=(nca "$@") COMP_CWORD=$#
  _nca
  [ "${COMPREPLY[*]}" = "$wanted" ] || fail "$*: completed to ${COMPREPLY[*]}, not $wanted"
}
completes 'train' tr
completes 'blog' train --recipe bl
completes 'distill' train --config = dis
completes '--learning-rate --learning-rate-end' train --learning
completes 'completion.bash' grow completion.b
completes 'zsh' completion z
completes '' train --epochs 1
echo "the command line is understood"
