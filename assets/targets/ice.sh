#!/usr/bin/env bash
# Draws the ice targets, beside this script, by the rule tables and the numbers of crystals that README.md names. Usage: ice.sh NCA
set -euo pipefail
nca=$1
cd "$(dirname "$0")"
"$nca" ice -o ice-star.png --steps 9 --freeze 1,5,6 --melt 2 --centre 2f7fd0 --tips 9fdcf7
"$nca" ice -o ice-bloom.png --steps 5 --freeze 1,4,5 --melt 2,3,6 --centre 1f9fb3 --tips a5ecea
"$nca" ice -o ice-rosette.png --steps 5 --freeze 1,5,6 --melt 2
"$nca" ice -o ice-needle.png --steps 9 --freeze 1 --melt 2 --centre 4a4fd0 --tips b9d0fb
"$nca" ice -o ice-feather.png --steps 10 --freeze 1,5 --melt 2 --centre 6a48c4 --tips dccdf7
"$nca" ice -o ice-crystal.png --steps 6 --freeze 1,3 --melt 5 --centre 7a63c9 --tips d7c4f3
"$nca" ice -o ice-frost.png --side 320 --plate 0.1 --width 0.1 --branches 0.9 --outward 0.5
"$nca" ice -o ice-dendrite.png --side 320 --plate 0.2 --width 0.15 --branches 0.5 --outward 0.9
"$nca" ice -o ice-branch.png --side 320 --plate 0.1 --width 0.3 --branches 0.9 --outward 0.1
"$nca" ice -o ice-blade.png --side 320 --plate 0.6 --width 0.1 --branches 0.2 --outward 0.9
"$nca" ice -o ice-plate.png --side 320 --plate 0.75 --width 0.45 --branches 0.35 --outward 0.6
"$nca" ice -o ice-fern.png --steps 10 --freeze 1,4 --melt 2,3 --centre 5a6fd6 --tips b9c6f8
