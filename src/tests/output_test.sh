#!/usr/bin/env bash
# Where the program writes: it keeps what people have, whatever the path stands for. Usage: output_test.sh NCA PICTURE MODEL [NCA_OLD], of which
# NCA_OLD is built with old_system.c
source "$(dirname "$0")/expect.sh" "$@"
nca_old=${4:-}
short=(--epochs 1 --steps 2 -q)
cp "$grown" model.safetensors
chmod 644 model.safetensors

# A new file has the mode that the shell gives; an old one keeps its own, and its links
(umask 027; expect 0 "$nca" grow model.safetensors -o new.png --steps 1)
[ "$(stat -c %a new.png)" = 640 ]
mkdir folder
echo old >folder/real.png
chmod 600 folder/real.png
ln -s folder/real.png link.png
ln -s link.png chain.png
expect 0 "$nca" grow model.safetensors -o chain.png --steps 1
[ -L link.png ] && [ -L chain.png ] && [ "$(stat -c %a folder/real.png)" = 600 ]
cmp folder/real.png new.png
ln -s folder/later.png dangling.png
expect 0 "$nca" grow model.safetensors -o dangling.png --steps 1
[ -L dangling.png ]
cmp folder/later.png new.png
ln -s loop loop
expect 1 "$nca" grow model.safetensors -o loop --steps 1

# A pipe, a device and standard output by another name are written straight through
mkfifo pipe
cat pipe >through.png &
expect 0 "$nca" grow model.safetensors -o pipe --steps 1
wait $!
[ -p pipe ]
cmp through.png new.png
cat pipe >through.safetensors &
expect 0 "$nca" train "$picture" -o pipe --epochs 3 --steps 2 --save-every 1 -q # one file, not three
wait $!
expect 0 "$nca" train "$picture" -o thrice.safetensors --epochs 3 --steps 2 --save-every 1 -q
cmp through.safetensors thrice.safetensors
expect 0 "$nca" grow model.safetensors -o /dev/stdout --steps 1
cmp out new.png
"$nca" grow model.safetensors -o /dev/stdout --steps 1 | cmp - new.png
expect 2 "$nca" grow model.safetensors -o /dev/stdout --json
if [ "$(id -u)" = 0 ] && mknod null c 1 3 2>/dev/null; then # as root, who may replace a device
  expect 0 "$nca" train "$picture" -o null "${short[@]}" --checkpoint null
  [ -c null ]
  expect 0 "$nca" ice -o null
  [ -c null ]
fi
[ -c /dev/null ]

# Names as long as names may be; and a neighbour's file of the name that was once used for the unfinished one
long=$(printf 'n%.0s' $(seq 252))
expect 0 "$nca" grow model.safetensors -o "$long" --steps 1
cmp "$long" new.png
expect 1 "$nca" grow model.safetensors -o "${long}xxxx" --steps 1
echo mine >mine.png.part
expect 0 "$nca" grow model.safetensors -o mine.png --steps 1
[ "$(cat mine.png.part)" = mine ]

# Two runs of one output do not disturb each other
for _ in 1 2 3; do
  "$nca" train "$picture" -o shared.safetensors --epochs 20 --steps 2 --save-every 1 -q & first=$!
  "$nca" train "$picture" -o shared.safetensors --epochs 20 --steps 2 --save-every 1 -q & second=$!
  wait $first
  wait $second
done
expect 0 "$nca" grow shared.safetensors -o x.png --steps 1
no_leftovers

# Every output is tried before the work: not a single epoch goes by
for output in missing/x folder "${long}xxxx" new.png/x; do
  expect 1 "$nca" train "$picture" -o "$output" --epochs 1000000 --json
  [ ! -s out ]
  expect 1 "$nca" train "$picture" -o x --checkpoint "$output" --epochs 1000000 --json
  [ ! -s out ]
  expect 1 timeout 60 "$nca" grow model.safetensors -o "$output" --steps 1000000000
  expect 1 timeout 60 "$nca" eval model.safetensors --target "$picture" --probe --steps 1000000000 --strip "$output"
  [ ! -s out ]
  expect 1 "$nca" ice -o "$output"
  expect 1 "$nca" train --resume "$output" -o x
done
expect 1 timeout 60 bash -c "ulimit -f 8; '$nca' train '$picture' -o full --epochs 1000000" # the weights are 34 kB
says 'File too large'
[ ! -e full ]
no_leftovers

# What is read is not lost, by whatever name it goes
ln model.safetensors hard.safetensors
ln -s model.safetensors soft.safetensors
cp "$picture" picture.png
cp model.safetensors before.safetensors
for name in model.safetensors ./model.safetensors hard.safetensors soft.safetensors; do
  expect 2 "$nca" grow model.safetensors -o "$name"
  expect 2 "$nca" eval model.safetensors --target picture.png --probe --steps 1 --wide 0 --strip "$name"
  expect 2 "$nca" import model.safetensors -o "$name"
  expect 2 "$nca" train picture.png --init model.safetensors --checkpoint "$name" -o x "${short[@]}"
  cmp model.safetensors before.safetensors
done
expect 2 "$nca" train picture.png -o ./picture.png "${short[@]}"
expect 2 "$nca" train - -o ./picture.png "${short[@]}" <picture.png # by another name
expect 2 "$nca" grow - -o model.safetensors --steps 1 <model.safetensors
code=0; "$nca" grow model.safetensors -o - --steps 1 2>err >>model.safetensors || code=$?
[ "$code" = 2 ]
expect 2 "$nca" train picture.png -o x --checkpoint ./picture.png "${short[@]}"
expect 2 "$nca" eval model.safetensors --target picture.png --probe --steps 1 --wide 0 --strip picture.png
cmp picture.png "$picture"
expect 2 "$nca" train picture.png -o x --checkpoint ./x "${short[@]}"
[ ! -e x ]
expect 2 "$nca" train picture.png -o folder/x --checkpoint folder/../folder/x "${short[@]}"
expect 0 "$nca" train picture.png -o one --checkpoint one.checkpoint "${short[@]}"
cp one.checkpoint before.checkpoint
expect 2 "$nca" train --resume one.checkpoint -o ./one.checkpoint -q
expect 2 "$nca" train --resume one.checkpoint --checkpoint two.checkpoint -o one.checkpoint -q
expect 2 "$nca" train picture.png --init one.checkpoint -o one.checkpoint "${short[@]}" # more than weights
cmp one.checkpoint before.checkpoint
expect 0 "$nca" train picture.png --init one -o one "${short[@]}" # going on
expect 0 "$nca" train --resume one.checkpoint -o one -q

# A full disk, a closed or vanished standard output: a sentence, no success, and no half text
for command in "grow model.safetensors -o x.png --steps 1 --json" "eval model.safetensors --target picture.png --steps 1 --runs 1 --json" \
  "eval model.safetensors --target picture.png --steps 1 --runs 1" "eval model.safetensors --target picture.png --steps 1 --runs 1 --probe --wide 0" \
  "train picture.png -o x.safetensors --epochs 2 --steps 2 --json" "train --help" "--help" "--version" "grow model.safetensors --steps 1 -o -"; do
  for end in '>/dev/full' '>&-' '<&- >/dev/full'; do
    code=0; bash -c "'$nca' $command $end" 2>err || code=$?
    [ "$code" = 1 ] || fail "got $code, not 1: $command $end"
    says 'standard output'
  done
done
[ -s x.safetensors ] # what was learnt until then
expect 0 "$nca" eval model.safetensors --target picture.png --steps 1..40 --runs 40 --json
size=$(stat -c %s out)
[ "$size" -gt 20000 ]
code=0; (ulimit -f 8; "$nca" eval model.safetensors --target picture.png --steps 1..40 --runs 40 --json) >cut 2>err || code=$?
[ "$code" = 1 ]
code=0; "$nca" train picture.png -o piped.safetensors --epochs 100000 --steps 2 --json 2>err | head -n 2 >/dev/null || code=$?
says 'standard output'
[ "$code" = 1 ] && [ -s piped.safetensors ]

# A folder that takes no new file: said before an epoch goes by, and what lies in it stays
expect 0 "$nca" train picture.png -o one --checkpoint one.checkpoint "${short[@]}"
mkdir closed
cp one one.checkpoint closed
chmod 555 closed
as_guest=()
[ "$(id -u)" != 0 ] || as_guest=(setpriv --reuid=65534 --regid=65534 --clear-groups) # root may write everywhere
chmod 755 .
if "${as_guest[@]}" test -x "$nca" -a ! -w closed; then
  expect 1 "${as_guest[@]}" "$nca" train --resume closed/one.checkpoint -o closed/one --epochs 1000000 --json
  says 'Permission denied'
  [ ! -s out ]
  expect 1 "${as_guest[@]}" "$nca" grow closed/one -o closed/x.png --steps 1
  says 'Permission denied'
fi
cmp one closed/one
cmp one.checkpoint closed/one.checkpoint
[ "$(ls -A closed)" = $'one\none.checkpoint' ]

# A disk that is full, where one can be had: the same, and with room again it goes on
mkdir disk
size=$(($(du -ck one one.checkpoint | tail -n 1 | cut -f 1) + 16))k
if mount -t tmpfs -o "size=$size" tmpfs disk 2>/dev/null; then
  trap 'umount "$work/disk"; rm -rf "$work"' EXIT
  cp one one.checkpoint disk
  expect 1 "$nca" train --resume disk/one.checkpoint -o disk/one --epochs 3 --save-every 1 -q
  says 'No space left on device'
  cmp one disk/one
  cmp one.checkpoint disk/one.checkpoint
  no_leftovers disk
  mount -o remount,size=4m disk
  expect 0 "$nca" train --resume disk/one.checkpoint -o disk/one --epochs 3 --save-every 1 -q
  expect 0 "$nca" train --resume one.checkpoint -o one --epochs 3 -q
  cmp one disk/one
  umount disk
  trap 'rm -rf "$work"' EXIT
fi

# A signal that ends the program while a file is being written leaves the old one, and nothing else. (In the background
# shells ignore this one.) The file has no name yet, or on an old system one of its own.
ulimit -c 0
expect 0 "$nca" train picture.png -o one --checkpoint large.checkpoint --recipe persistent --pool 200 --epochs 1 --batch 1 --steps 1 -q
writes_nameless() { find "/proc/$run/fd" -lname "$work/#* (deleted)" 2>/dev/null | grep -q .; }
writes_named() { [ -n "$(find . -name '.nca-*')" ]; }
killed_in_writing() { # killed_in_writing HOW COMMAND...
  local how=$1; shift
  env --default-signal=QUIT "$@" train --resume large.checkpoint --epochs 1000000 --save-every 1 -o one -q 2>err & run=$!
  for _ in $(seq 2000); do ! "$how" || break; sleep 0.01; done
  "$how" || [ "$how" = writes_nameless ] || fail "it wrote nothing: $how"
  kill -QUIT $run
  code=0; wait $run || code=$?
  [ "$code" = 131 ] || fail "got $code, not 131"
  no_leftovers
  expect 0 "$nca" grow large.checkpoint -o x.png --steps 1
}
killed_in_writing writes_nameless "$nca"
[ -z "$nca_old" ] || killed_in_writing writes_named NCA_OLD=1 "$nca_old"
echo "files are kept"
