#!/usr/bin/env bash
# The native tests on other machines, under an emulator where this one cannot run their programs, and what the program makes there against
# what it makes here. Not part of `make test`: emulated floating point is some fifty times slower.
# Usage: machines.sh NCA [MACHINE...], from the root of the repository; .ci/setup machines installs compilers and emulators.
set -euo pipefail
here=$1; shift
picture=$PWD/assets/targets/snowflake.png model=$PWD/assets/models/blog-snowflake.safetensors

try() { # try MACHINE COMPILER EMULATOR [FLAGS]: an empty emulator: it runs by itself
  local machine=$1 compiler=$2 emulator=$3 flags=${4:-} build=build/machines/$1
  cmake -S . -B "$build" -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="$machine" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_FLAGS="$flags" \
    -DCMAKE_EXE_LINKER_FLAGS=-static -DCMAKE_CROSSCOMPILING_EMULATOR="$emulator" -DCMAKE_BUILD_TYPE=Release -DNCA_TESTS=ON -DNCA_SANITIZE=OFF >/dev/null
  cmake --build "$build" -j "$(nproc)" >/dev/null
  ctest --test-dir "$build" -j "$(nproc)" --output-on-failure ${emulator:+-LE slow}
  src/tests/same_bits_test.sh "$here" "$PWD/$build/run_nca" "$picture" "$model"
}

# x86 without AVX, and with AVX2 but without AVX-512: the same program, which then takes its other kernels
old() { # old CPU
  printf '#!/bin/sh\nexec qemu-x86_64 -cpu %s "%s" "$@" 2>/dev/null\n' "$1" "$here" >"build/machines/run_$1"
  chmod +x "build/machines/run_$1"
  src/tests/same_bits_test.sh "$here" "$PWD/build/machines/run_$1" "$picture" "$model"
}

runs_i386() {
  echo 'int main(void) { return 0; }' >build/machines/i386.c
  i686-linux-gnu-gcc -static build/machines/i386.c -o build/machines/i386.out && build/machines/i386.out 2>/dev/null
}

machines=("$@")
[ ${#machines[@]} -gt 0 ] || machines=(aarch64 s390x i386 musl x86)
mkdir -p build/machines
for machine in "${machines[@]}"; do
  echo "== $machine"
  case $machine in
    aarch64) try aarch64 aarch64-linux-gnu-gcc qemu-aarch64 ;;
    s390x) try s390x s390x-linux-gnu-gcc "qemu-s390x;-cpu;max" -march=z14 ;; # big-endian; its own vectors spare the emulator some work
    i386) try i386 i686-linux-gnu-gcc "$(runs_i386 || echo qemu-i386)" ;; # most x86 kernels run it
    musl) try "$(uname -m)" musl-gcc "" ;;
    x86) old Nehalem; old Haswell ;;
    *) echo "there is no machine $machine" >&2; exit 2 ;;
  esac
done
