# Waiting for what a busy machine comes to late; to be sourced.

wait_until() { # wait_until COMMAND...: until it succeeds, a minute at most
  for _ in $(seq 6000); do if "$@"; then return 0; fi; sleep 0.01; done
  echo "never: $*" >&2
  return 1
}

# What an earlier run left there would be found before the run has begun, so the file is removed first.
wait_for_text() { wait_until grep -qs -- "$1" "$2"; } # wait_for_text PATTERN FILE

of_process() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status" 2>/dev/null || true; } # of_process PID FIELD: of /proc/PID/status
has_ended() { case $(of_process "$1" State) in ''|Z*) ;; *) false ;; esac; }
has_taken_all() { has_ended "$1" || [[ $(of_process "$1" ShdPnd) != *[!0]* ]]; }

# Two signals of a kind that wait together are one, so this returns when it has been taken, or nobody is left to take it.
deliver() { # deliver SIGNAL PID
  kill "-$1" "$2"
  wait_until has_taken_all "$2"
}

# SIGINT is ignored by what a script starts beside itself, until that asks for it.
hears() { [[ $(of_process "$1" SigCgt) = *[2367abef] ]]; } # hears PID
