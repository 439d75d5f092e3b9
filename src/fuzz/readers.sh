# What the fuzzers share; to be sourced, with `build` set: the readers, and where the inputs, words and files of each are.
here=$(dirname "${BASH_SOURCE[0]}")
readers=(checkpoint distill ice image numbers recipe weights)

make_checkpoints() { # the program makes them, small: of a usual rule's 140 kB an eighth as many are read in a second
  mkdir -p "$build/corpus/checkpoint"
  "$build/nca" ice -o "$build/fuzz.png" --steps 3 --side 16
  "$build/nca" train "$build/fuzz.png" -o "$build/fuzz.safetensors" --checkpoint "$build/corpus/checkpoint/small" --epochs 2 --size 6 --padding 1 \
    --channels 8 --hidden 16 --recipe regenerating --batch 2 --pool 2 --steps 2..3 -q
  "$build/nca" train "$build/fuzz.png" "$build/fuzz.png" --goals one,two -o "$build/fuzz.safetensors" --checkpoint "$build/corpus/checkpoint/goals" --epochs 2 --size 6 --padding 1 \
    --channels 8 --hidden 16 --recipe persistent --batch 2 --pool 3 --steps 2..3 -q
}

# fuzz READER LIMIT: how long, or how many inputs. Sets runs. New finds go to the build folder, never into the corpus by themselves.
fuzz() {
  local reader=$1 limit=$2 found=$build/corpus/$1 given=$here/corpus/$1 dict=$here/$1.dict max_bytes=65536
  mkdir -p "$found"
  [ -e "$given" ] || given=
  case $reader in
    checkpoint) dict=$here/weights.dict max_bytes=32768 ;;
    ice | numbers | recipe) dict=$here/options.dict max_bytes=400 ;;
  esac
  if ! "$build/fuzz_$reader" "$limit" -timeout=20 -rss_limit_mb=3000 -max_len="$max_bytes" -verbosity=0 -print_final_stats=1 \
    -dict="$dict" -artifact_prefix="$build/crash-$reader-" "$found" ${given:+"$given"} >"$build/fuzz_$reader.log" 2>&1; then
    tail -n 60 "$build/fuzz_$reader.log" >&2
    echo "The input is in $build/crash-$reader-*" >&2
    exit 1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/fuzz_$reader.log")
}

sources_of() { # sources_of READER: the files that take its bytes apart
  case $1 in
    checkpoint) echo src/train/checkpoint.c ;;
    distill) echo src/files/distill.c src/files/json.c src/files/json_check.c ;;
    ice) echo src/cli/fates.c ;;
    image) echo src/files/picture.c src/files/image.c ;;
    numbers) echo src/cli/options.c ;;
    recipe) echo src/cli/recipe_options.c src/train/recipe_fields.c ;;
    weights) echo src/files/safetensors.c src/files/safetensors_check.c src/files/weights.c src/files/model_read.c ;;
  esac
}
