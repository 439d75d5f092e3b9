#!/usr/bin/env bash
# Which lines of each reader its inputs reach: those in the corpus, and those that fuzzing has found (BUILD/corpus). Usage: coverage.sh BUILD COVERED, the build
# whose fuzzers ran, and one with NCA_SANITIZE=COVERAGE. Says what is not reached, and fails below 95 % of a reader's lines.
set -euo pipefail
build=$1 covered=$2 least=95 code=0
source "$(dirname "$0")/readers.sh"
version=$(clang -dumpversion | cut -d. -f1)
tool() { local name=$1; shift; if command -v "$name-$version" >/dev/null; then "$name-$version" "$@"; else "$name" "$@"; fi; }
[ -e "$build/corpus/checkpoint/goals" ] || make_checkpoints
for reader in "${readers[@]}"; do
  mkdir -p "$build/corpus/$reader"
  given=$here/corpus/$reader
  [ -e "$given" ] || given=
  LLVM_PROFILE_FILE=$covered/$reader.profraw "$covered/fuzz_$reader" -runs=0 -verbosity=0 -max_len=262144 "$build/corpus/$reader" ${given:+"$given"} >"$covered/$reader.log" 2>&1
  tool llvm-profdata merge -sparse "$covered/$reader.profraw" -o "$covered/$reader.profdata"
  read -ra sources <<<"$(sources_of "$reader")"
  tool llvm-cov export -format=lcov "$covered/fuzz_$reader" -instr-profile="$covered/$reader.profdata" "${sources[@]}" >"$covered/$reader.lcov"
  awk -F '[:,]' -v reader="$reader" -v least=$least '
    /^SF/ { path = file = $2; sub(/.*\/src\//, "src/", file); while ((getline line < path) > 0) text[file, ++length_of[file]] = line }
    /^DA/ && text[file, $2] !~ /^#/ { lines++; if ($3 > 0) hit++; else missed = missed "\n    " file ":" $2 }
    END { share = lines ? 100 * hit / lines : 0; printf "%s: %d of %d lines, %.1f %%%s\n", reader, hit, lines, share, missed; exit share < least }
  ' "$covered/$reader.lcov" || code=1
done
exit $code
