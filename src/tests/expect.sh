# What the tests of the program share; to be sourced, with NCA PICTURE MODEL as arguments. Each works in a folder of its own.
set -Eeuo pipefail
nca=$1 picture=$2 grown=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'echo "${BASH_SOURCE[0]}:$LINENO: $BASH_COMMAND" >&2' ERR
cd "$work"

fail() {
  echo "$*" >&2
  cat err >&2 || true
  exit 1
}

expect() { # expect CODE COMMAND...: leaves out and err; also fails when a sanitizer speaks
  local want=$1 code=0; shift
  "$@" >out 2>err || code=$?
  [ "$code" = "$want" ] || fail "got $code, not $want: $*"
  if grep -q 'Sanitizer\|runtime error' err; then fail "a sanitizer speaks: $*"; fi
}

says() { # says PATTERN: on stderr, in the last command that was expected
  grep -q -- "$1" err || fail "nothing is said of: $1"
}

no_leftovers() { # no_leftovers [FOLDER]
  [ -z "$(find "${1:-.}" -name '.nca-*')" ] || fail "left behind: $(find "${1:-.}" -name '.nca-*')"
}
